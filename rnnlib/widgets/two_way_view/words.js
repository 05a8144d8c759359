// One sentence with numbers on what the step did, both ways.

import { number } from "../shared/frame/format.js";
import { spoken } from "../shared/frame/spoken.js";
import { complete, shares } from "./ways.js";

export function sentence(state, ways, run, layout, symbols) {
  return state.back ? gradients(state, ways, run, layout) : reading(state, run);
}

function reading(state, run) {
  const { T, t, output } = state;
  const done = Math.max(0, 2 * (t + 1) - T);
  const at = (s) => `${spoken(run.labels[s] ?? String(s + 1))}, input ${s + 1}`;
  const both = `The forward layer has come to ${at(t)}; the backward layer to ${at(T - 1 - t)}.`;
  const outputs = done === 0 ? "No output is complete yet." : `${done} of ${T} outputs ${done === 1 ? "is" : "are"} complete.`;
  const [best] = run.predictions[output] ?? [];
  if (!complete(output, state)) return `${both} ${outputs} ${waiting(state)}`;
  return `${both} ${outputs} Output ${output + 1} says ${spoken(best[0])} (${best[1].toFixed(2)}).`;
}

/** Which of the two is still missing at the chosen output. */
function waiting({ T, t, output }) {
  const missing = [output > t && "forward", output < T - 1 - t && "backward"].filter(Boolean);
  return `Output ${output + 1} waits for the ${missing.join(" and the ")} layer.`;
}

function gradients(state, [ahead, back], run, layout) {
  const { T, t, output } = state;
  const far = T - 1 - t;
  const [first] = shares(layout.gradient, output);
  const whole = `Of the gradient of the loss at output ${output + 1} (${spoken(layout.targets[output])} is asked for), ${Math.round(100 * first)} % goes by the forward layer, ${Math.round(100 * (1 - first))} % by the backward layer.`;
  const size = (way, s) => number(layout.gradient[way][output][s], "∂");
  const name = (s) => spoken(run.labels[s] ?? String(s + 1));
  if (far === 0) return `${whole} At input ${output + 1} itself: ${size(0, output)} by the forward layer, ${size(1, output)} by the backward layer.`;
  const ends = [
    output - far >= 0 && `${size(0, output - far)} to ${name(output - far)} on the left`,
    output + far < T && `${size(1, output + far)} to ${name(output + far)} on the right`,
  ].filter(Boolean);
  const steps = `${far} ${far === 1 ? "step" : "steps"}`;
  return ends.length ? `${whole} After ${steps} it brings ${ends.join(", ")}.` : `${whole} After ${steps} it has left both ends.`;
}
