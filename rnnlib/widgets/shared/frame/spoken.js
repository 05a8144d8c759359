// Characters as a sentence can hold them: read aloud, a space or a quotation mark needs a word.

const WORDS = {
  "\n": "a new line", "↵": "a new line", "\t": "a tab", "⇥": "a tab", "\r": "a return", "␍": "a return",
  " ": "a space", "␣": "a space", '"': "a double quote", "'": "a single quote", "`": "a backtick",
  "∅": "nothing",
};

/** The word for a character, or the character itself between `open` and `close`. */
export function spoken(symbol, open = "“", close = "”") {
  return WORDS[symbol] ?? open + symbol + close;
}
