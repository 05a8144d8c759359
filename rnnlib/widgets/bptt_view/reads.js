// What the steps read, in the room that their columns have.

import { setText, svg } from "../shared/frame/dom.js";

const SMALLEST = 0.7; // em: how far letters shrink before words are cut
const APART = 4; // px between the words of two steps

/** Write a label into each text, in letters of one size; one longer than its step ends in "…", and
 *  the pointer finds all of it. */
export function shorten(texts, labels, step) {
  const room = step - APART;
  const wide = texts.map((text, t) => (setText(text, labels[t] ?? ""), text.getComputedTextLength()));
  const size = Math.max(SMALLEST, Math.min(1, room / Math.max(...wide)));
  texts.forEach((text, t) => {
    if (size < 1) text.style.fontSize = `${size}em`;
    if (wide[t] * size <= room) return;
    cut(text, [...labels[t]], room);
    text.classList.add("shortened");
    text.append(svg("title", {}, labels[t]));
  });
}

/** As many of the letters as have room, and "…". */
function cut(text, letters, room) {
  let [fits, not] = [0, letters.length];
  while (not - fits > 1) {
    const many = (fits + not) >> 1;
    setText(text, `${letters.slice(0, many).join("")}…`);
    if (text.getComputedTextLength() <= room) fits = many;
    else not = many;
  }
  setText(text, `${letters.slice(0, fits).join("")}…`);
}
