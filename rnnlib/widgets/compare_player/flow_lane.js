// The size of the gradient at every step: one line for each state, on an axis of powers of ten.

import { el, setAttribute, setText, svg, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const HEIGHT = 64; // px
const EDGE = 7; // px that stay free above and below
const DASHES = ["none", "7 4"];

export class FlowLane {
  /** `go(t)` is called where the lane is clicked or dragged over. */
  constructor(go) {
    this.go = go;
    this.symbol = el("span", { class: "symbol" });
    this.values = el("span", { class: "flow-values" });
    this.picture = svg("svg", { height: HEIGHT, class: "flow-lane", role: "img" });
    this.ticks = ["top", "bottom"].map((place) => el("span", { class: `power ${place}` }));
    this.area = el("div", {
      class: "area",
      onpointerdown: (event) => { this.area.setPointerCapture(event.pointerId); this.point(event); },
      onpointermove: (event) => event.buttons && this.point(event),
    }, this.picture, ...this.ticks);
    const label = el("div", { class: "map-label" }, this.symbol, this.values);
    this.host = el("div", { class: "heatmaps flow" },
      el("div", { class: "maps" }, el("div", { class: "row" }, label, this.area)));
  }

  /** `flow`: {state: norms}; `axis`: lowest and highest power of ten. */
  take(flow, axis, T) {
    Object.assign(this, { flow, axis, T });
    this.lines = Object.keys(flow).map((state, k) => {
      const style = `--hue: var(--hue-${state})`;
      return {
        state,
        path: svg("path", { class: "norm", style, "stroke-dasharray": DASHES[k], "data-state": state }),
        dot: svg("circle", { r: 4.5, style }),
        value: el("span", { class: "number", style, dataset: { name: `‖∂L/∂${state}‖` } }),
      };
    });
    this.picture.replaceChildren(...this.lines.map((l) => l.path), ...this.lines.map((l) => l.dot));
    this.values.replaceChildren(...this.lines.map((l) => l.value));
    if (!axis.length) return;
    this.ticks.forEach((tick, k) => tick.replaceChildren("10", el("sup", {}, String(axis[1 - k]).replace("-", "−"))));
  }

  name(symbols) {
    this.symbols = symbols;
    const names = this.lines.map(({ state }) => symbols[`∂L/∂${state}`]);
    const written = names.join(", ");
    typeset(this.symbol, names.map((name) => `‖${name}‖`).join(", "));
    setAttribute(this.picture, "aria-label", say("compare.size_of", { name: written }));
  }

  point(event) {
    const { left, width } = this.area.getBoundingClientRect();
    const t = Math.floor(((event.clientX - left) / width) * this.T);
    this.go(Math.max(0, Math.min(this.T - 1, t)));
  }

  /** Where a norm stands; null for what has no logarithm, the floor for what lies below the axis. */
  y(norm) {
    if (!(norm > 0) || !Number.isFinite(norm)) return null;
    const [low, high] = this.axis;
    const part = Math.max(0, (Math.log10(norm) - low) / (high - low));
    return HEIGHT - EDGE - part * (HEIGHT - 2 * EDGE);
  }

  draw() {
    const width = this.area.clientWidth;
    if (!width || !this.axis.length) return;
    setAttribute(this.picture, "width", width);
    this.step = width / this.T;
    for (const { state, path } of this.lines) setAttribute(path, "d", this.shape(this.flow[state]));
  }

  /** A line through the steps; it breaks where a gradient is zero. */
  shape(norms) {
    let d = "", pen = "M";
    norms.forEach((norm, t) => {
      const y = this.y(norm);
      if (y !== null) d += `${pen}${((t + 0.5) * this.step).toFixed(1)} ${y.toFixed(1)}`;
      pen = y === null ? "M" : "L";
    });
    return d;
  }

  show(t) {
    for (const { state, dot, value } of this.lines) {
      const norm = this.flow[state][t];
      const y = this.step ? this.y(norm) : null;
      setAttribute(dot, "visibility", y === null ? "hidden" : "visible");
      if (y !== null) {
        setAttribute(dot, "cx", ((t + 0.5) * this.step).toFixed(1));
        setAttribute(dot, "cy", y.toFixed(1));
      }
      setText(value, number(norm, "∂"));
    }
  }

  /** The norms at step t in words. */
  says(t) {
    return this.lines
      .map(({ state }) => `‖${this.symbols[`∂L/∂${state}`]}‖ = ${number(this.flow[state][t], "∂")}`)
      .join(", ");
  }
}
