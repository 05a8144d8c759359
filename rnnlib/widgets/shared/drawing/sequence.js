// What was read, step by step, and what the model expects next.

import { el, setText, setAttribute } from "../frame/dom.js";
import { say } from "../frame/say.js";

const NARROWEST = 13; // px a label needs to stand under its own column
const LONGEST = 12; // characters of a label for which room is made

/** The labels: under their columns where there is room, else a window that moves along. */
export class Strip {
  constructor(go) {
    this.go = go;
    this.host = el("div", { class: "strip", role: "presentation" });
    this.cells = [];
  }

  /** The labels of a run, some of them `held`; how wide a step must be for one to stand under it. */
  take(labels, T, held) {
    this.labels = labels.length ? labels : Array.from({ length: T }, (_, t) => String(t + 1));
    this.held = held;
    this.wide = Math.max(NARROWEST, 5 + this.width());
    return this.wide;
  }

  /** Lay out for maps that begin at `left` and show the steps of `span`. */
  layout(left, span) {
    this.span = span;
    this.aligned = span.step >= this.wide;
    const room = Math.max(1, Math.floor((span.step * span.count) / (this.wide + 6)));
    this.count = this.aligned ? span.count : Math.min(span.T, room);
    this.host.style.paddingInlineStart = `${left}px`;
    this.host.style.gridTemplateColumns = `repeat(${this.count}, minmax(0, 1fr))`;
    this.first = -1;
    this.cells = Array.from({ length: this.count }, (_, k) =>
      el("span", { class: "label", onclick: () => this.go(this.first + k) }));
    this.shown = el("span", { class: "shown-steps", style: `width: ${left}px`, hidden: span.whole });
    this.host.replaceChildren(...this.cells, this.shown);
  }

  /** The longest label as it looks when it is the current one; of very long ones, a part. */
  width() {
    const longest = this.labels.reduce((most, label) => ([...label].length > most.length ? [...label] : most), []);
    const label = el("span", { class: "label current", style: "position: absolute" }, longest.slice(0, LONGEST).join(""));
    this.host.replaceChildren(label);
    return label.offsetWidth;
  }

  /** Mark step `t`; before the first layout there is nothing to mark. */
  show(t) {
    if (!this.span) return;
    const { span } = this;
    const half = this.count >> 1;
    const first = this.aligned ? span.first : Math.max(0, Math.min(span.T - this.count, t - half));
    if (!span.whole) setText(this.shown, `${span.first + 1}–${span.first + span.count}`);
    if (first !== this.first) {
      this.first = first;
      this.cells.forEach((cell, k) => {
        setText(cell, this.labels[first + k]);
        cell.classList.toggle("held", this.held.has(first + k));
      });
    }
    if (this.current) this.current.classList.remove("current");
    this.current = this.cells[t - first];
    this.current?.classList.add("current");
  }
}

/** The likeliest symbols after this step, as bars. */
export class Prediction {
  constructor() {
    this.list = el("ol", {});
    this.host = el("div", { class: "prediction" }, el("div", { class: "title" }, say("drawing.prediction")), this.list);
    this.bars = [];
  }

  build(predictions) {
    this.predictions = predictions;
    this.host.hidden = !predictions.length;
    const most = predictions.reduce((n, step) => Math.max(n, step.length), 0);
    this.bars = Array.from({ length: most }, () => {
      const bar = el("span", { class: "bar" });
      const symbol = el("span", { class: "guess" });
      const share = el("span", { class: "share number" });
      const row = el("li", {}, symbol, el("span", { class: "bar-room" }, bar), share);
      return { bar, symbol, share, row };
    });
    this.list.replaceChildren(...this.bars.map((b) => b.row));
  }

  show(t) {
    const step = this.predictions[t] ?? [];
    this.bars.forEach(({ bar, symbol, share, row }, k) => {
      const [name, p] = step[k] ?? ["", 0];
      row.style.visibility = k < step.length ? "visible" : "hidden";
      setText(symbol, name);
      setText(share, p.toFixed(2));
      setAttribute(bar, "style", `width: ${(100 * p).toFixed(1)}%`);
    });
  }
}
