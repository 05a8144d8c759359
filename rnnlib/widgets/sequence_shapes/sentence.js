// What a column says, in words: forward what it reads and answers, backward what comes to it.

import { number } from "../shared/frame/format.js";

/** One or two sentences on column t of a shape. */
export function sentence(shape, words, t, back) {
  const step = shape.steps[t];
  const where = shape.second[t] ? `Decoder step ${step}` : step === "0" ? "Before the first step" : `Step ${step}`;
  return `${where}: ${back ? backward(shape, words, t) : forward(shape, words, t)}`;
}

function forward(shape, words, t) {
  const [x, given, answer] = [shape.x[t], shape.given[t], shape.answers[t]];
  const reads = [
    x === null ? null : Array.isArray(x) ? "reads a picture" : `reads “${x}”`,
    given === null ? null : given === "start" ? "is given the sign to start" : `is told “${given}”`,
  ].filter(Boolean);
  const read = reads.join(" and ") || "reads nothing";
  if (!answer) return `it ${read}. No answer is asked for here, so no loss enters.`;
  const [said, right, p] = answer;
  const verdict = said === right ? "which is right" : `but “${right}” is right`;
  return `it ${read} and answers “${said}”, ${verdict}: probability ${number(p)}, loss ${words.loss.join(shape.steps[t])} = ${number(shape.losses[t])}.`;
}

function backward(shape, words, t) {
  const h = `∂${words.symbols.L}/∂${words.symbols.h}`;
  const size = (value) => number(value, "∂");
  const [whole, enters, carried] = [shape.flow[t], shape.enters[t], shape.carried[t]];
  const loss = words.loss.join(shape.steps[t]);
  const last = t === shape.N - 1;
  if (!shape.answers[t]) return `no loss enters here. All of ${h}, ${size(whole)}, came back from the column after it.`;
  if (last) return `${h} is ${size(whole)}. All of it enters here, from ${loss}.`;
  return `${h} is ${size(whole)}: ${size(enters)} enters here from ${loss}, and ${size(carried)} came back from later columns. They add up as vectors.`;
}
