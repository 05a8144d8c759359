// One sentence in words, with numbers, for everyone and for screen readers.

import { number } from "../frame/format.js";
import { say } from "../frame/say.js";
import { spoken } from "../frame/spoken.js";

/** What step `t` did, in the words of the stages shown. */
export function sentence({ run, t, unit, back, stage, stages }) {
  const label = run.labels[t];
  const reads = label ? say("drawing.reads", { label: spoken(label, "", "") }) : "";
  const output = run.outputs?.size ? say("drawing.output", { output: run.output }) : "";
  const opening = say("drawing.opening", { t: t + 1, reads, unit, output });
  if (run.held.has(t)) return say("drawing.masked", { opening });
  const told = back ? [...stages].reverse() : stages;
  const said = told
    .filter(({ name }) => stage === "all" || name === stage)
    .map(({ says, saysBack }) => fill(back ? saysBack : says, run, t, unit));
  return [opening, ...said].join(" ");
}

function fill(pieces, run, t, unit) {
  return pieces
    .map((p) => (p.number ? number(run.value(p.terms[0], t, unit), p.terms[0]) : plain(p.text)))
    .join("");
}

const plain = (symbol) => symbol.replaceAll("_", "");
