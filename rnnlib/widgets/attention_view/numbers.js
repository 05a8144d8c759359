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

  /** The largest magnitude in the arrays `names`, 1 if all are zero. */
  largest(...names) {
    let most = 0;
    for (const name of names) {
      const [start, rows, columns] = this.layout[name];
      for (let k = start; k < start + rows * columns; k++) most = Math.max(most, Math.abs(this.numbers[k]));
    }
    return most || 1;
  }
}
