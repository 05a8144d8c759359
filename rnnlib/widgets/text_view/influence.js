// ‖∂logit_t/∂x_s‖: how strongly each character moves a prediction. Python computed it.

import { spoken } from "../shared/frame/spoken.js";

const DECADES = 2; // a colour fades to nothing over so many powers of ten
const TOLD = 3; // the strongest are named

export class Influence {
  /** `bytes`: a DataView of (T, T) float32, row t first; `outputs`: what is predicted, if known. */
  constructor(bytes, T, outputs) {
    const copy = bytes ? bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) : new ArrayBuffer(0);
    this.numbers = new Float32Array(copy);
    this.T = T;
    this.outputs = outputs;
  }

  row(t) {
    return this.numbers.subarray(t * this.T, (t + 1) * this.T);
  }

  largest(t) {
    return this.row(t).reduce((most, value) => Math.max(most, value), 0);
  }

  /** What has no colour any more. */
  floor(t) {
    return this.largest(t) / 10 ** DECADES;
  }

  /** Parts 0 … 1 of full colour, by powers of ten below the largest. */
  parts(t) {
    const most = this.largest(t);
    return Array.from(this.row(t), (value) =>
      value > 0 ? Math.max(0, 1 + Math.log10(value / most) / DECADES) : 0);
  }

  /** The prediction after `text[t]` in words, and what moves it most. */
  says(t, text) {
    const row = this.row(t);
    const what = this.outputs.length ? `the prediction of ${spoken(this.outputs[t])}` : "the prediction";
    const strongest = Array.from(row.keys()).filter((s) => row[s] > 0).sort((a, b) => row[b] - row[a]);
    const told = strongest.slice(0, TOLD).map((s) => {
      const back = s === t ? "itself" : s < t ? `${t - s} before` : `${s - t} after`;
      return `${spoken(text[s])} (${back}) ${number(row[s])}`;
    });
    const after = `After ${spoken(text[t])}, character ${t + 1}:`;
    if (!told.length) return `${after} nothing moves ${what}.`;
    return `${after} ${what} is moved most by ${told.join(", ")}`;
  }
}

function number(value) {
  if (value < 0.001) return value.toExponential(1).replace("-", "−");
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
}
