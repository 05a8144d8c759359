// From grid to pixels: sizes for a given width, boxes of nodes, paths of wires. Pure functions.

const clamp = (low, value, high) => Math.max(low, Math.min(high, value));

/** Sizes in pixels of everything in a diagram of `columns` × `rows` that is `width` wide. */
export function measures(width, [columns, rows]) {
  const ux = width / columns;
  const uy = clamp(44, ux * 0.78, 68);
  const font = clamp(12, ux * 0.215, 21);
  return {
    ux, uy, font, width,
    height: Math.round(uy * rows),
    gauge: Math.max(clamp(35, ux * 0.74, 70), Math.min(40, ux * 1.33)), // −5e−5 fits in 40 px
    tank: uy * 1.15,
    header: font * 1.75, // a symbol, with room for the tail of a subscript
    op: clamp(9, ux * 0.19, 15),
    thickest: clamp(6, ux * 0.14, 11),
  };
}

/** The box {x, y (centre), left, right, top, bottom} of a node. */
export function box(node, m) {
  const [x, y] = [node.at[0] * m.ux, node.at[1] * m.uy];
  const around = (w, h, over = 0) => ({
    x, y, left: x - w, right: x + w, top: y - h - over, bottom: y + h,
  });
  if (["gate", "gauge"].includes(node.kind)) return around(m.gauge / 2, m.tank / 2, m.header);
  if (node.kind === "op") return around(m.op, m.op);
  if (node.kind === "map") return around(m.font * 1.35, m.font * 0.75);
  return around(clamp(20, m.ux * 0.5, 44), m.font * 0.85);
}

/** The corners [x, y] of a wire; it meets a node straight where the next corner allows. */
export function corners(points, boxes, m) {
  const ends = points.map((p) => (typeof p === "string" ? anchor(p, boxes) : null));
  const at = points.map((p, k) => ends[k]?.at ?? [p[0] * m.ux, p[1] * m.uy]);
  return at.map(([x, y], k) => {
    const end = ends[k];
    const other = k === 0 ? 1 : k - 1;
    if (!end || ends[other]) return [x, y];
    const [ox, oy] = at[other];
    const { node } = end;
    if (end.upright) return [ox > node.left && ox < node.right ? ox : x, y];
    return [x, oy > node.top && oy < node.bottom ? oy : y];
  });
}

function anchor(name, boxes) {
  const [id, side] = name.split(".");
  const node = boxes[id];
  const upright = side === "top" || side === "bottom";
  return { node, upright, at: upright ? [node.x, node[side]] : [node[side], node.y] };
}

/** An SVG path through `points` whose corners are rounded with radius `r`. */
export function rounded(points, r) {
  let d = `M${points[0].map(round)}`;
  for (let k = 1; k < points.length - 1; k++) {
    const before = towards(points[k], points[k - 1], r);
    const after = towards(points[k], points[k + 1], r);
    d += `L${before.map(round)}Q${points[k].map(round)} ${after.map(round)}`;
  }
  return d + `L${points.at(-1).map(round)}`;
}

/** A small triangle at `tip`, coming from `from`. */
export function arrow(tip, from, size) {
  const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]) || 1;
  const [dx, dy] = [(tip[0] - from[0]) / length, (tip[1] - from[1]) / length];
  const [bx, by] = [tip[0] - dx * size, tip[1] - dy * size];
  const w = size * 0.55;
  const corner = (s) => [bx - s * dy * w, by + s * dx * w].map(round);
  return `M${tip.map(round)}L${corner(1)}L${corner(-1)}Z`;
}

const round = (value) => Math.round(value * 10) / 10;

function towards([x, y], [tx, ty], r) {
  const length = Math.hypot(tx - x, ty - y) || 1;
  const part = Math.min(r, length / 2) / length;
  return [x + (tx - x) * part, y + (ty - y) * part];
}
