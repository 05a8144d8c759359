// Σ α_j h_j of one unit, with its numbers: the largest terms, the rest in one.

import { el, setText, typeset } from "../shared/frame/dom.js";
import { enclosed, number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const TERMS = 4;

export class WeightedSum {
  constructor(source, numbers) {
    this.source = source;
    this.numbers = numbers;
    this.title = el("p", { class: "sum-title" });
    this.rows = Array.from({ length: TERMS }, () => {
      const parts = { token: el("span", { class: "token" }), product: el("span", { class: "number" }), value: el("span", { class: "number" }) };
      return { ...parts, row: el("li", {}, parts.token, parts.product, parts.value) };
    });
    this.rest = { token: el("span", { class: "token-rest" }), value: el("span", { class: "number" }) };
    this.total = el("span", { class: "number", dataset: { name: "context" } });
    this.host = el("div", { class: "sum" }, this.title,
      el("ol", {}, ...this.rows.map(({ row }) => row),
        el("li", { class: "rest" }, this.rest.token, el("span", {}), this.rest.value),
        el("li", { class: "total" }, el("span", {}, "sum"), el("span", {}), this.total)));
  }

  show({ t }, unit, back, h) {
    this.host.hidden = back;
    if (back) return;
    const alpha = this.numbers.row("alpha", t);
    const terms = Array.from(alpha, (weight, j) => {
      const value = this.numbers.at("values", j, unit);
      return { j, weight, value, product: weight * value };
    });
    const total = terms.reduce((sum, { product }) => sum + product, 0);
    const shown = [...terms].sort((a, b) => b.weight - a.weight).slice(0, TERMS).sort((a, b) => a.j - b.j);
    typeset(this.title, say("attention.given", { t: t + 1, unit, h }));
    this.rows.forEach(({ row, token, product, value }, k) => {
      row.hidden = k >= shown.length;
      if (row.hidden) return;
      const term = shown[k];
      setText(token, this.source[term.j]);
      setText(product, `${number(term.weight)} · ${enclosed(number(term.value))}`);
      setText(value, number(term.product));
    });
    const others = terms.length - shown.length;
    this.rest.token.parentElement.hidden = others === 0;
    setText(this.rest.token, others === 1 ? say("attention.one_other") : say("attention.others", { others }));
    setText(this.rest.value, number(total - shown.reduce((sum, { product }) => sum + product, 0)));
    setText(this.total, number(total));
  }
}
