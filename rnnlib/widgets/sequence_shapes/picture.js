// A picture of a few pixels, as one path for each shade of ink.

import { svg } from "../shared/frame/dom.js";

const SHADES = 16;

/** Draw `rows` of numbers from 0 to 1 into the middle of a box, anew. */
export function picture(group, rows, { x, y, width, height }) {
  if (!rows.length) return group.replaceChildren();
  const side = Math.min(width / rows[0].length, height / rows.length);
  const [left, top] = [x - (side * rows[0].length) / 2, y - (side * rows.length) / 2];
  const paths = new Map();
  rows.forEach((row, i) => row.forEach((value, j) => {
    const shade = Math.round(Math.max(0, Math.min(1, value)) * SHADES);
    const [px, py, s] = [left + j * side, top + i * side, side].map((number) => number.toFixed(1));
    if (shade) paths.set(shade, `${paths.get(shade) ?? ""}M${px} ${py}h${s}v${s}h-${s}z`);
  }));
  group.replaceChildren(
    svg("rect", { class: "paper", x: left.toFixed(1), y: top.toFixed(1),
      width: (side * rows[0].length).toFixed(1), height: (side * rows.length).toFixed(1) }),
    ...[...paths].map(([shade, d]) => svg("path", { class: "ink", d, "fill-opacity": (shade / SHADES).toFixed(2) })));
}
