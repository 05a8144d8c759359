// The sentence under the picture: where this output looks, or where its gradient goes.

import { number } from "../shared/frame/format.js";
import { spoken } from "../shared/frame/spoken.js";

const TOLD = 3, LEAST = 0.05; // the largest weights are named, none below one in twenty

/** What is to be said at output `t` and place `j` of the source. */
export function says({ source, target }, numbers, { t, j }, back) {
  const here = `${spoken(source[j])}, place ${j + 1}`;
  const output = `Output ${t + 1}, ${spoken(target[t])},`;
  if (back) {
    const [through, along] = ["attention", "state"].map((name) => size(numbers.at(name, t, j)));
    const [all, rest] = ["attention", "state"].map((name) => size(norm(numbers.row(name, t))));
    return `${output} the gradient of its loss: ${all} came through the attention, ${rest} through the state alone. To ${here}: ${through} and ${along}.`;
  }
  const row = numbers.row("alpha", t);
  const order = Array.from(row.keys()).sort((a, b) => row[b] - row[a]);
  const told = order.slice(0, TOLD).filter((k, rank) => !rank || row[k] >= LEAST)
    .map((k) => `${spoken(source[k])} (place ${k + 1}) with ${number(row[k])}`);
  const score = numbers.has("scores") ? `, from the score e = ${number(numbers.at("scores", t, j))}` : "";
  return `${output} looks most at ${told.join(", then ")}. At ${here}: α = ${number(row[j])}${score}.`;
}

const norm = (row) => Math.hypot(...row);
const size = (value) => number(value, "∂");
