// What the walk has come to, in a sentence with numbers.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";

/** Where the walk stands: at which step, what it adds, what has been added. */
export function told(state, { part, sofar, whole, cosine }) {
  const { t, source, k, kind, parameter, layer, symbols, numbers } = state;
  const sum = say("bptt.sum", { sofar: size(sofar), whole: size(whole), alike: alike(cosine) });
  const at = say("bptt.at", { t: t + 1, reads: reads(numbers, t) });
  const losses = numbers.losses(t, source, k, kind);
  const of = symbols[parameter];
  if (source >= 0) return `${followed(at, state, losses.length > 0, part)} ${sum}`;
  if (parameter === "V") return say("bptt.output_weights", { at, name: of, t: t + 1, part: size(part), sum });
  if (!plain(numbers, layer)) return say("bptt.makes", { arrives: arrives(at, state), name: of, part: size(part), sum });
  const from = losses.length > 1 ? say("bptt.from_to", { first: losses[0] + 1, last: losses.at(-1) + 1 }) : say("bptt.from_alone", { t: losses[0] + 1 });
  return say("bptt.arrives", { at, h: symbols.h, t: t + 1, from, name: of, part: size(part), sum });
}

/** Whether nothing comes but from the losses and along h. */
const plain = ({ layers }, layer) => layer === layers.length - 1 && layers[layer].states.length === 1;

/** By which lanes, and from where else, how much comes to this step. */
function arrives(at, { t, source, k, kind, layer, symbols, numbers }) {
  const { states } = numbers.layers[layer];
  const flow = (way, state) => numbers.flow(way, layer, state, t, source, k, kind);
  const along = states.toReversed().map((state) => say("bptt.along", { size: size(flow("back", state)), state: symbols[state] }));
  const lanes = along.length > 1 ? say("bptt.and", { first: along[0], second: along[1] }) : along[0];
  const handed = states.some((state) => flow("back", state) !== 0) ? say("bptt.handed", { next: t + 2, lanes }) : "";
  const top = layer === numbers.layers.length - 1;
  const from = top ? `L_${t + 1}` : say("bptt.layer_of", { layer: layer + 1 });
  const own = flow("own", "h") !== 0 ? say("bptt.brought", { from, size: size(flow("own", "h")), h: symbols.h }) : "";
  const both = handed && own ? say("bptt.and_then", { first: handed, second: own }) : handed || own || say("bptt.nothing");
  return say("bptt.comes", { at, both });
}

function followed(at, state, kept, part) {
  const { t, source, layer, lane, parameter, symbols, numbers } = state;
  const name = `∂L_${source + 1}/∂${symbols[lane]}_${t + 1}`;
  const sizeAt = (s) => numbers.at(`${layer} norms ${lane}`, source, s);
  if (t > source) return say("bptt.no_path", { at, h: symbols[lane], t: t + 1, source: source + 1 });
  if (!kept) return say("bptt.cut", { at, name, size: size(sizeAt(t)) });
  const [here, there] = [sizeAt(t), sizeAt(source)];
  const steps = source - t;
  const share = steps && there && Number.isFinite(here - there) ? say("bptt.share", { percent: percent(here / there), steps }) : "";
  const places = { name, size: size(here), share, part: size(part), of: symbols[parameter] };
  if (plain(numbers, layer)) return say("bptt.size", { at, ...places });
  return `${arrives(at, state)} ${say("bptt.size_too", places)}`;
}

/** What the graph shows of a network with more than h: its lanes, its layers, its gates' columns. */
export function shown({ numbers, layer, parameter, symbols }) {
  const { layers } = numbers;
  const { states, gates } = layers[layer];
  const said = [];
  if (layers.length > 1) said.push(say("bptt.shown_layer", { layer }));
  if (layer < layers.length - 1) said.push(say("bptt.shown_above", { above: layer + 1, h: symbols.h }));
  if (states.length > 1) said.push(say("bptt.shown_lanes", { c: symbols.c, h: symbols.h }));
  const columns = (name) => numbers.size(name, layer)[1];
  const gated = "UWb".includes(parameter) || (parameter === "b_U" && columns("b_U") === columns("b"));
  if (gates.length && gated) said.push(say("bptt.shown_gates", { gates: gates.map((gate) => symbols[gate]).join(", ") }));
  return said.join(" ");
}

/** The truncated gradient of the recurrent layer, from all losses, against the full one. */
export function truncated(numbers, k, kind, { U, W, b }) {
  const { truncation, layers, T } = numbers;
  const { cosine, ratio, steps } = truncation[kind];
  if (cosine[k - 1] === null) return numbers.overflowed ? say("bptt.overflowed") : say("bptt.zero");
  if (k === T) return say("bptt.whole_walk", { T });
  const weights = [...new Set([U, W])].join(", "); // one letter for both in some courses
  const walk = kind === "windows" ? say("bptt.walk", { steps: steps[k - 1] }) : say("bptt.walks", { steps: steps[k - 1] });
  const every = layers.length > 1 || layers[0].states.length > 1 || "0 b_U" in numbers.arrays; // P and E are among them, too
  const places = { k, weights, b, cosine: minus(cosine[k - 1].toFixed(3)) };
  return (every ? say("bptt.truncated_all", places) : say("bptt.truncated", places)) +
    say("bptt.kept", { ratio: ratio[k - 1].toFixed(2), walk, k });
}

const minus = (text) => text.replaceAll("-", "−");
const size = (value) => number(value, "∂");
const percent = (share) => `${share < 0.1 ? Number((100 * share).toPrecision(2)) : Math.round(100 * share)} %`;
const alike = (cosine) => (Number.isFinite(cosine) ? say("bptt.cosine", { cosine: minus(cosine.toFixed(3)) }) : "");
const reads = ({ labels }, t) => (labels[t] ? say("drawing.reads", { label: spoken(labels[t]) }) : "");
