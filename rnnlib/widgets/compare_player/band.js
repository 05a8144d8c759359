// One network among several: its name, its unit, the line that makes its memory, its maps.

import { el, setAttribute } from "../shared/frame/dom.js";
import { FlowLane } from "./flow_lane.js";
import { number } from "../shared/frame/format.js";
import { formulaLine } from "../shared/drawing/formula.js";
import { Heatmaps } from "../shared/drawing/heatmap.js";
import { Prediction } from "../shared/drawing/sequence.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";
import { Steady } from "../shared/frame/steady.js";

export class Band {
  /** `go(t, unit)` where a map is clicked, `choose(unit)` where another unit is wanted. */
  constructor({ name, H, parameters }, { go, choose }, k) {
    Object.assign(this, { name, H });
    this.maps = new Heatmaps(go);
    this.lane = new FlowLane((t) => go(t, Number(this.unit.value)));
    this.prediction = new Prediction();
    this.unit = el("input", {
      type: "number", name: "unit", min: 0, max: H - 1, step: 1, "aria-label": say("compare.unit_of", { name }),
      oninput: () => {
        const wanted = Math.round(Number(this.unit.value));
        if (this.unit.value !== "") choose(Math.max(0, Math.min(H - 1, wanted)));
      },
      onblur: () => (this.unit.value = this.at),
    });
    this.line = el("div", { class: "memory" });
    this.cursor = el("div", { class: "cursor", "aria-hidden": "true" });
    this.steady = new Steady(this.line);
    const size = say("compare.size", { H, parameters });
    this.host = el(
      "div",
      { class: "band", tabindex: 0, role: "group", "aria-label": `${name}: ${size}`, dataset: { network: k } },
      el("div", { class: "head" },
        el("span", { class: "name" }, name), el("span", { class: "size" }, size),
        el("label", { class: "field" }, el("span", {}, say("player.unit")), this.unit), this.line),
      el("div", { class: "rows" }, this.maps.host, this.lane.host, this.cursor),
      this.prediction.host,
    );
  }

  /** Another sequence's numbers. */
  take(run, network, axis) {
    this.run = run;
    this.offered = network.maps;
    this.memory = network.memory;
    this.lane.take(network.flow, axis, run.T);
    this.prediction.build(run.predictions);
  }

  /** The equation of its memory in a notation, forward or back. */
  words({ symbols, lines }, back) {
    this.steady.reset();
    this.formula = formulaLine(lines[back ? "backward" : "forward"], this.run);
    this.line.replaceChildren(this.formula.node);
    this.lane.name(symbols);
    this.lane.host.hidden = !back;
  }

  build(shown, back, symbols) {
    const names = this.offered[shown].map((name) => {
      if (!back) return name;
      return this.run.has(`∂L/∂z_${name}`) ? `∂L/∂z_${name}` : `∂L/∂${name}`;
    });
    this.maps.build(this.run, names, symbols);
  }

  rename(symbols) {
    this.maps.name(symbols);
  }

  paint(colours) {
    this.maps.paint(colours);
    this.lane.draw();
    this.cursor.style.width = `${this.maps.step + 3}px`;
  }

  show(t, unit) {
    this.at = unit;
    if (this.unit.ownerDocument.activeElement !== this.unit) this.unit.value = unit;
    this.maps.show(t, unit);
    const { left, step } = this.maps;
    if (step) this.cursor.style.transform = `translateX(${left + t * step - 1.5}px)`;
    this.lane.show(t);
    this.formula.show(this.run, t, unit);
    this.prediction.show(t);
    setAttribute(this.host, "data-unit", unit);
  }

  /** What it holds after step t, or what reaches it from there on. */
  says(t, unit, back, symbols) {
    if (back) return `${this.name}: ${this.lane.says(t)}.`;
    const held = say("compare.held", { name: this.name, unit, symbol: symbols[this.memory], value: number(this.run.value(this.memory, t, unit)) });
    const [best] = this.run.predictions[t] ?? [];
    return best ? say("compare.expects", { held, symbol: spoken(best[0]), p: best[1].toFixed(2) }) : `${held}.`;
  }

  close() {
    this.steady.stop();
  }
}
