// The sentence beside the picture: how sure the word is, and where it looks.

import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";

const STOP = "■";

/** A word as it is read aloud. */
export const named = (word) => (word === STOP ? say("caption.stop") : spoken(word));

/** Row and column of a cell, counted from 1. */
const where = (i, columns) => say("caption.where", { row: Math.floor(i / columns) + 1, column: (i % columns) + 1 });

/** What is to be said of word `t`, and of the `cell` that is pointed at, if any. */
export function says(caption, t, weights, grid, cell) {
  const { words, p, true: truths, right } = caption;
  const parts = [say("caption.word", { t: t + 1, T: words.length, word: named(words[t]), p: number(p[t]) })];
  if (weights) {
    const best = cell ?? weights.indexOf(Math.max(...weights));
    const here = `${where(best, grid[1])}, α = ${number(weights[best])}`;
    parts.push(cell === null ? say("caption.looks", { here }) : say("caption.at", { here }));
  }
  if (t === words.length - 1 && truths.length) {
    parts.push(right ? say("caption.true") : say("caption.false", { truth: truths[0] }));
  }
  return parts.join(" ");
}
