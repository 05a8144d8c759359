// The series of a run that was computed in the page, read as `Run` is read; one unit, float64.

import { number } from "../shared/frame/format.js";

const OF_C = ["c", "c⁻", "f⊙c⁻", "i⊙g"];

export class LiveRun {
  /** `series`: {name: T numbers}, what the engine gives. */
  constructor(series) {
    this.series = series;
    this.T = series.x.length;
    this.labels = Array.from(series.x, (value) => number(value));
    this.held = new Set();
    const largest = (names) => names.reduce(
      (most, name) => series[name].reduce((m, v) => Math.max(m, Math.abs(v)), most), 1);
    this.scales = { c: largest(OF_C), parts: largest(Object.keys(series).filter((n) => n.includes("."))) };
  }

  has(name) {
    return name in this.series;
  }

  value(name, t) {
    return this.series[name]?.[t] ?? NaN;
  }

  sum(names, t) {
    return names.reduce((total, name) => total + this.value(name, t), 0);
  }

  /** Full size: shared by what is compared, 1 for gates and squashed states. */
  unitScale(name) {
    if (OF_C.includes(name)) return this.scales.c;
    return name.includes(".") ? this.scales.parts : 1;
  }

  /** The lowest and highest number that a curve of the series has room for. */
  range(name) {
    if ("ifo".includes(name)) return [0, 1];
    const values = this.series[name];
    const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
    if (name === "c") return [low < 0 ? Math.min(-1, low) : 0, high];
    const most = Math.max(1, -low, high);
    return [name === "h" && low === 0 ? 0 : -most, most];
  }
}
