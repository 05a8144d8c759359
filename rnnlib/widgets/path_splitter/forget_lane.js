// The forget gates over time, to be drawn on: bars over the same steps as a chart below.

import { el, placeIn, setAttribute, svg } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { snapped, stroke } from "../shared/drawing/strokes.js";
import { say } from "../shared/frame/say.js";

const HEIGHT = 84, TOP = 6, BOTTOM = 6;

export class ForgetLane {
  /** `chart` knows where a step is; `write({t: value})` sets gates, `go(t)` moves the cursor. */
  constructor(chart, write, go) {
    Object.assign(this, { chart, write, go, last: null });
    this.bars = svg("g", {});
    this.at = svg("rect", { class: "at", y: 1, height: HEIGHT - 2 });
    this.ticks = ["1", "0"].map((text, k) => svg("text", { class: "end", y: k ? HEIGHT - BOTTOM : TOP + 10 }, text));
    this.picture = svg("svg", { class: "log-chart", height: HEIGHT, "aria-hidden": "true" }, this.bars, this.at, ...this.ticks);
    this.host = el("div", {
      class: "forget-lane", tabindex: 0, role: "slider", "aria-valuemin": 0, "aria-valuemax": 1,
      onpointerdown: (event) => this.press(event),
      onpointermove: (event) => this.last && this.drag(event),
      onpointerup: () => (this.last = null),
      onpointercancel: () => (this.last = null),
    }, this.picture);
  }

  press(event) {
    if (event.button) return;
    this.host.setPointerCapture(event.pointerId);
    this.last = this.point(event);
    this.drag(event);
  }

  point(event) {
    const { y } = placeIn(this.picture, this.chart.width, event);
    const part = (y - TOP) / (HEIGHT - TOP - BOTTOM);
    return { t: this.chart.stepAt(event), value: snapped(1 - part, 0, 1) };
  }

  drag(event) {
    const point = this.point(event);
    this.write(stroke(this.last, point));
    this.last = point;
    this.go(point.t);
  }

  /** The value after a key at a gate of this value; null means its own, undefined no such key. */
  key({ key, shiftKey }, value) {
    const by = shiftKey ? 0.01 : 0.1;
    const next = { ArrowUp: value + by, ArrowDown: value - by, 0: 0, 1: 1, Delete: null }[key];
    return typeof next === "number" ? Math.round(Math.max(0, Math.min(1, next)) * 100) / 100 : next;
  }

  /** `values`: the mean forget gate of each step; `set`: whether a hand has set it. */
  draw(values, set, t, symbol) {
    const { chart } = this;
    if (!chart.width) return;
    setAttribute(this.picture, "width", chart.width);
    const { wide } = chart;
    while (this.bars.children.length < values.length) this.bars.append(svg("rect", {}));
    values.forEach((value, k) => {
      const high = value * (HEIGHT - TOP - BOTTOM);
      const shape = { x: chart.x(k) - wide * 0.42, width: wide * 0.84, y: HEIGHT - BOTTOM - high, height: Math.max(high, 1),
        class: set[k] ? "set" : "own" };
      for (const [name, number] of Object.entries(shape)) setAttribute(this.bars.children[k], name, number);
    });
    setAttribute(this.at, "x", chart.x(t) - wide / 2);
    setAttribute(this.at, "width", wide);
    for (const tick of this.ticks) setAttribute(tick, "x", chart.x(0) - wide / 2 - 4);
    setAttribute(this.host, "aria-label", say("paths.at_cursor", { symbol }));
    setAttribute(this.host, "aria-valuenow", values[t]);
    setAttribute(this.host, "aria-valuetext", say("drawing.at_step", { value: number(values[t]), t: t + 1 }));
  }
}
