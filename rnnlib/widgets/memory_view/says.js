// The sentence under the picture: what the chosen head, or the memory, did in this step.

import { number } from "../shared/frame/format.js";

/** What is to be said at step `t`, of the stage that is shown or of all. */
export function says(record, { t, stage, back, head, place, m, right, follow }) {
  const value = (name) => number(record.value(name, t), name);
  const here = `Step ${t + 1}, ${head} head, place ${place}${follow ? ", its largest weight" : ""}.`;
  const told = stage === "all" ? (back ? ["read", "sharpen", "gate"] : ["content", "gate", "shift", "sharpen"]) : [stage];
  const words = back ? BACKWARD : FORWARD, R = (record.sizes.S - 1) / 2;
  const shifts = Array.from({ length: 2 * R + 1 }, (_, k) => k - R);
  const by = shifts.reduce((best, d) => (record.value(`s@${d}`, t) > record.value(`s@${best}`, t) ? d : best));
  const bits = right && !back && ["all", "read"].includes(stage) ? ` The output has ${right} bits right.` : "";
  return `${here} ${told.map((name) => words[name](value, m, by)).join(" ")}${bits}`;
}

const signed = (d) => String(d).replace("-", "−");

const FORWARD = {
  content: (of) => `Its cosine similarity with the key is ${of("C")}; with β = ${of("beta")} that gives w^c = ${of("w_c")} by content.`,
  gate: (of) => `The gate g = ${of("g")} mixes it with the old weight ${of("w⁻")}: w^g = ${of("w_g")}.`,
  shift: (of, _, by) => `Shifted, most by s(${signed(by)}) = ${of(`s@${by}`)}: w̃ = ${of("w_s")}.`,
  sharpen: (of) => `Sharpened with γ = ${of("gamma")}: w = ${of("w")}.`,
  erase: (of, m) => `Number ${m} of it was ${of("M⁻")}; after erasing it is ${of("M_kept")}.`,
  add: (of, m) => `To number ${m} of it ${of("added")} is added: now it is ${of("M")}.`,
  read: (of, m) => `The read head takes ${of("w@p")} of this place; over all places number ${m} of what is read is r = ${of("r")}.`,
};
const BACKWARD = {
  read: (of, m) => `Number ${m} of what was read has ∂L/∂r = ${of("∂L/∂r")}, this place of the memory ∂L/∂M = ${of("∂L/∂M")}.`,
  add: (of, m) => `Number ${m} of the add vector has ∂L/∂a = ${of("∂L/∂a")}.`,
  erase: (of, m) => `Number ${m} of the erase vector has ∂L/∂e = ${of("∂L/∂e")}.`,
  sharpen: (of) => `The weight has ∂L/∂w = ${of("∂L/∂w")}, before sharpening ∂L/∂w̃ = ${of("∂L/∂w_s")}; the exponent ∂L/∂γ = ${of("∂L/∂gamma")}.`,
  shift: (of, _, by) => `Before the shift it is ∂L/∂w^g = ${of("∂L/∂w_g")}; the largest shift has ∂L/∂s(${signed(by)}) = ${of(`∂L/∂s@${by}`)}.`,
  gate: (of) => `Of it ${of("∂L/∂w_c")} goes to the content, ${of("∂L/∂w_before")} to the step before; the gate has ∂L/∂g = ${of("∂L/∂g")}.`,
  content: (of) => `The similarity has ∂L/∂C = ${of("∂L/∂C")}, the key’s strength ∂L/∂β = ${of("∂L/∂beta")}.`,
};
