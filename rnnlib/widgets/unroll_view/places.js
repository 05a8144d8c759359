// Where everything in an unrolled graph stands, from folded (1) to unfolded (0): pure functions.

const clamp = (low, value, high) => Math.max(low, Math.min(high, value));
const between = (a, b, part) => a + (b - a) * part;

/** Sizes in pixels for T steps in this width; `count` of them have room. */
export function sizes(width, T) {
  const font = clamp(12, width / clamp(46, T * 7.2 + 6, 78), 22);
  const [left, right] = [font * 3.7, font * 1.8];
  const room = width - left - right;
  const count = clamp(1, Math.floor(room / (font * 7.2)), T);
  const column = Math.min(font * 11, room / count);
  const rows = { total: 1.5, L: 4.8, y: 8.9, s: 13.5, h: 21, x: 28.4, step: 30.6 };
  const heights = { total: 1.5, L: 1.9, y: 3.6, s: 3, h: 5.6, x: 1.9 };
  const scaled = (sizes) => Object.fromEntries(Object.entries(sizes).map(([k, v]) => [k, v * font]));
  return {
    font, width, count, column, rows: scaled(rows), heights: scaled(heights),
    start: left + (room - column * count) / 2,
    node: Math.min(column - font * 2, font * 6.6),
    height: Math.round(font * 31.5),
  };
}

/** The first step of a window that shows step t, moved no further than needed. */
export function windowed(first, t, { count }, T) {
  const edge = count > 2 ? 1 : 0; // a neighbour stays in sight
  const low = clamp(0, t - count + 1 + edge, T - count);
  const high = clamp(0, t - edge, T - count);
  return clamp(Math.min(low, high), first, Math.max(low, high));
}

/** The middle of the k-th column of the window. */
export function across(k, folded, { start, column, width }) {
  return between(start + (k + 0.5) * column, width / 2, folded);
}

/** The curve from h of the column at `from` to a of the one at `to`: four points of a Bézier. */
export function carry(from, to, folded, { node, font, rows, heights }) {
  const [out, into] = [rows.h - heights.h * 0.27, rows.h + heights.h * 0.27];
  const open = 1 - folded;
  const turn = Math.sin(Math.PI * open) * (heights.h / 2 + font - (into - rows.h));
  const start = [from + node / 2, out];
  const end = [to + between(-node / 2, node / 2, folded), into + turn];
  const reach = Math.max(font, (end[0] - start[0]) / 2);
  return [
    start,
    [start[0] + between(reach, font * 6, folded), out - folded * font * 3],
    [end[0] + between(-reach, font * 6, folded), end[1] + folded * font * 3],
    end,
  ];
}

/** The point of a Bézier curve at part s of its way. */
export function along([a, b, c, d], s) {
  const r = 1 - s;
  return [0, 1].map((k) =>
    r ** 3 * a[k] + 3 * r * r * s * b[k] + 3 * r * s * s * c[k] + s ** 3 * d[k]);
}

/** The segments [left, width] of a bar `width` wide on which `full` would reach its end. */
export function segments(losses, width, full) {
  const sum = losses.reduce((total, loss) => total + loss, 0);
  const scale = width / (Math.max(full, sum) || 1);
  let left = 0;
  return losses.map((loss) => {
    const segment = [left, loss * scale];
    left += loss * scale;
    return segment;
  });
}
