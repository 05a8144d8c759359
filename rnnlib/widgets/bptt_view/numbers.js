// The numbers of a walk backward: arrays by name, and sums over the pairs (loss t, step s) shown.

export class Numbers {
  /** `layout`: what Python calls `_run`; `bytes`: a DataView of float32. */
  constructor({ T, labels, arrays, truncation }, bytes) {
    Object.assign(this, { T, labels, arrays, truncation });
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.all = new Float32Array(copy);
    this.sums = new Map();
  }

  /** One number of an array, at its indices. */
  at(name, ...place) {
    const [start, shape] = this.arrays[name];
    return this.all[place.reduce((sum, k, axis) => sum * shape[axis] + k, 0) + start];
  }

  /** [rows, columns] of a parameter. */
  size(parameter) {
    const shape = this.arrays[parameter][1].slice(2);
    return shape.length === 2 ? shape : [1, shape[0]];
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

  /** What every step adds to a parameter's gradient: T arrays, once for each choice. */
  parts(parameter, source, k, kind) {
    const key = [parameter, source, k, kind].join();
    if (!this.sums.has(key)) {
      if (this.sums.size > 40) this.sums.clear();
      const all = Array.from({ length: this.T }, (_, s) => this.part(parameter, s, source, k, kind));
      this.sums.set(key, all);
    }
    return this.sums.get(key);
  }

  part(parameter, s, source, k, kind) {
    const [rows, columns] = this.size(parameter);
    const n = rows * columns;
    const sum = new Float64Array(n);
    for (const t of this.losses(s, source, k, kind)) {
      const start = this.arrays[parameter][0] + (t * this.T + s) * n;
      for (let j = 0; j < n; j++) sum[j] += this.all[start + j];
    }
    return sum;
  }

  /** ‖what reaches h_s from the step after it‖. */
  carried(s, source, k, kind) {
    if (source < 0) return this.at(`carried ${kind}`, k - 1, s);
    return s < source && this.kept(source, s, k, kind) ? this.at("norms", source, s) : 0;
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

export const largest = (arrays) =>
  Math.max(...arrays.map((array) => array.reduce((most, v) => Math.max(most, Math.abs(v)), 0)));
