// What stands around the states: the layers that are not shown, and the border of every cell.

import { svg } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { AROUND, BAND } from "./rows.js";

/** Bands for the layers above and below; boxes around h and c of every step. */
export function around({ T, x, y, low, left, step, size, large, lanes, layer, above, below }) {
  const bands = [];
  if (above) bands.push([y.above, layer + 1, layer + above]);
  if (below) bands.push([y.below, 0, below - 1]);
  const height = BAND * large;
  const parts = bands.flatMap(([middle, first, last]) => {
    const words = first === last ? say("bptt.layer_of", { layer: first }) : say("bptt.layers_of", { first, last });
    return [
      svg("rect", { class: "band", x: left, y: middle - height / 2, width: T * step, height, rx: 5 }),
      svg("text", { class: "band-name", x: left + (T * step) / 2, y: middle + low }, words),
    ];
  });
  if (!lanes) return parts;
  const { cell, radius, c } = size;
  const top = y.c - c - AROUND * large;
  const box = { class: "cell", y: top, width: 2 * cell, height: y.h + radius + AROUND * large - top, rx: Math.min(9, cell / 2) };
  return [...parts, ...Array.from({ length: T }, (_, t) => svg("rect", { ...box, x: x(t) - cell }))];
}
