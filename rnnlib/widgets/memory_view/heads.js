// What the heads are called: "read", "write", or "read 1" where there are several.

import { say } from "../shared/frame/say.js";

/** A head's name on a button: what it does, and its number. */
export function sided(name) {
  const [kind, number] = name.split(" ");
  return number ? `${say(`memory.${kind}`)} ${number}` : say(`memory.${kind}`);
}

/** The same in a sentence: "read head", "read 1 head". */
export function headed(name) {
  const [kind, number] = name.split(" ");
  return say(`memory.${kind}_head`, { number: number ? ` ${number}` : "" });
}
