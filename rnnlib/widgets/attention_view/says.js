// The sentence under the picture: where this output looks, or where its gradient goes.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";

const TOLD = 3, LEAST = 0.05; // the largest weights are named, none below one in twenty

/** What is to be said at output `t` and place `j` of the source. */
export function says({ source, target }, numbers, { t, j }, back) {
  const here = say("attention.place", { symbol: spoken(source[j]), j: j + 1 });
  const output = say("attention.output", { t: t + 1, symbol: spoken(target[t]) });
  if (back) {
    const [through, along] = ["attention", "state"].map((name) => size(numbers.at(name, t, j)));
    const [all, rest] = ["attention", "state"].map((name) => size(norm(numbers.row(name, t))));
    return say("attention.back", { output, all, rest, here, through, along });
  }
  const row = numbers.row("alpha", t);
  const order = Array.from(row.keys()).sort((a, b) => row[b] - row[a]);
  const told = order.slice(0, TOLD).filter((k, rank) => !rank || row[k] >= LEAST)
    .map((k) => say("attention.looked", { symbol: spoken(source[k]), k: k + 1, weight: number(row[k]) }));
  const score = numbers.has("scores") ? say("attention.score", { e: number(numbers.at("scores", t, j)) }) : "";
  return say("attention.looks", { output, told: told.join(say("attention.then")), here, alpha: number(row[j]), score });
}

const norm = (row) => Math.hypot(...row);
const size = (value) => number(value, "∂");
