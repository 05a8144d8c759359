// The numbers of an unrolled graph: those of a run, and its scores, probabilities and parameters.

import { Run } from "../shared/drawing/run.js";

export class UnrolledRun extends Run {
  constructor(layout, bytes, parameters) {
    super(layout, bytes);
    const { K, symbols, target, vectors, guessing } = layout;
    Object.assign(this, { K, symbols, target, vectors, guessing, parameters });
    this.losses = Array.from({ length: this.T }, (_, t) => this.value("L", t, 0));
    this.peaks = Object.fromEntries(["a", "h", "s"].map((part) => [part, this.peak(part)]));
  }

  /** All entries of a, h, s or y at step t. */
  vector(part, t) {
    if (part in this.vectors) {
      const at = this.vectors[part] + t * this.K;
      return this.numbers.subarray(at, at + this.K);
    }
    const { start, first } = this.find(part);
    const at = start + (t + first) * this.H;
    return this.numbers.subarray(at, at + this.H);
  }

  peak(part) {
    let most = 1e-9;
    for (let t = 0; t < this.T; t++) {
      for (const value of this.vector(part, t)) most = Math.max(most, Math.abs(value) || 0);
    }
    return most;
  }

  /** What a fully coloured cell stands for: 1 for h and y, the largest of all steps elsewhere. */
  full(part) {
    return part === "h" ? Math.max(1, this.peaks.h) : (this.peaks[part] ?? 1);
  }

  /** A parameter's rows: a list of lists of numbers. */
  rows({ start, shape }) {
    const [rows, columns] = shape.length === 2 ? shape : [1, shape[0]];
    return Array.from({ length: rows }, (_, i) =>
      Array.from(this.numbers.subarray(start + i * columns, start + (i + 1) * columns)));
  }

  /** L⁽¹⁾ + … of the steps computed when the cursor is at t and this stage. */
  sofar(t, stage) {
    const done = ["all", "loss"].includes(stage) ? t + 1 : t;
    return this.losses.slice(0, done).reduce((sum, loss) => sum + loss, 0);
  }
}
