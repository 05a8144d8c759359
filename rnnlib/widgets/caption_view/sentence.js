// The caption as a row of words with their probabilities, and what else might have stood there.

import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { named } from "./says.js";

export class Sentence {
  /** `go(t)` on a click, `hover(t or null)` under the mouse. */
  constructor(go, hover) {
    this.host = el("ol", { class: "caption", "aria-label": "Caption",
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

export class Others {
  constructor() {
    this.title = el("p", { class: "others-title" });
    this.list = el("ol", { class: "others-list" });
    this.host = el("div", { class: "others" }, this.title, this.list);
  }

  /** `rows`: [[word, probability], …]; `word` is what was written. */
  show(rows, word, most) {
    setText(this.title, "In its place might stand");
    const lines = Array.from({ length: most }, (_, k) => {
      const [other, p] = rows[k] ?? ["", 0];
      const empty = rows[k] === undefined;
      return el("li", { class: other === word ? "written" : "", "aria-hidden": empty },
        el("b", {}, empty ? " " : other), el("span", { class: "sure", "aria-hidden": "true" }, el("i", { style: `width: ${(100 * p).toFixed(1)}%` })),
        el("span", { class: "number" }, empty ? "" : number(p)));
    });
    this.list.replaceChildren(...lines);
  }
}
