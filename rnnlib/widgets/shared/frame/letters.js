// The widgets' own letters: brought once to a page, whatever fonts the reader's machine has.

import { FACES } from "../fonts/faces.js";

/** A promise of the letters; a page that has them already is given no second set. */
export function bringLetters() {
  document.rnnLetters ??= Promise.allSettled(FACES.map(bring));
  return document.rnnLetters;
}

function bring([family, style, weight, code]) {
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  const face = new FontFace(family, bytes.buffer, { style, weight });
  document.fonts.add(face);
  return face.load();
}
