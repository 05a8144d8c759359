// The widgets' own letters: brought once to a page, whatever fonts the reader's machine has.

import { ITALIC, SIGNS, UPRIGHT } from "../fonts/faces.js";

const FACES = [
  ["RNN Letters", "normal", UPRIGHT],
  ["RNN Letters", "italic", ITALIC],
  ["RNN Figures", "normal", UPRIGHT], // what the italic has not stands upright
  ["RNN Signs", "normal", SIGNS],
];

/** A promise that keeps: the letters are there, or cannot be had. A page is given one set. */
export function bringLetters() {
  document.rnnLetters ??= Promise.allSettled(FACES.map(bring));
  return document.rnnLetters;
}

async function bring([family, style, code]) {
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  const face = new FontFace(family, bytes.buffer, { style, weight: "100 900" });
  document.fonts.add(face);
  return face.load();
}
