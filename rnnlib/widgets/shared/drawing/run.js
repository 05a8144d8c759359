// The numbers of one run, by name, step and unit, read from the bytes that Python sent.

export class Run {
  /** `layout`: what Python calls `_run`; `bytes`: a DataView of float32. */
  constructor(layout, bytes) {
    const { T, H, O = 1, outputs = [], series, maps, labels, predictions } = layout;
    Object.assign(this, { T, H, O, series, maps, labels, predictions });
    this.outputs = new Set(outputs); // series that count outputs, not units
    this.output = 0; // the one that is looked at
    this.numbers = floats(bytes);
    this.places = new Map();
    this.unitScales = new Map();
    this.fulls = new Map();
    this.held = new Set(layout.held); // masked steps
  }

  /** Where the series `name` stands; "c⁻" is found one row above "c", null when there is none. */
  find(name) {
    let place = this.places.get(name);
    if (place === undefined) this.places.set(name, (place = this.look(name)));
    return place;
  }

  look(name) {
    const [series, shift] = this.series[name] ? [name, 0] : [name.replace(/⁻$/, ""), -1];
    const entry = this.series[series];
    if (!entry) return null;
    const [start, rows, scale, group] = entry;
    const ofOutputs = this.outputs.has(series);
    const width = ofOutputs ? this.O : this.H;
    return { start, rows, scale, group, ofOutputs, width, first: rows > this.T ? 1 + shift : shift };
  }

  /** What a series counts, as the trait is called, how many, and which one is looked at. */
  counted(name, unit) {
    return this.find(name)?.ofOutputs
      ? { trait: "output", size: this.O, index: this.output }
      : { trait: "unit", size: this.H, index: unit };
  }

  has(name) {
    return this.find(name) !== null;
  }

  /** One number; NaN when the run has no such series. */
  value(name, t, unit) {
    const place = this.find(name);
    if (!place) return NaN;
    const row = place.rows === 1 ? 0 : t + place.first;
    return this.numbers[place.start + row * place.width + (place.ofOutputs ? this.output : unit)];
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
    const key = `${entry.group} ${unit} ${this.output}`;
    if (!this.unitScales.has(key)) this.unitScales.set(key, this.largest(entry, unit));
    return this.unitScales.get(key);
  }

  largest({ group, scale }, unit) {
    let most = Math.min(scale / 20, group === "state" ? 1 : Infinity); // one unit may run away
    for (const [name, [start, rows, , other]] of Object.entries(this.series)) {
      if (other !== group) continue;
      const { size, index } = this.counted(name, unit);
      const end = start + rows * size;
      for (let at = start + index; at < end; at += size) {
        const value = Math.abs(this.numbers[at]);
        if (value > most) most = value;
      }
    }
    return most;
  }

  /** What has full colour, by unit or output: of a state each one's largest number, at least 1, or
   *  one that runs away would leave all others blank; else the scale of the series. */
  fullSizes(name) {
    if (!this.fulls.has(name)) this.fulls.set(name, this.sizes(name));
    return this.fulls.get(name);
  }

  sizes(name) {
    const { size } = this.counted(name);
    const full = new Float64Array(size).fill(this.scale(name));
    if (this.find(name).group !== "state") return full;
    full.fill(1);
    const values = this.steps(name);
    for (let start = 0; start < values.length; start += size) {
      for (let k = 0; k < size; k++) {
        const value = Math.abs(values[start + k]);
        if (value > full[k] && value < Infinity) full[k] = value;
      }
    }
    return full;
  }

  /** All steps of a series, T × H (or O), states without the initial one. */
  steps(name) {
    const { start, rows, width } = this.find(name);
    const skip = (rows - this.T) * width;
    return this.numbers.subarray(start + skip, start + rows * width);
  }
}

/** Bytes as float32: where they lie, if a number may begin there. */
function floats({ buffer, byteOffset, byteLength }) {
  const size = Float32Array.BYTES_PER_ELEMENT;
  if (byteOffset % size === 0) return new Float32Array(buffer, byteOffset, byteLength / size);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}
