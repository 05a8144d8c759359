// The picture: outputs, the two lanes of states, the inputs, and a gradient's size at each of them.

import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { Heatmaps } from "../shared/drawing/heatmap.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { complete } from "./ways.js";

const WAYS = ["forward", "backward"];
const ARROWS = { forward: "→", backward: "←" };

export class Lanes {
  /** `choose(output)` where an output or an input is clicked, `go(t, unit)` where a lane is. */
  constructor(run, { gradient, asked }, { choose, go }) {
    Object.assign(this, { run, gradient, asked });
    const { T } = run;
    this.maps = new Heatmaps((s, unit, name) => go(name === "forward" ? s : T - 1 - s, unit));
    this.maps.build(run, WAYS, { forward: "", backward: "" });
    for (const { canvas, name } of this.maps.rows) {
      setAttribute(canvas, "aria-label", canvas.getAttribute("aria-label").replace(name, say(`player.${name}`)));
    }
    this.veils = this.maps.rows.map(({ area, name }) => {
      const parts = { before: el("div", { class: "veil" }), after: el("div", { class: "veil" }), edge: el("div", { class: `edge ${name}` }) };
      area.append(parts.before, parts.after, parts.edge);
      return parts;
    });
    this.maps.cursor.remove();
    const line = (kind, make) => Array.from({ length: T }, (_, s) => el("span", { class: kind, onclick: () => choose(s) }, ...make(s)));
    this.inputs = line("cell input", (s) => [run.labels[s] ?? String(s + 1)]);
    this.outputs = line("cell out", () => [el("span", { class: "half forward" }), el("span", { class: "half backward" }), el("span", { class: "guess" })]);
    this.bars = line("cell bars", () => WAYS.map((way) => el("span", { class: `bar ${way}` })));
    this.title = el("span", {});
    this.host = el("div", { class: "lanes-two", style: `--steps: ${T}` },
      row("outputs", el("span", {}, say("ways.output")), this.outputs),
      this.maps.host,
      row("inputs", el("span", {}, say("ways.input")), this.inputs),
      row("gradients", this.title, this.bars));
    for (const cells of [this.outputs, this.inputs, this.bars]) for (const cell of cells) setAttribute(cell, "aria-hidden", "true");
  }

  name(symbols) {
    for (const { name, symbol } of this.maps.rows) {
      typeset(symbol, `${symbols.h}`);
      symbol.prepend(el("span", { class: "arrow" }, `${ARROWS[name]} `));
    }
    typeset(this.title, `‖∂L/∂${symbols.x}‖`);
  }

  paint(colours) {
    this.maps.paint(colours);
  }

  show(state, ways) {
    const { run, maps } = this;
    const { T, t, output, unit, back } = state;
    maps.rows.forEach((row, k) => {
      const [first, last] = ways[k];
      const { before, after, edge } = this.veils[k];
      before.style.width = `${(100 * first) / T}%`;
      after.style.width = `${(100 * (T - 1 - last)) / T}%`;
      const front = (k === 0) === back ? first : last;
      edge.style.left = `${(100 * front) / T}%`;
      edge.style.width = `${100 / T}%`;
      if (row.unitHeight) {
        row.mark.style.transform = `translateY(${unit * row.unitHeight}px)`;
        row.mark.style.height = `${row.unitHeight}px`;
      }
      setText(row.value, number(run.value(row.name, front, unit)));
    });
    const peak = Math.max(...this.gradient.flatMap((rows) => rows[output])) || 1;
    for (let s = 0; s < T; s++) {
      const has = WAYS.map((_, k) => back || (s >= ways[k][0] && s <= ways[k][1]));
      const ready = back || complete(s, state);
      const [guess, p] = run.predictions[s][0];
      const out = this.outputs[s];
      out.classList.toggle("has-forward", has[0]);
      out.classList.toggle("has-backward", has[1]);
      out.classList.toggle("chosen", s === output);
      out.classList.toggle("unasked", !this.asked[s]);
      out.style.setProperty("--p", ready && this.asked[s] ? p.toFixed(3) : 0);
      setText(out.lastChild, ready ? (this.asked[s] ? guess : "·") : "");
      this.inputs[s].classList.toggle("chosen", s === output);
      this.bars[s].classList.toggle("chosen", s === output);
      WAYS.forEach((_, k) => {
        const seen = back && s >= ways[k][0] && s <= ways[k][1];
        const part = seen ? this.gradient[k][output][s] / peak : 0;
        setAttribute(this.bars[s].children[k], "style", `height: ${(100 * part).toFixed(1)}%`);
      });
    }
  }
}

function row(kind, label, cells) {
  return el("div", { class: `line ${kind}` }, el("div", { class: "map-label" }, label), el("div", { class: "cells" }, ...cells));
}
