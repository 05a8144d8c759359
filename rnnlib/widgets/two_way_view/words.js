// One sentence with numbers on what the step did, both ways.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";
import { complete, shares } from "./ways.js";

/** A share as a sentence and a table have it: the sign stays with its number. */
export const percent = (part) => `${Math.round(100 * part)}\u00a0%`;

export function sentence(state, run, layout) {
  return state.back ? gradients(state, run, layout) : reading(state, run, layout);
}

function reading(state, run, layout) {
  const { T, t, output } = state;
  const done = Math.max(0, 2 * (t + 1) - T);
  const at = (s) => say("ways.at", { symbol: spoken(run.labels[s] ?? String(s + 1)), s: s + 1 });
  const both = say("ways.both", { first: at(t), second: at(T - 1 - t) });
  const outputs = done === 0 ? say("ways.none_complete") : say("ways.complete", { done, T });
  const [best] = run.predictions[output] ?? [];
  if (!complete(output, state)) return `${both} ${outputs} ${waiting(state)}`;
  if (!layout.asked[output]) return say("ways.never_asked", { both, outputs, n: output + 1 });
  return say("ways.says", { both, outputs, n: output + 1, symbol: spoken(best[0]), p: best[1].toFixed(2) });
}

/** Which of the two is still missing at the chosen output. */
function waiting({ T, t, output }) {
  const missing = [output > t && say("ways.waits_forward"), output < T - 1 - t && say("ways.waits_backward")].filter(Boolean);
  return say("ways.waits", { n: output + 1, layers: missing.join(say("ways.and_the")) });
}

function gradients(state, run, layout) {
  const { T, t, output } = state;
  const far = T - 1 - t;
  const [first] = shares(layout.gradient, output);
  const whole = say("ways.whole", { n: output + 1, target: spoken(layout.targets[output]), first: percent(first), second: percent(1 - first) });
  const size = (way, s) => number(layout.gradient[way][output][s], "∂");
  const name = (s) => spoken(run.labels[s] ?? String(s + 1));
  const here = say("ways.here", { n: output + 1, first: size(0, output), second: size(1, output) });
  if (far === 0) return `${whole} ${here}`;
  const ends = [
    output - far >= 0 && say("ways.left", { size: size(0, output - far), name: name(output - far) }),
    output + far < T && say("ways.right", { size: size(1, output + far), name: name(output + far) }),
  ].filter(Boolean);
  return `${whole} ${ends.length ? say("ways.after", { far, ends: ends.join(", ") }) : here}`;
}
