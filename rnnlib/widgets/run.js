// The numbers of one run, by name, step and unit, read from the bytes that Python sent.

export class Run {
  /** `layout`: what Python calls `_run`; `bytes`: a DataView of float32. */
  constructor(layout, bytes) {
    const { T, H, series, maps, labels, predictions } = layout;
    Object.assign(this, { T, H, series, maps, labels, predictions });
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.numbers = new Float32Array(copy);
    this.unitScales = new Map();
    this.held = new Set(layout.held); // masked steps
  }

  /** Where the series `name` stands; "c⁻" is found one row above "c", null when there is none. */
  find(name) {
    const [series, shift] = this.series[name] ? [name, 0] : [name.replace(/⁻$/, ""), -1];
    const entry = this.series[series];
    if (!entry) return null;
    const [start, rows, scale, group] = entry;
    return { start, rows, scale, group, first: rows > this.T ? 1 + shift : shift };
  }

  has(name) {
    return this.find(name) !== null;
  }

  /** One number; NaN when the run has no such series. */
  value(name, t, unit) {
    const place = this.find(name);
    if (!place) return NaN;
    const row = place.rows === 1 ? 0 : t + place.first;
    return this.numbers[place.start + row * this.H + unit];
  }

  /** The sum of the series in `names`. */
  sum(names, t, unit) {
    return names.reduce((total, name) => total + this.value(name, t, unit), 0);
  }

  /** What counts as full size for a series: shared among those that are compared. */
  scale(name) {
    return this.find(name)?.scale ?? 1;
  }

  /** The same for one unit, so that a quiet unit is seen too; gates and h keep 0 … 1. */
  unitScale(name, unit) {
    const entry = this.find(name);
    if (!entry) return 1;
    if (!entry.group) return entry.scale;
    const key = `${entry.group} ${unit}`;
    if (!this.unitScales.has(key)) this.unitScales.set(key, this.largest(entry, unit));
    return this.unitScales.get(key);
  }

  largest({ group, scale }, unit) {
    let most = scale / 20;
    for (const [start, rows, , other] of Object.values(this.series)) {
      if (other !== group) continue;
      for (let row = 0; row < rows; row++) {
        most = Math.max(most, Math.abs(this.numbers[start + row * this.H + unit]) || 0);
      }
    }
    return most;
  }

  /** All steps of a series, T × H, states without the initial one. */
  steps(name) {
    const { start, rows } = this.find(name);
    const skip = (rows - this.T) * this.H;
    return this.numbers.subarray(start + skip, start + rows * this.H);
  }
}
