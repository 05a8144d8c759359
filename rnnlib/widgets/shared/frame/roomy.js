// A sentence in whose place others will stand: it has room for the longest of them from the start,
// in whatever letters, so that nothing below it moves under the reader's hand.

import { el, typeset } from "./dom.js";

export class Roomy {
  /** `said` is the paragraph that is seen and told. */
  constructor(said) {
    this.said = said;
    this.host = el("div", { class: "roomy" }, said);
  }

  /** Whatever may come to stand there. The others take their room unseen. */
  room(texts) {
    const key = texts.join("\n");
    if (this.key === key) return;
    this.key = key;
    const unseen = texts.map((text) => typeset(el("p", { "aria-hidden": "true" }), text));
    this.host.replaceChildren(this.said, ...unseen);
  }

  say(text) {
    if (this.text !== text) typeset(this.said, (this.text = text));
  }
}
