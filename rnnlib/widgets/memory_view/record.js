// The numbers of the run, by name, step, head and place.

export class Record {
  /** `layout`: {name: [start, axes, shape, scale]}, `bytes`: a DataView of float32, `sizes`: T, N, M … */
  constructor(layout, bytes, sizes) {
    Object.assign(this, { layout, sizes, T: sizes.T });
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    this.numbers = new Float32Array(copy);
    this.at = { h: 0, i: 0, m: 0 };
  }

  /** Look at head `h`, place `i` and number `m` of it. */
  choose(at) {
    this.at = at;
  }

  has(ref) {
    return parsed(ref).name in this.layout;
  }

  scale(name) {
    return this.layout[parsed(name).name][3];
  }

  /** All numbers of a step; w and M stand one row on, for they have one from before the first. */
  row(ref, t) {
    const { name, before } = parsed(ref);
    const [start, , [rows, ...shape]] = this.layout[name];
    const size = shape.reduce((a, b) => a * b, 1);
    const k = t + rows - this.T - before;
    return this.numbers.subarray(start + k * size, start + (k + 1) * size);
  }

  /** The numbers of all places at step t, of the head `h` where each head has its own. */
  places(ref, t, h = this.at.h) {
    const row = this.row(ref, t), { N } = this.sizes;
    return row.subarray(h * N, (h + 1) * N);
  }

  /** The M numbers of k, e, a or r at step t, of the head that is looked at or the first that has them. */
  vector(ref, t) {
    const axes = this.layout[parsed(ref).name][1], { M } = this.sizes;
    const head = this.head(axes[0]);
    return this.row(ref, t).subarray(head * M, (head + 1) * M);
  }

  head(axis) {
    const { h } = this.at, { reads } = this.sizes;
    if (axis === "h") return h;
    return axis === "q" ? Math.max(0, h - reads) : h < reads ? h : 0;
  }

  /** One number. "w_g@1" is that of the next place, "s@-1" of the shift by −1; "w@q0" that of the
   *  first write head, "w@p" of a read head: the one that is looked at, or else the first. */
  value(ref, t) {
    const { name, mark } = parsed(ref);
    if (!(name in this.layout)) return NaN;
    const [, axes, [, ...shape]] = this.layout[name];
    const place = [...axes].map((axis, k) => this.index(axis, mark, shape[k]));
    return this.row(ref, t)[place.reduce((sum, at, k) => sum * shape[k] + at, 0)];
  }

  index(axis, mark, size) {
    const { i, m, h } = this.at;
    const by = Number(mark) || 0;
    const written = /^q\d/.test(mark) ? Number(mark.slice(1)) : null;
    switch (axis) {
      case "i": return (((i + by) % size) + size) % size;
      case "d": return (size - 1) / 2 + by;
      case "m": return m;
      case "h": return written !== null ? this.sizes.reads + written : mark === "p" ? this.head("p") : h;
      default: return written ?? this.head(axis);
    }
  }

  /** What formulas ask for: a single number as well. */
  sum([ref], t) {
    return this.value(ref, t);
  }

  /** The place with the largest weight of head h after step t. */
  peak(t, h) {
    const w = this.places("w", t, h);
    return w.reduce((best, value, i) => (value > w[best] ? i : best), 0);
  }
}

/** "w⁻@1" is w, one row before, mark 1. */
function parsed(ref) {
  const [name, mark = ""] = ref.split("@");
  const before = name.endsWith("⁻");
  return { name: before ? name.slice(0, -1) : name, before: Number(before), mark };
}
