// The sentence under the picture, and the numbers of one state at one step.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { collapsed, sources } from "./record.js";

const size = (value) => number(value, "∂");
const name = (k, symbols) => (k === 0 ? say("speech.blank") : symbols[k]);

/** The digits that have been read up to step `t`. */
export function readSoFar({ path, symbols }, t) {
  return collapsed(path.slice(0, t + 1)).map((k) => symbols[k]).join("");
}

/** What is to be said at step `t` and state `s`. */
export function says(clip, t, s, parts) {
  const time = say("speech.time", { t: t + 1, T: clip.T, s: ((t + 1) * 0.02).toFixed(2) });
  if (!parts.includes("symbols")) return `${time}.`;
  const { symbols, states } = clip, [, K] = clip.size("y");
  const order = Array.from({ length: K }, (_, k) => k).sort((a, b) => clip.at("y", t, b) - clip.at("y", t, a));
  const said = say("speech.likeliest", { time, first: name(order[0], symbols), p: number(clip.at("y", t, order[0])), second: name(order[1], symbols), q: number(clip.at("y", t, order[1])) });
  if (!parts.includes("lattice")) return said;
  return say("speech.state", { said, s: s + 1, S: states.length, name: name(states[s], symbols), gamma: number(clip.at("gamma", t, s)) });
}

/** The equation of a layer with the numbers of step `t` and state `s`. */
export function formula(clip, layer, t, s) {
  const k = clip.states[s], y = clip.at("y", t, k);
  const value = (log) => size(Math.exp(clip.at(log, t, s)));
  if (layer === "gradient") {
    const dz = clip.at("dz", t, k);
    return say("speech.dz", { y: size(y), rest: size(y - dz), dz: size(dz), name: name(k, clip.symbols) });
  }
  if (layer === "gamma") return `γ = α β / p = ${value("log_alpha")} · ${value("log_beta")} / ${size(Math.exp(clip.log_p))} = ${size(clip.at("gamma", t, s))}`;
  if (layer === "beta") return say("speech.formula_beta", { value: value("log_beta") });
  if (t === 0) return s < 2 ? say("speech.begin", { y: size(y) }) : say("speech.no_begin");
  const terms = sources(clip.states, s).map((from) => size(Math.exp(clip.at("log_alpha", t - 1, from))));
  return `α = y (${[say("speech.stay"), say("speech.step"), say("speech.skip")].slice(0, terms.length).join(" + ")}) = ${size(y)} · (${terms.join(" + ")}) = ${value("log_alpha")}`;
}
