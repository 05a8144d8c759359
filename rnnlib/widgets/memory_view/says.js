// The sentence under the picture: what the chosen head, or the memory, did in this step.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { headed } from "./heads.js";

/** What is to be said at step `t`, of the stage that is shown or of all. */
export function says(record, { t, stage, back, head, place, m, right, follow }) {
  const value = (name) => number(record.value(name, t), name);
  const here = say("memory.here", { t: t + 1, head: headed(head), place, largest: follow ? say("memory.largest") : "" });
  const told = stage === "all" ? (back ? ["read", "sharpen", "gate"] : ["content", "gate", "shift", "sharpen"]) : [stage];
  const words = back ? BACKWARD : FORWARD, R = (record.sizes.S - 1) / 2;
  const shifts = Array.from({ length: 2 * R + 1 }, (_, k) => k - R);
  const by = shifts.reduce((best, d) => (record.value(`s@${d}`, t) > record.value(`s@${best}`, t) ? d : best));
  const bits = right && !back && ["all", "read"].includes(stage) ? say("memory.bits", { right }) : "";
  return `${here} ${told.map((name) => words[name](value, m, by)).join(" ")}${bits}`;
}

const signed = (d) => String(d).replace("-", "−");

const FORWARD = {
  content: (of) => say("memory.says_content", { C: of("C"), beta: of("beta"), w_c: of("w_c") }),
  gate: (of) => say("memory.says_gate", { g: of("g"), before: of("w⁻"), w_g: of("w_g") }),
  shift: (of, _, by) => say("memory.says_shift", { by: signed(by), s: of(`s@${by}`), w_s: of("w_s") }),
  sharpen: (of) => say("memory.says_sharpen", { gamma: of("gamma"), w: of("w") }),
  erase: (of, m) => say("memory.says_erase", { m, before: of("M⁻"), kept: of("M_kept") }),
  add: (of, m) => say("memory.says_add", { m, added: of("added"), M: of("M") }),
  read: (of, m) => say("memory.says_read", { w: of("w@p"), m, r: of("r") }),
};
const BACKWARD = {
  read: (of, m) => say("memory.back_read", { m, r: of("∂L/∂r"), M: of("∂L/∂M") }),
  add: (of, m) => say("memory.back_add", { m, a: of("∂L/∂a") }),
  erase: (of, m) => say("memory.back_erase", { m, e: of("∂L/∂e") }),
  sharpen: (of) => say("memory.back_sharpen", { w: of("∂L/∂w"), w_s: of("∂L/∂w_s"), gamma: of("∂L/∂gamma") }),
  shift: (of, _, by) => say("memory.back_shift", { w_g: of("∂L/∂w_g"), by: signed(by), s: of(`∂L/∂s@${by}`) }),
  gate: (of) => say("memory.back_gate", { w_c: of("∂L/∂w_c"), before: of("∂L/∂w_before"), g: of("∂L/∂g") }),
  content: (of) => say("memory.back_content", { C: of("∂L/∂C"), beta: of("∂L/∂beta") }),
};
