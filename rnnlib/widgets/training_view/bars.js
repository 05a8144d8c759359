// The likeliest next characters: what the model gives them, and what is left of it to draw from.

import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";

const ROWS = 10;

export class Bars {
  constructor(alphabet) {
    this.alphabet = alphabet;
    this.rows = Array.from({ length: Math.min(ROWS, alphabet.length) + 1 }, (_, k) => {
      const [own, left, name, value] = ["own", "left"].map((kind) => el("span", { class: kind }))
        .concat(el("span", { class: k === ROWS ? "symbol-name others" : "symbol-name" }), el("span", { class: "number" }));
      return { own, left, name, value, host: el("div", { class: "row" }, name, el("span", { class: "track" }, own, left), value) };
    });
    this.title = el("div", { class: "bars-title" });
    this.host = el("div", { class: "bars", "aria-hidden": "true" }, this.title, ...this.rows.map((row) => row.host));
  }

  /** `p` the model's probabilities, `q` those that are drawn from. */
  show(prompt, p, q) {
    setText(this.title, say("training.after", { prompt }));
    const order = Array.from(p.keys()).sort((a, b) => p[b] - p[a] || a - b);
    const [first, others] = [order.slice(0, this.rows.length - 1), order.slice(this.rows.length - 1)];
    const sum = (values) => others.reduce((total, v) => total + values[v], 0);
    const shown = [...first.map((v) => [this.alphabet[v], p[v], q[v]]), [say("training.others", { n: others.length }), sum(p), sum(q)]];
    this.rows.forEach((row, k) => {
      const [name, own, left] = shown[k];
      setText(row.name, name);
      setText(row.value, left ? left.toFixed(2) : "–");
      row.own.style.width = `${100 * own}%`;
      row.own.hidden = own < 0.002; // no wider than its frame
      row.left.style.width = `${100 * left}%`;
      setAttribute(row.host, "data-cut", left === 0);
    });
    return shown;
  }
}
