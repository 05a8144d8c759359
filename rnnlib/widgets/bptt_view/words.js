// What the walk has come to, in a sentence with numbers.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";

/** Where the walk stands: at which step, what it adds, what has been added. */
export function told({ t, source, k, kind, parameter, symbols, numbers }, { part, sofar, whole, cosine }) {
  const sum = say("bptt.sum", { sofar: size(sofar), whole: size(whole), alike: alike(cosine) });
  const at = say("bptt.at", { t: t + 1, reads: reads(numbers, t) });
  const losses = numbers.losses(t, source, k, kind);
  const of = symbols[parameter];
  if (source >= 0) return `${followed(at, numbers, t, source, losses.length > 0, symbols, of, part)} ${sum}`;
  if (parameter === "V") return say("bptt.output_weights", { at, name: of, t: t + 1, part: size(part), sum });
  const from = losses.length > 1 ? say("bptt.from_to", { first: losses[0] + 1, last: losses.at(-1) + 1 }) : say("bptt.from_alone", { t: losses[0] + 1 });
  return say("bptt.arrives", { at, h: symbols.h, t: t + 1, from, name: of, part: size(part), sum });
}

function followed(at, numbers, t, source, kept, { h }, of, part) {
  if (t > source) return say("bptt.no_path", { at, h, t: t + 1, source: source + 1 });
  const name = `∂L_${source + 1}/∂${h}_${t + 1}`;
  if (!kept) return say("bptt.cut", { at, name, size: size(numbers.at("norms", source, t)) });
  const [here, there] = [numbers.at("norms", source, t), numbers.at("norms", source, source)];
  const steps = source - t;
  const share = steps && there ? say("bptt.share", { percent: percent(here / there), steps }) : "";
  return say("bptt.size", { at, name, size: size(here), share, part: size(part), of });
}

/** The truncated gradient of the recurrent layer, from all losses, against the full one. */
export function truncated({ truncation, T }, k, kind, { U, W, b }) {
  const { cosine, ratio, steps } = truncation[kind];
  if (cosine[k - 1] === null) return say("bptt.zero");
  if (k === T) return say("bptt.whole_walk", { T });
  const weights = [...new Set([U, W])].join(", "); // one letter for both in some courses
  const walk = kind === "windows" ? say("bptt.walk", { steps: steps[k - 1] }) : say("bptt.walks", { steps: steps[k - 1] });
  return say("bptt.truncated", { k, weights, b, cosine: minus(cosine[k - 1].toFixed(3)) }) +
    say("bptt.kept", { ratio: ratio[k - 1].toFixed(2), walk, k });
}

const minus = (text) => text.replaceAll("-", "−");
const size = (value) => number(value, "∂");
const percent = (share) => `${share < 0.1 ? Number((100 * share).toPrecision(2)) : Math.round(100 * share)} %`;
const alike = (cosine) => (Number.isFinite(cosine) ? say("bptt.cosine", { cosine: minus(cosine.toFixed(3)) }) : "");
const reads = ({ labels }, t) => (labels[t] ? say("drawing.reads", { label: spoken(labels[t]) }) : "");
