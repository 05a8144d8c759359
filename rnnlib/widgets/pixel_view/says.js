// What is seen, in a sentence.

import { say } from "../shared/frame/say.js";

/** `state` as the maps get it. */
export function says({ plan, n }, { t, seen, told, erased, network, fields }) {
  const { C, K, networks } = plan, { seen: many, largest } = fields[network];
  const at = (k) => say("pixels.at", { row: Math.floor(k / C) + 1, column: (k % C) + 1 });
  const field = say("pixels.field", { name: networks[network], at: at(seen), many, seen }) +
    (many ? say("pixels.by_up_to", { largest }) : ".");
  if (!told) return say("pixels.waiting");
  if (seen !== t) return field;
  const what = K === 2 ? say("pixels.ink_p") : say("pixels.a_darkness");
  const expected = list(told.expected.map((line) => `${line[t]} %`));
  const drawn = list(told.drawn.map((line) => (K === 2 ? (line[t] ? say("pixels.ink") : say("pixels.paper")) : String(line[t]))));
  const end = erased[t] === "1" ? say("pixels.drawn", { drawn }) : say("pixels.given_is", { given: told.drawn[0][t] ? (K === 2 ? say("pixels.ink") : told.drawn[0][t]) : K === 2 ? say("pixels.paper") : 0 });
  return say("pixels.said", { t: t + 1, n, at: at(t), what, expected, end, field });
}

function list(parts) {
  return new Set(parts).size === 1 ? parts[0] : say("pixels.list", { first: parts.slice(0, -1).join(", "), last: parts.at(-1) });
}
