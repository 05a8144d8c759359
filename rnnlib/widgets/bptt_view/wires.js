// Between which places the gradient flows, and where on the graph they are.

import { AROUND, BAND } from "./rows.js";

const TIP = 8; // px, the length of an arrow's head, where there is room for it

/** What `arrow` draws, step by step: losses down to h, or to the layers above and from them to h; h
 *  to c inside a step; from a step to the one before it by a lane for each state; and the inputs. */
export function wires(graph) {
  return Array.from({ length: graph.T }, (_, t) => [...into(graph, t), ...back(graph, t)]).flat();
}

/** What comes to h at its own step, the way on to c, and the way to what is read. */
function into({ x, y, size, step, large, lanes, above, below, lossRadius }, t) {
  const { radius, c, aside } = size;
  const half = (BAND * large) / 2;
  const [middle, side] = [x(t), x(t) + aside];
  const place = { t, head: lanes ? Math.min(TIP, step * 0.3) : TIP };
  const y2 = y.h - Math.sqrt(radius ** 2 - aside ** 2); // where the way down, aside of c, meets h
  const y1 = y.L + Math.sqrt(Math.max(0, lossRadius ** 2 - (above ? 0 : aside ** 2)));
  const down = above
    ? [{ kind: "loss", ...place, x1: middle, y1, x2: middle, y2: y.above - half },
       { kind: "above", ...place, x1: side, y1: y.above + half, x2: side, y2 }]
    : [{ kind: "loss", ...place, x1: side, y1, x2: side, y2, ...(lanes ? { beside: y.L + lossRadius + 10 * large, right: -9 } : {}) }];
  const end = below ? y.below - half : y.x - 11 * large;
  const foot = y.h + radius + (lanes ? AROUND * large : 0); // of the cell: letters stand below it
  const input = { kind: "input", ...place, x1: middle, y1: y.h + radius, x2: middle, y2: end, beside: (foot + end) / 2 };
  const inside = { kind: "inside", t, state: "c", head: Math.min(TIP, radius * 0.6), x1: middle, y1: y.h - radius, x2: middle, y2: y.c + c };
  return lanes ? [...down, input, inside] : [...down, input];
}

/** What the step after it hands back, by a lane for each state. */
function back({ T, x, y, size: { cell }, states, lanes }, t) {
  if (t + 1 === T) return [];
  const [x1, x2] = [x(t + 1) - cell, x(t) + cell];
  const head = lanes ? Math.min(TIP, (x1 - x2) * 0.7) : TIP;
  return states.map((state) => ({ kind: "carried", t, state, head, x1, y1: y[state], x2, y2: y[state], numbered: lanes }));
}
