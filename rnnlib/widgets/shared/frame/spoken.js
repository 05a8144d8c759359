// Characters as a sentence can hold them: read aloud, a space or a quotation mark needs a word.

import { say } from "./say.js";

const WORDS = {
  "\n": say("spoken.line"), "↵": say("spoken.line"), "\t": say("spoken.tab"), "⇥": say("spoken.tab"), "\r": say("spoken.return"), "␍": say("spoken.return"),
  " ": say("spoken.space"), "␣": say("spoken.space"), '"': say("spoken.double_quote"), "'": say("spoken.single_quote"), "`": say("spoken.backtick"),
  "∅": say("spoken.nothing"),
};

/** The word for a character, or the character itself between quotation marks, or `open` and `close`. */
export function spoken(symbol, open, close) {
  return WORDS[symbol] ?? (open === undefined ? say("spoken.quoted", { symbol }) : open + symbol + close);
}
