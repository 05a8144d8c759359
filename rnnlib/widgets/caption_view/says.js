// The sentence beside the picture: how sure the word is, and where it looks.

import { number } from "../shared/frame/format.js";
import { spoken } from "../shared/frame/spoken.js";

const STOP = "■";

/** A word as it is read aloud. */
export const named = (word) => (word === STOP ? "the stop" : spoken(word));

/** Row and column of a cell, counted from 1. */
const where = (i, columns) => `row ${Math.floor(i / columns) + 1}, column ${(i % columns) + 1}`;

/** What is to be said of word `t`, and of the `cell` that is pointed at, if any. */
export function says(caption, t, weights, grid, cell) {
  const { words, p, true: truths, right } = caption;
  const parts = [`Word ${t + 1} of ${words.length}, ${named(words[t])}: probability ${number(p[t])}.`];
  if (weights) {
    const best = cell ?? weights.indexOf(Math.max(...weights));
    const here = `${where(best, grid[1])}, α = ${number(weights[best])}`;
    parts.push(cell === null ? `It looks most at ${here}.` : `At ${here}.`);
  }
  if (t === words.length - 1 && truths.length) {
    parts.push(right ? "The caption is true." : `The caption is false: the picture shows “${truths[0]}”.`);
  }
  return parts.join(" ");
}
