// The words of the widgets in the language of this module: the table is Python's, too.

const TABLE = {};
let spoken = "en";

/** Take the words of one group, {key: text}: what `modules.script` writes below this file does. */
export function learn(language, group, words) {
  spoken = language;
  for (const [key, text] of Object.entries(words)) TABLE[`${group}.${key}`] = text;
}

/** The language, as the attribute `lang` has it. */
export function language() {
  return spoken;
}

/** The words for "group.key"; {name} and, by its number, {name|one|other} are filled in. */
export function say(key, places = {}) {
  if (!(key in TABLE)) throw new Error(`say: expected a key of the table, got ${key}`);
  return TABLE[key].replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name, one, other) =>
    (one === undefined ? String(places[name]) : String(places[name]) === "1" ? one : other));
}
