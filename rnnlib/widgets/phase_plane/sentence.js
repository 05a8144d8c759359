// What one step of the walk did, and where the walk leads, in words with numbers.

import { number } from "../shared/frame/format.js";

const KINDS = { stable: "stable", unstable: "unstable", saddle: "a saddle", neutral: "on the border of stability" };

export const point = (state) => `(${state.map((value) => number(value)).join(", ")})`;

/** The step t of `walk`, stage by stage in their order; `words` are templates and symbols. */
export function told({ walk, t, x, net, driven, stage, words: { stages, symbols }, order }) {
  const { states, turned, sums } = walk;
  if (!t) return `Step 0: the walk starts at ${symbols.h} = ${point(states[0])}.`;
  const push = net.b.map((value, k) => value + (driven ? x * net.W[k] : 0));
  const pushes = driven ? `${number(x)} · ${symbols.W} + ${symbols.b}` : symbols.b;
  const filled = (text) => text
    .replace("{before}", point(states[t - 1])).replace("{turned}", point(turned[t]))
    .replace("{pushes}", pushes).replace("{push}", point(push)).replace("{sum}", point(sums[t]))
    .replace("{last}", net.squash ? "tanh squashes it:" : "That is").replace("{now}", point(states[t]));
  const pushed = push.some((value) => value !== 0);
  const said = order
    .filter((name) => (stage === "all" ? name !== "add" || pushed : name === stage))
    .map((name) => filled(stages[name]));
  return [`Step ${t}.`, ...said].join(" ").replaceAll("_", "");
}

/** The fixed points, and where the state of this step is bound. */
export function prospect({ found, end, driven, x, border, sides }) {
  const held = driven ? `While the input is ${number(x)}: ` : "";
  const named = border.length > 0 && sides.length > 0;
  const side = ({ state, kind }) => (named && kind === "stable" ? ` (${sides[Number(above(border, state))]})` : "");
  const list = found.slice(0, 3).map((one) => `${point(one.state)} ${KINDS[one.kind]}${side(one)}`).join("; ");
  const count = (kind) => found.filter((one) => one.kind === kind).length;
  const many = ["stable", "unstable", "saddle"].filter(count).map((kind) => `${count(kind)} ${kind}`).join(", ");
  const fixed = found.length === 0 ? "no fixed point stands alone."
    : found.length === 1 ? `one fixed point, ${list}.`
    : found.length <= 3 ? `${found.length} fixed points: ${list}.`
    : `${found.length} fixed points: ${many}.`;
  const where = {
    rest: () => `From here it comes to rest at ${point(end.states[0])}.`,
    cycle: () => `From here it ends in a cycle of ${end.period} states.`,
    escape: () => "From here it grows beyond all bounds.",
    open: () => "After 4000 more steps it neither rests nor repeats.",
  }[end.kind]();
  const dashed = border.length ? " Dashed: the border of the readout." : "";
  return capital(`${held}${fixed}`) + ` ${where}${dashed}`;
}

const above = ([v1, v2, c], [h1, h2]) => h1 * v1 + h2 * v2 + c > 0;

const capital = (text) => text[0].toUpperCase() + text.slice(1);
