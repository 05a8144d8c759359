// One sentence with numbers on what the step did, both ways.

import { number } from "../shared/frame/format.js";
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
  const at = (s) => `${spoken(run.labels[s] ?? String(s + 1))}, input ${s + 1}`;
  const both = `The forward layer has come to ${at(t)}; the backward layer to ${at(T - 1 - t)}.`;
  const outputs = done === 0 ? "No output is complete yet." : `${done} of ${T} outputs ${done === 1 ? "is" : "are"} complete.`;
  const [best] = run.predictions[output] ?? [];
  if (!complete(output, state)) return `${both} ${outputs} ${waiting(state)}`;
  if (!layout.asked[output]) return `${both} ${outputs} Output ${output + 1} is there, but was never asked for.`;
  return `${both} ${outputs} Output ${output + 1} says ${spoken(best[0])} (${best[1].toFixed(2)}).`;
}

/** Which of the two is still missing at the chosen output. */
function waiting({ T, t, output }) {
  const missing = [output > t && "forward", output < T - 1 - t && "backward"].filter(Boolean);
  return `Output ${output + 1} waits for the ${missing.join(" and the ")} layer.`;
}

function gradients(state, run, layout) {
  const { T, t, output } = state;
  const far = T - 1 - t;
  const [first] = shares(layout.gradient, output);
  const whole = `Of the gradient of the loss at output ${output + 1} (${spoken(layout.targets[output])} is asked for), ${percent(first)} goes by the forward layer, ${percent(1 - first)} by the backward layer.`;
  const size = (way, s) => number(layout.gradient[way][output][s], "∂");
  const name = (s) => spoken(run.labels[s] ?? String(s + 1));
  const here = `At input ${output + 1} itself it is ${size(0, output)} and ${size(1, output)}.`;
  if (far === 0) return `${whole} ${here}`;
  const ends = [
    output - far >= 0 && `${size(0, output - far)} to ${name(output - far)} on the left`,
    output + far < T && `${size(1, output + far)} to ${name(output + far)} on the right`,
  ].filter(Boolean);
  const steps = `${far} ${far === 1 ? "step" : "steps"}`;
  return `${whole} ${ends.length ? `After ${steps} it brings ${ends.join(", ")}.` : here}`;
}
