// The arrays that Python sent, by name, row and column.

export class Numbers {
  /** `layout`: {name: [start, rows, columns]}; `bytes`: a DataView of float32. */
  constructor(layout, bytes) {
    this.layout = layout;
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.numbers = new Float32Array(copy);
  }

  has(name) {
    return name in this.layout;
  }

  row(name, k) {
    const [start, , columns] = this.layout[name];
    return this.numbers.subarray(start + k * columns, start + (k + 1) * columns);
  }

  at(name, k, n) {
    return this.row(name, k)[n];
  }

  /** The largest magnitude in the whole arrays `names`, 1 if all are zero. */
  largest(...names) {
    return Math.max(...names.map((name) => this.reach(...this.layout[name]))) || 1;
  }

  /** The largest magnitude in row `k` of the arrays `names`, 1 if all are zero. */
  most(k, ...names) {
    const parts = names.map((name) => {
      const [start, , columns] = this.layout[name];
      return this.reach(start + k * columns, 1, columns);
    });
    return Math.max(...parts) || 1;
  }

  reach(start, rows, columns) {
    let most = 0;
    for (let k = start; k < start + rows * columns; k++) most = Math.max(most, Math.abs(this.numbers[k]));
    return most;
  }
}
