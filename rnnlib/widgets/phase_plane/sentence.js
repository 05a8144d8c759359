// What one step of the walk did, and where the walk leads, in words with numbers.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const KINDS = { stable: say("plane.stable"), unstable: say("plane.unstable"), saddle: say("plane.a_saddle"), neutral: say("plane.neutral") };

export const point = (state) => `(${state.map((value) => number(value)).join(", ")})`;

/** The step t of `walk`, stage by stage in their order; `words` are templates and symbols. */
export function told({ walk, t, x, net, driven, stage, words: { stages, symbols }, order }) {
  const { states, turned, sums } = walk;
  if (!t) return say("plane.begins", { h: symbols.h, point: point(states[0]) });
  const push = net.b.map((value, k) => value + (driven ? x * net.W[k] : 0));
  const pushes = driven ? `${number(x)} · ${symbols.W} + ${symbols.b}` : symbols.b;
  const filled = (text) => text
    .replace("{before}", point(states[t - 1])).replace("{turned}", point(turned[t]))
    .replace("{pushes}", pushes).replace("{push}", point(push)).replace("{sum}", point(sums[t]))
    .replace("{last}", net.squash ? say("plane.squashes") : say("plane.that_is")).replace("{now}", point(states[t]));
  const pushed = push.some((value) => value !== 0);
  const said = order
    .filter((name) => (stage === "all" ? name !== "add" || pushed : name === stage))
    .map((name) => filled(stages[name]));
  return [say("plane.step", { t }), ...said].join(" ").replaceAll("_", "");
}

/** The fixed points, and where the state of this step is bound. */
export function prospect({ found, end, driven, x, border, sides }) {
  const held = driven ? say("plane.while", { x: number(x) }) : "";
  const named = border.length > 0 && sides.length > 0;
  const side = ({ state, kind }) => (named && kind === "stable" ? ` (${sides[Number(above(border, state))]})` : "");
  const list = found.slice(0, 3).map((one) => `${point(one.state)} ${KINDS[one.kind]}${side(one)}`).join("; ");
  const count = (kind) => found.filter((one) => one.kind === kind).length;
  const many = ["stable", "unstable", "saddle"].filter(count).map((kind) => `${count(kind)} ${say(`plane.${kind}`)}`).join(", ");
  const fixed = found.length === 0 ? say("plane.no_fixed")
    : found.length === 1 ? say("plane.one_fixed", { list })
    : found.length <= 3 ? say("plane.fixed", { n: found.length, list })
    : say("plane.fixed", { n: found.length, list: many });
  const where = {
    rest: () => say("plane.rests", { point: point(end.states[0]) }),
    cycle: () => say("plane.cycles", { period: end.period }),
    escape: () => say("plane.escapes"),
    open: () => say("plane.open"),
  }[end.kind]();
  const dashed = border.length ? say("plane.border") : "";
  return capital(`${held}${fixed}`) + ` ${where}${dashed}`;
}

const above = ([v1, v2, c], [h1, h2]) => h1 * v1 + h2 * v2 + c > 0;

const capital = (text) => text[0].toUpperCase() + text.slice(1);
