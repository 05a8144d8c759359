// The sentence under the picture, and the numbers of one state at one step.

import { number } from "../shared/frame/format.js";
import { collapsed, sources } from "./record.js";

const size = (value) => number(value, "∂");
const name = (k, symbols) => (k === 0 ? "the blank" : symbols[k]);

/** The digits that have been read up to step `t`. */
export function readSoFar({ path, symbols }, t) {
  return collapsed(path.slice(0, t + 1)).map((k) => symbols[k]).join("");
}

/** What is to be said at step `t` and state `s`. */
export function says(clip, t, s, parts) {
  const time = `Step ${t + 1} of ${clip.T}, ${((t + 1) * 0.02).toFixed(2)} s`;
  if (!parts.includes("symbols")) return `${time}.`;
  const { symbols, states } = clip, [, K] = clip.size("y");
  const order = Array.from({ length: K }, (_, k) => k).sort((a, b) => clip.at("y", t, b) - clip.at("y", t, a));
  const said = `${time}: likeliest is ${name(order[0], symbols)} with ${number(clip.at("y", t, order[0]))}, then ${name(order[1], symbols)} with ${number(clip.at("y", t, order[1]))}.`;
  if (!parts.includes("lattice")) return said;
  return `${said} State ${s + 1} of ${states.length}, ${name(states[s], symbols)}: γ = ${number(clip.at("gamma", t, s))}.`;
}

/** The equation of a layer with the numbers of step `t` and state `s`. */
export function formula(clip, layer, t, s) {
  const k = clip.states[s], y = clip.at("y", t, k);
  const value = (log) => size(Math.exp(clip.at(log, t, s)));
  if (layer === "gradient") {
    const dz = clip.at("dz", t, k);
    return `∂L/∂z = y − Σ γ = ${size(y)} − ${size(y - dz)} = ${size(dz)}, for ${name(k, clip.symbols)}`;
  }
  if (layer === "gamma") return `γ = α β / p = ${value("log_alpha")} · ${value("log_beta")} / ${size(Math.exp(clip.log_p))} = ${size(clip.at("gamma", t, s))}`;
  if (layer === "beta") return `β = ${value("log_beta")}: all ways to the end from here`;
  if (t === 0) return s < 2 ? `α = y = ${size(y)}: paths begin in the first two states` : "α = 0: no path begins here";
  const terms = sources(clip.states, s).map((from) => size(Math.exp(clip.at("log_alpha", t - 1, from))));
  return `α = y (${["stay", "step", "skip"].slice(0, terms.length).join(" + ")}) = ${size(y)} · (${terms.join(" + ")}) = ${value("log_alpha")}`;
}
