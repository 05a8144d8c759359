// The caption as a row of words with their probabilities, and what else might have stood there.

import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { named } from "./says.js";

export class Sentence {
  /** `go(t)` on a click, `hover(t or null)` under the mouse. */
  constructor(go, hover) {
    this.host = el("ol", { class: "caption", "aria-label": say("caption.caption"),
      onpointerleave: () => hover(null) });
    this.go = go;
    this.hover = hover;
  }

  /** Another caption. */
  turn({ words, p }) {
    this.words = words.map((word, t) => {
      const button = el("button", { type: "button", class: "word", tabindex: -1, "aria-label": `${named(word)}, ${number(p[t])}`,
        onclick: () => this.go(t), onpointermove: () => this.hover(t) },
        el("b", {}, word), el("span", { class: "sure", "aria-hidden": "true" }, el("i", { style: `width: ${(100 * p[t]).toFixed(1)}%` })),
        el("span", { class: "number" }, number(p[t])));
      return el("li", {}, button);
    });
    this.host.replaceChildren(...this.words);
  }

  show(t, future) {
    this.words.forEach((node, k) => {
      const button = node.firstChild;
      button.classList.toggle("current", k === t);
      button.classList.toggle("future", k > future);
      setAttribute(button, "aria-current", k === t);
    });
  }
}

/** The likeliest words in the place of one: as many lines as there are at most, kept. */
export class Others {
  constructor(most) {
    this.lines = Array.from({ length: most }, () => {
      const [word, bar, number] = [el("b"), el("i"), el("span", { class: "number" })];
      const host = el("li", {}, word, el("span", { class: "sure", "aria-hidden": "true" }, bar), number);
      return { host, word, bar, number };
    });
    this.host = el("div", { class: "others" },
      el("p", { class: "others-title" }, say("caption.others")),
      el("ol", { class: "others-list" }, ...this.lines.map(({ host }) => host)));
  }

  /** `rows`: [[word, probability], …]; `written` is the word that was. */
  show(rows, written) {
    this.lines.forEach(({ host, word, bar, number: text }, k) => {
      const [other, p] = rows[k] ?? ["", 0];
      host.classList.toggle("written", other === written);
      host.classList.toggle("empty", !rows[k]);
      setText(word, other);
      bar.style.width = `${(100 * p).toFixed(1)}%`;
      setText(text, rows[k] ? number(p) : "");
    });
  }
}
