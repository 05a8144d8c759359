// Lines on a logarithmic axis over the steps back, under one cursor.

import { el, placeIn, setAttribute, setText, svg } from "../frame/dom.js";

const PAD = { left: 46, right: 10, top: 8, bottom: 42 };

/** 10 to the power k, as text with a raised exponent. */
export function power(k) {
  const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
  return k === 0 ? "1" : `10${[...String(k)].map((sign) => raised[sign]).join("")}`;
}

/** A number given by its logarithm: 0.37, or 2.1 · 10⁻⁷ where it is far from 1. */
export function fromLog(log) {
  if (log === -Infinity) return "0";
  if (log === Infinity) return "∞";
  if (!Number.isFinite(log)) return "NaN";
  if (log > -2 && log < 3) return String(Number((10 ** log).toPrecision(2)));
  const k = Math.floor(log + 1e-9);
  return `${(10 ** (log - k)).toFixed(1)} · ${power(k)}`;
}

export class LogChart {
  /**
   * `lines` {name: title} in their order; `low` and `high` are exponents, `first` is the number of
   * the first step; `go(k)` moves the cursor. With `bars` each step has room for a bar above it.
   */
  constructor(lines, { low, high, every, steps, first = 0, bars = false, height, xlabel, ylabel, go }) {
    Object.assign(this, { low, high, every, steps, first, height, go });
    this.half = bars ? 0.5 : 0; // of a step, before the first and after the last
    this.paths = Object.fromEntries(Object.keys(lines).map((name) => [
      name, svg("path", { class: "line", dataset: { line: name }, style: `--hue: var(--hue-${name})` })]));
    this.dots = Object.fromEntries(Object.keys(lines).map((name) => [
      name, svg("circle", { r: 5, class: "dot", style: `--hue: var(--hue-${name})` })]));
    this.grid = svg("g", { class: "grid" });
    this.cursor = svg("line", { class: "at" });
    this.picture = svg("svg", { class: "log-chart", height, "aria-hidden": "true" },
      this.grid, ...Object.values(this.paths), this.cursor, ...Object.values(this.dots));
    const move = (event) => event.buttons && this.go(this.stepAt(event));
    this.host = el("div", { class: "chart-host", onpointermove: move,
      onpointerdown: (event) => {
        if (event.button) return;
        this.host.setPointerCapture(event.pointerId);
        this.go(this.stepAt(event));
      } },
      el("span", { class: "axis-title y" }, ylabel), this.picture, el("span", { class: "axis-title x" }, xlabel));
  }

  /** How wide a step is. */
  get wide() {
    return (this.width - PAD.left - PAD.right) / (this.steps - 1 + 2 * this.half);
  }

  x(k) {
    return PAD.left + (k + this.half) * this.wide;
  }

  y(log) {
    const inside = Math.max(this.low, Math.min(this.high, log));
    return PAD.top + ((this.high - inside) / (this.high - this.low)) * (this.height - PAD.top - PAD.bottom);
  }

  stepAt(event) {
    const { x } = placeIn(this.picture, this.width, event);
    const at = (x - PAD.left) / this.wide - this.half;
    return Math.max(0, Math.min(this.steps - 1, Math.round(at)));
  }

  /** Axes for the present width. */
  size() {
    const width = this.host.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    setAttribute(this.picture, "width", width);
    const across = [];
    for (let k = this.low; k <= this.high; k += this.every) {
      const y = this.y(k);
      across.push(svg("path", { class: k === 0 ? "one" : "", d: `M${PAD.left} ${y}H${width - PAD.right}` }),
        svg("text", { x: PAD.left - 5, y: y + 4, class: "end" }, power(k)));
    }
    const step = [5, 10].find((n) => this.x(n) - this.x(0) >= 60) ?? 25; // room for each number
    for (let k = this.first && step - this.first; k < this.steps; k += step) {
      across.push(svg("text", { x: this.x(k), y: this.height - PAD.bottom + 17, class: "middle" }, String(k + this.first)));
    }
    this.grid.replaceChildren(...across);
  }

  /** `curves` {name: log10 for each step back}, the cursor at step `k`. */
  draw(curves, k) {
    if (!this.width) return;
    for (const [name, path] of Object.entries(this.paths)) {
      const logs = curves[name];
      const inside = Array.from(logs, (log) => log >= this.low && log <= this.high);
      const points = Array.from(logs, (log, j) => {
        if (Number.isNaN(log)) return "";
        const onward = j && !Number.isNaN(logs[j - 1]) && (inside[j] || inside[j - 1]); // what runs off the picture leaves it
        return `${onward ? "L" : "M"}${this.x(j).toFixed(1)} ${this.y(log).toFixed(1)}`;
      });
      setAttribute(path, "d", points.join(""));
      const seen = inside[k] === true;
      setAttribute(this.dots[name], "visibility", seen ? "visible" : "hidden");
      if (seen) {
        setAttribute(this.dots[name], "cx", this.x(k));
        setAttribute(this.dots[name], "cy", this.y(logs[k]));
      }
    }
    const d = { x1: this.x(k), x2: this.x(k), y1: PAD.top, y2: this.height - PAD.bottom };
    for (const [name, value] of Object.entries(d)) setAttribute(this.cursor, name, value);
  }
}

/** A legend whose entries also tell the numbers at the cursor. */
export class Legend {
  constructor(lines) {
    this.values = Object.fromEntries(Object.keys(lines).map((name) => [
      name, el("output", { class: "number", "aria-live": "off", dataset: { name } })]));
    this.host = el("div", { class: "log-legend" }, ...Object.entries(lines).map(([name, title]) =>
      el("div", { class: "key", dataset: { line: name }, style: `--hue: var(--hue-${name})` },
        svg("svg", { width: 34, height: 10, "aria-hidden": "true" },
          svg("path", { class: "line", d: "M1 5H33", dataset: { line: name } })),
        el("span", {}, title), this.values[name])));
  }

  show(curves, k) {
    for (const [name, node] of Object.entries(this.values)) setText(node, k < curves[name].length ? fromLog(curves[name][k]) : "–");
  }
}
