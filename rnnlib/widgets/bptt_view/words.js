// What the walk has come to, in a sentence with numbers.

import { number } from "../shared/frame/format.js";
import { spoken } from "../shared/frame/spoken.js";

/** Where the walk stands: at which step, what it adds, what has been added. */
export function told({ t, source, k, kind, parameter, symbols, numbers }, { part, sofar, whole, cosine }) {
  const sum = `Added so far: ${size(sofar)} of ${size(whole)}${alike(cosine)}.`;
  const at = `Step ${t + 1}${reads(numbers, t)}`;
  const losses = numbers.losses(t, source, k, kind);
  const of = symbols[parameter];
  if (source >= 0) return `${followed(at, numbers, t, source, losses.length > 0, symbols, of, part)} ${sum}`;
  if (parameter === "V") return `${at}: ${of} is used for L_${t + 1} alone, and its part of ∂L/∂${of} has size ${size(part)}. ${sum}`;
  const from = losses.length > 1 ? `L_${losses[0] + 1} to L_${losses.at(-1) + 1}` : `L_${losses[0] + 1} alone`;
  return `${at}: what arrives at ${symbols.h}_${t + 1} from ${from} makes this step’s part of ∂L/∂${of}, of size ${size(part)}. ${sum}`;
}

function followed(at, numbers, t, source, kept, { h }, of, part) {
  if (t > source) return `${at}: ${h}_${t + 1} comes after L_${source + 1}, and no path leads here.`;
  const name = `∂L_${source + 1}/∂${h}_${t + 1}`;
  if (!kept) return `${at}: cut. Without truncation ${name} would have size ${size(numbers.at("norms", source, t))}.`;
  const [here, there] = [numbers.at("norms", source, t), numbers.at("norms", source, source)];
  const steps = source - t;
  const share = steps && there ? `, ${percent(here / there)} of what it was ${steps} ${steps > 1 ? "steps" : "step"} later` : "";
  return `${at}: ${name} has size ${size(here)}${share}. It adds ${size(part)} to ∂L/∂${of}.`;
}

/** The truncated gradient of the recurrent layer, from all losses, against the full one. */
export function truncated({ truncation, T }, k, kind, { U, W, b }) {
  const { cosine, ratio, steps } = truncation[kind];
  if (cosine[k - 1] === null) return "The gradient is zero.";
  if (k === T) return `Not truncated: one walk of ${T} steps, the values of ${T} steps kept.`;
  const weights = [...new Set([U, W])].join(", "); // one letter for both in some courses
  const walk = kind === "windows" ? `${steps[k - 1]} steps back` : `${steps[k - 1]} steps back, a walk for each loss`;
  return `Truncated to k = ${k}, all losses, ${weights} and ${b}: cosine with the full gradient ${minus(cosine[k - 1].toFixed(3))}, ` +
    `length ${ratio[k - 1].toFixed(2)} of it; ${walk}, the values of ${k} ${k > 1 ? "steps" : "step"} kept.`;
}

const minus = (text) => text.replaceAll("-", "−");
const size = (value) => number(value, "∂");
const percent = (share) => `${share < 0.1 ? Number((100 * share).toPrecision(2)) : Math.round(100 * share)} %`;
const alike = (cosine) => (Number.isFinite(cosine) ? `, cosine ${minus(cosine.toFixed(3))}` : "");
const reads = ({ labels }, t) => (labels[t] ? `, input ${spoken(labels[t])}` : "");
