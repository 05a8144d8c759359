// The texts of one step as a table, best first: what is kept or finished, then what is dropped.

import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const FATES = { kept: say("beam.kept"), done: say("beam.done"), dropped: say("beam.dropped") };
const MOST = 6; // rows of dropped ones

export class Ranking {
  /** `most` texts are kept at a step at the most; `choose(rank)` is called for a click on one. */
  constructor(most, choose) {
    this.choose = choose;
    const head = [say("beam.text"), say("beam.log_p"), say("beam.score"), ""].map((title) => (title ? el("th", { scope: "col" }, title) : el("td", {})));
    this.body = el("tbody", {});
    this.rows = Array.from({ length: most + MOST }, (_, k) => {
      const cells = { text: el("th", { scope: "row" }), logp: el("td", { class: "number" }), score: el("td", { class: "number" }), fate: el("td", {}) };
      const row = el("tr", { onclick: () => row.dataset.state !== "dropped" && this.choose(k) }, ...Object.values(cells));
      return { ...cells, row };
    });
    this.body.append(...this.rows.map(({ row }) => row));
    this.more = el("p", { class: "more" });
    this.host = el("div", { class: "ranking" }, el("table", {}, el("thead", {}, el("tr", {}, ...head)), this.body), this.more);
  }

  show(texts, rank, more) {
    this.rows.forEach(({ row, text, logp, score, fate }, k) => {
      row.hidden = k >= texts.length;
      if (row.hidden) return;
      const node = texts[k];
      setAttribute(row, "data-state", node.state);
      row.classList.toggle("current", k === rank);
      setText(text, node.text);
      setText(logp, number(node.logp));
      setText(score, number(node.score));
      setText(fate, FATES[node.state]);
    });
    setText(this.more, more ? say("beam.more", { more }) : "");
  }
}
