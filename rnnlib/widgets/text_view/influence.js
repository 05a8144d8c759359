// ‖∂logit_t/∂x_s‖: how strongly each character moves a prediction. Python computed it.

import { say } from "../shared/frame/say.js";
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
    const what = this.outputs.length ? say("text.prediction_of", { symbol: spoken(this.outputs[t]) }) : say("text.prediction");
    const strongest = Array.from(row.keys()).filter((s) => row[s] > 0).sort((a, b) => row[b] - row[a]);
    const told = strongest.slice(0, TOLD).map((s) => {
      const back = s === t ? say("text.itself") : s < t ? say("text.before", { n: t - s }) : say("text.after", { n: s - t });
      return `${spoken(text[s])} (${back}) ${number(row[s])}`;
    });
    const after = say("text.after_reading", { symbol: spoken(text[t]), t: t + 1 });
    if (!told.length) return say("text.nothing", { after, what });
    return say("text.most", { after, what, told: told.join(", ") });
  }
}

function number(value) {
  if (value < 0.001) return value.toExponential(1).replace("-", "−");
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
}
