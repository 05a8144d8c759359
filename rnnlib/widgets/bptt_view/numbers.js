// The numbers of a walk backward: arrays by name, and sums over the pairs (loss t, step s) shown.

export class Numbers {
  /** `layout`: what Python calls `_run`; `bytes`: a DataView of float32. */
  constructor({ T, labels, layers, arrays, truncation }, bytes) {
    Object.assign(this, { T, labels, layers, arrays, truncation });
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.all = new Float32Array(copy);
    this.sums = new Map();
  }

  /** One number of an array, at its indices. */
  at(name, ...place) {
    const [start, shape] = this.arrays[name];
    return this.all[place.reduce((sum, k, axis) => sum * shape[axis] + k, 0) + start];
  }

  /** What a parameter's parts are called: those of a layer bear its number. */
  key(parameter, layer) {
    const own = `${layer} ${parameter}`;
    return own in this.arrays || `${own} left` in this.arrays ? own : parameter;
  }

  /** The rows that make its parts: its own, or those of its layer's bias. */
  right(key) {
    return `${key} right` in this.arrays ? `${key} right` : `${key.split(" ")[0]} b`;
  }

  /** [rows, columns] of a parameter. */
  size(parameter, layer) {
    const key = this.key(parameter, layer);
    const shape = this.arrays[key]?.[1].slice(2) ?? [this.arrays[`${key} left`][1][1], this.arrays[this.right(key)][1][2]];
    return shape.length === 2 ? shape : [1, shape[0]];
  }

  /** The largest size of what a loss brings to the states of its own step. */
  scale(layer) {
    const all = this.layers[layer].states.flatMap((state) =>
      Array.from({ length: this.T }, (_, t) => this.at(`${layer} norms ${state}`, t, t)));
    return Math.max(0, ...all.filter(Number.isFinite)) || 1;
  }

  /** Whether anything that was sent is ∞ or no number. */
  get overflowed() {
    return (this.lost ??= this.all.some((value) => !Number.isFinite(value)));
  }

  /** Whether the truncation leaves the pair of loss t and step s. */
  kept(t, s, k, kind) {
    if (s > t) return false;
    return kind === "windows" ? Math.floor(t / k) === Math.floor(s / k) : t - s < k;
  }

  /** The losses whose gradients reach step s: `source`, or all. */
  losses(s, source, k, kind) {
    const from = source < 0 ? Array.from({ length: this.T }, (_, t) => t) : [source];
    return from.filter((t) => this.kept(t, s, k, kind));
  }

  /** Whether nothing crosses from step s + 1 to step s that would without truncation; of one loss,
   *  whose walk ends at its first cut, whether this is the place. */
  cut(s, source, k, kind) {
    const last = source < 0 ? this.T - 1 : source;
    const crosses = (step) => this.losses(step, source, k, kind).some((t) => t > step);
    return s < last && !crosses(s) && (source < 0 || s + 1 === last || crosses(s + 1));
  }

  /** What every step adds to a parameter's gradient: T arrays, once for each choice. */
  parts(parameter, layer, source, k, kind) {
    const name = this.key(parameter, layer);
    const key = [name, source, k, kind].join();
    if (!this.sums.has(key)) {
      if (this.sums.size > 40) this.sums.clear();
      const [rows, columns] = this.size(parameter, layer);
      const add = name in this.arrays ? this.dense(name, rows * columns) : this.factored(name, rows, columns);
      const all = Array.from({ length: this.T }, (_, s) => add(s, this.losses(s, source, k, kind)));
      this.sums.set(key, all);
    }
    return this.sums.get(key);
  }

  /** The sum over some losses of the parts of step s, `n` numbers each. */
  dense(name, n) {
    return (s, losses) => {
      const sum = new Float64Array(n);
      for (const t of losses) {
        const start = this.arrays[name][0] + (t * this.T + s) * n;
        for (let j = 0; j < n; j++) sum[j] += this.all[start + j];
      }
      return sum;
    };
  }

  /** The same of parts that are a column of the step times a row, in each block of columns. */
  factored(name, rows, columns) {
    const [left, [, , blocks]] = this.arrays[`${name} left`], [right] = this.arrays[this.right(name)];
    return (s, losses) => {
      const row = new Float64Array(columns), sum = new Float64Array(rows * columns);
      for (const t of losses) {
        const start = right + (t * this.T + s) * columns;
        for (let j = 0; j < columns; j++) row[j] += this.all[start + j];
      }
      for (let j = 0; j < sum.length; j++) {
        const column = j % columns;
        const block = Math.floor((column * blocks) / columns);
        sum[j] = this.all[left + (s * rows + Math.floor(j / columns)) * blocks + block] * row[column];
      }
      return sum;
    };
  }

  /** How much comes to a state of step s: "back" from the step after it, or on its "own" step. */
  flow(way, layer, state, s, source, k, kind) {
    const name = `${layer} ${way} ${state}`;
    if (source < 0) return this.at(`${name} ${kind}`, k - 1, s);
    return this.kept(source, s, k, kind) ? this.at(name, source, s) : 0;
  }
}

/** The sum of arrays from step `first` on. */
export function added(parts, first) {
  const sum = new Float64Array(parts[0].length);
  parts.slice(first).forEach((part) => part.forEach((value, j) => (sum[j] += value)));
  return sum;
}

export const norm = (array) => Math.sqrt(dot(array, array));

export const dot = (a, b) => a.reduce((sum, value, j) => sum + value * b[j], 0);

/** The largest finite size. */
export const largest = (arrays) =>
  Math.max(...arrays.map((array) => array.reduce((most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most), 0)));

/** How strong a size looks beside the largest: its square root, so that small ones are seen. */
export const share = (size, scale) => Math.sqrt(Math.min(1, size / scale)) || 0; // of what is no number, none
