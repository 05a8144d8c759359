// Source, bars, links, target and matrix: columns are places in the source, rows are outputs.

import { el, setAttribute } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { Links } from "./links.js";

const FAINT = 0.004;
const TITLES = { scores: [say("attention.score_e"), "e"], alpha: [say("attention.weight"), "α"], attention: [say("attention.via"), "w"], state: [say("attention.via"), "h′"] };

export class Alignment {
  /** `go({t, j})` on a click, `hover({t, j} or null)` under the mouse. */
  constructor({ source, target }, numbers, { go, hover }) {
    Object.assign(this, { source, target, numbers });
    const words = source.some((token) => [...token].length > 1);
    this.heads = source.map((token, j) => el("span", { class: "token", dataset: { j } }, el("b", {}, token)));
    this.outputs = target.map((token, t) => el("span", { class: "token", dataset: { t } }, token));
    this.lanes = [this.lane(), this.lane()];
    this.links = new Links(source.length);
    this.rows = target.map((token, t) => {
      const label = el("span", { class: "label token", dataset: { t } }, token);
      const cells = source.map((_, j) => el("span", { class: "cell", dataset: { t, j } }));
      return { label, cells, row: el("div", { class: "columns row" }, label, ...cells) };
    });
    this.matrix = el("div", { class: "matrix", role: "img" }, ...this.rows.map(({ row }) => row));
    const named = (title) => el("span", { class: "label" }, title);
    this.host = el("div", {
      class: `alignment${words ? " words" : ""}`, style: `--places: ${source.length}`,
      onclick: (event) => this.pick(event, go),
      onpointermove: (event) => hover(place(event, ".cell, .source .token, .outputs .token, .row .token")),
      onpointerleave: () => hover(null),
    },
      el("div", { class: "columns source" }, named(say("attention.reads")), ...this.heads),
      ...this.lanes.map(({ row }) => row),
      el("div", { class: "columns between" }, named(""), this.links.host),
      el("div", { class: "columns written" }, named(say("attention.writes")), el("div", { class: "outputs" }, ...this.outputs)),
      this.matrix);
  }

  lane() {
    const label = el("span", { class: "label" });
    const bars = this.source.map(() => el("span", { class: "bar" }, el("i", {})));
    return { label, bars, row: el("div", { class: "columns lane" }, label, ...bars) };
  }

  pick(event, go) {
    const at = place(event, "[data-t], [data-j]");
    if (at) go(at);
  }

  draw({ t, j }, back) {
    const names = back ? ["attention", "state"] : ["scores", "alpha"];
    this.lanes.forEach((lane, k) => this.fill(lane, names[k], t, back));
    const shown = back ? "attention" : "alpha";
    this.paint(shown);
    mark(this.heads, j);
    mark(this.outputs, t, (node, k) => node.classList.toggle("future", k > t && !back));
    for (const [k, { row, cells }] of this.rows.entries()) {
      row.classList.toggle("current", k === t);
      row.classList.toggle("future", k > t && !back);
      if (this.column !== undefined) cells[this.column].classList.remove("column");
      cells[j].classList.add("column");
    }
    this.column = j;
    setAttribute(this.matrix, "aria-label", say("attention.matrix", { what: back ? say("attention.gradients") : say("attention.weights"), outputs: this.target.length, places: this.source.length }));
    this.links.draw(this.numbers.row(shown, t), back ? this.numbers.most(t, "attention", "state") : this.numbers.largest(shown), this.outputs[t], j);
  }

  /** The bars of one lane: scores around zero, weights and gradients upward. The gradients of one
   *  output, by both roads, are shown as parts of the largest of them: outputs differ by far. */
  fill({ label, bars, row }, name, t, back) {
    row.hidden = !this.numbers.has(name);
    if (row.hidden) return;
    if (row.dataset.name !== name) {
      row.dataset.name = name;
      const [word, letter] = TITLES[name];
      label.replaceChildren(el("span", { class: "word" }, word), el("i", { class: "symbol" }, letter));
    }
    const full = back ? this.numbers.most(t, "attention", "state") : name === "alpha" ? 1 : this.numbers.largest(name);
    const values = this.numbers.row(name, t);
    bars.forEach((bar, k) => {
      const part = Math.max(-1, Math.min(1, values[k] / full));
      bar.firstChild.style.height = `${(Math.abs(part) * (name === "scores" ? 50 : 100)).toFixed(1)}%`;
      bar.classList.toggle("negative", part < 0);
    });
  }

  paint(name) {
    if (this.painted === name) return;
    this.painted = name;
    const full = name === "alpha" ? 1 : this.numbers.largest(name);
    this.rows.forEach(({ cells }, k) => {
      const values = this.numbers.row(name, k);
      cells.forEach((cell, n) => {
        const part = values[n] / full;
        cell.style.setProperty("--part", (part < FAINT ? 0 : part).toFixed(3));
      });
    });
    setAttribute(this.matrix, "data-name", name);
  }
}

function mark(nodes, current, also = () => {}) {
  nodes.forEach((node, k) => {
    node.classList.toggle("current", k === current);
    also(node, k);
  });
}

/** {t, j}, as far as the element under the mouse has them; null elsewhere. */
function place(event, wanted) {
  const data = event.target.closest?.(wanted)?.dataset;
  if (!data) return null;
  return Object.fromEntries(["t", "j"].filter((name) => name in data).map((name) => [name, Number(data[name])]));
}
