// Where everything of a shape stands: pure functions of the width and the number of columns.

const clamp = (low, value, high) => Math.max(low, Math.min(high, value));

/** Sizes in pixels: the letter, a column, and the heights at which the rows have their middle. */
export function sizes(width, N) {
  const font = clamp(12, width / 70, 20);
  const count = clamp(1, Math.floor((width - font) / (font * 7.4)), N);
  const column = Math.min(font * 11, (width - font) / count);
  const rows = { total: 1.1, L: 4.1, y: 8.5, h: 14.3, x: 20.9, step: 25.4 };
  const heights = { total: 1.8, L: 2.9, y: 3.6, h: 4.4, x: 6 };
  const scaled = (given) => Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v * font]));
  return {
    font, width, count, column, rows: scaled(rows), heights: scaled(heights),
    start: (width - column * count) / 2,
    node: Math.min(column - font * 1.5, font * 7),
    height: Math.round(font * 26.4),
  };
}

/** The first column of a window that shows column t, moved no further than needed. */
export function windowed(first, t, count, N) {
  const edge = count > 2 ? 1 : 0; // a neighbour stays in sight
  const low = clamp(0, t - count + 1 + edge, N - count);
  const high = clamp(0, t - edge, N - count);
  return clamp(Math.min(low, high), first, Math.max(low, high));
}

/** What a column should come to: its middle, and how visible each of its parts is. */
export function wanted(k, shape, first, m) {
  const at = clamp(-1, k - first, m.count); // what is out of sight waits beside the edge
  const there = k < shape.N && k >= first && k < first + m.count ? 1 : 0;
  const has = (list) => (there && k < shape.N && list[k] != null ? 1 : 0);
  return {
    x: m.start + (at + 0.5) * m.column,
    column: there,
    read: has(shape.x),
    given: has(shape.given),
    answer: has(shape.answers),
    carry: there && k > 0 ? 1 : 0,
  };
}

/** How thick an arrow of the size `value` is, four decades below the largest being the thinnest. */
export function thickness(value, largest, font) {
  const part = value > 0 && largest > 0 ? clamp(0, 1 + Math.log10(value / largest) / 4, 1) : 0;
  return font * (0.08 + 0.42 * part);
}
