// Where the rows of the graph lie: losses, layers above, states, layers below, what is read.

const PLAIN = { L: 20, h: 78, x: 128 };
export const BAND = 22; // px, the height of a layer that is not shown
export const AROUND = 6; // px from a node to the border of its cell
const ROOM = 22; // px below the row of x

/** {y: {row: px from the top}, height}; "above" and "below" stand for all layers there. */
export function rows({ states, above, below }, large) {
  const lanes = states.includes("c");
  const y = { L: PLAIN.L };
  if (above) y.above = y.L + 42;
  const first = (y.above ?? y.L) + (above ? 48 : PLAIN.h - PLAIN.L);
  if (lanes) y.c = first + 2;
  y.h = lanes ? first + 62 : first;
  if (below) y.below = y.h + 48;
  y.x = (y.below ?? y.h) + (below ? 38 : PLAIN.x - PLAIN.h);
  const height = (y.x + ROOM) * large;
  for (const name of Object.keys(y)) y[name] *= large;
  return { y, height };
}

/** Sizes in px of what a step has, for columns `step` wide: of a plain cell, or of one with two lanes. */
export function sizesOf(step, large, lanes) {
  if (!lanes) {
    const radius = Math.min(17 * large, step * 0.36);
    return { radius, cell: radius, c: 0, aside: 0 };
  }
  const radius = Math.min(15 * large, step * 0.27);
  return {
    radius,
    cell: Math.min(radius + AROUND * large, step * 0.36), // from the middle of a cell to its border
    c: radius * 0.72, // c's radius: the way from the loss to h passes it
    aside: radius * 0.85, // of this way, from the middle
  };
}
