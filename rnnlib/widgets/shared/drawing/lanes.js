// One curve over time in each lane, under one cursor; some can be drawn with the mouse or by keys.

import { el, placeIn, setAttribute, setText, svg, typeset } from "../frame/dom.js";
import { number } from "../frame/format.js";
import { say } from "../frame/say.js";
import { hatch } from "./nodes.js";
import { snapped, stroke } from "./strokes.js";

const HEIGHTS = { x: 62, c: 84, h: 56 };
const HEIGHT = 46; // px of a gate's lane
const VALUES = ["min", "max", "now", "text"]; // of a slider; a picture has none
let views = 0; // pattern ids differ, or a hidden view could take the stripes from the others

export class Lanes {
  /** `go(t)` moves the cursor; `write(name, {t: value}, done)` changes numbers. */
  constructor(names, go, write) {
    this.go = go;
    this.write = write;
    this.editable = () => false;
    this.stripes = `rnn-lane-${(views += 1)}`;
    this.lanes = names.map((name) => this.lane(name));
    this.cursor = el("div", { class: "cursor", "aria-hidden": "true" });
    this.maps = el("div", { class: "maps" }, ...this.lanes.map((lane) => lane.row));
    this.host = el("div", { class: "lanes" },
      svg("svg", { width: 0, height: 0, class: "patterns", "aria-hidden": "true" }, hatch(this.stripes)),
      this.maps, this.cursor);
    this.brush = names[0];
  }

  lane(name) {
    const path = (kind, more = {}) => svg("path", { class: kind, ...more });
    const made = {
      name,
      symbol: el("span", { class: "symbol" }),
      value: el("span", { class: "number", dataset: { name } }),
      zero: path("zero"), up: path("up"), down: path("down"),
      hatch: path("hatched", { fill: `url(#${this.stripes})` }), fade: path("fade"),
      top: el("span", { class: "tick top" }), bottom: el("span", { class: "tick bottom" }),
      height: HEIGHTS[name] ?? HEIGHT,
    };
    made.picture = svg("svg", { height: made.height, "aria-hidden": "true" },
      made.zero, made.up, made.down, made.hatch, made.fade);
    made.area = el("div", {
      class: "area", dataset: { lane: name },
      onpointerdown: (event) => this.press(event, made),
      onpointermove: (event) => this.drag(event, made),
      onpointerup: () => this.release(),
      onpointercancel: () => this.release(),
      onfocus: () => (this.brush = name),
    }, made.picture, made.top, made.bottom);
    const label = el("div", { class: "map-label" }, made.symbol, made.value);
    made.row = el("div", { class: "row", style: `--hue: var(--hue-${name})`, dataset: { lane: name } },
      label, made.area);
    return made;
  }

  /** Say which lanes can be drawn on, and what they are called. */
  name(symbols, editable) {
    this.editable = editable;
    for (const { name, area, symbol } of this.lanes) {
      const written = symbols[name].replaceAll("_", "");
      typeset(symbol, symbols[name]);
      const can = editable(name);
      area.classList.toggle("editable", can);
      const role = can ? "slider" : "img";
      setAttribute(area, "role", role);
      setAttribute(area, "aria-label", can ? say("drawing.change_lane", { name: written }) : say("drawing.lane", { name: written }));
      if (can) area.tabIndex = 0;
      else for (const gone of ["tabindex", ...VALUES.map((of) => `aria-value${of}`)]) area.removeAttribute(gone);
    }
    if (!editable(this.brush)) this.brush = "x";
  }

  /** Draw all curves for the present width. */
  draw(run) {
    const width = this.lanes[0].area.clientWidth;
    if (!width) return;
    this.run = run;
    this.left = this.lanes[0].area.offsetLeft;
    this.step = width / run.T;
    for (const lane of this.lanes) {
      const [low, high] = (lane.range = run.range(lane.name));
      const [top, room] = [3, lane.height - 6];
      lane.y = (value) => top + ((high - value) / (high - low)) * room;
      const values = run.series[lane.name];
      const bars = (wanted) => shape(values, this.step, lane.y, wanted);
      setAttribute(lane.picture, "width", width);
      setAttribute(lane.zero, "d", `M0 ${lane.y(0)}H${width}`);
      setAttribute(lane.up, "d", bars((v) => v > 0));
      setAttribute(lane.down, "d", bars((v) => v < 0));
      setAttribute(lane.hatch, "d", lane.down.getAttribute("d"));
      setText(lane.top, number(high).replace(".00", ""));
      setText(lane.bottom, number(low).replace(".00", ""));
    }
    this.cursor.style.width = `${this.step + 3}px`;
  }

  /** Move the cursor to step t; `f` says how c would fade if nothing were written any more. */
  show(t, f) {
    if (!this.run) return;
    this.cursor.style.transform = `translateX(${this.left + t * this.step - 1.5}px)`;
    for (const lane of this.lanes) {
      const value = this.run.value(lane.name, t);
      setText(lane.value, number(value));
      if (lane.name === "c") setAttribute(lane.fade, "d", this.fading(lane, t, f, value));
      lane.row.classList.toggle("brush", lane.name === this.brush && this.editable(lane.name));
      if (!this.editable(lane.name)) continue;
      const [low, high] = lane.range;
      const state = { valuemin: low, valuemax: high, valuenow: value, valuetext: say("drawing.at_step", { value: number(value), t: t + 1 }) };
      for (const [key, said] of Object.entries(state)) setAttribute(lane.area, `aria-${key}`, said);
    }
  }

  fading({ y }, t, f, c) {
    const points = [];
    for (let k = 0; t + k < this.run.T; k++) points.push(`${(t + k + 0.5) * this.step} ${y(c * f ** k)}`);
    return `M${points.join("L")}`;
  }

  press(event, lane) {
    if (event.button) return;
    lane.area.setPointerCapture(event.pointerId);
    if (this.editable(lane.name)) this.brush = lane.name;
    this.stroke = { lane: lane.name, last: null };
    this.drag(event, lane);
  }

  drag(event, lane) {
    if (this.stroke?.lane !== lane.name || !this.run) return;
    const { x, y } = placeIn(lane.area, lane.area.offsetWidth, event);
    const t = Math.floor(x / this.step);
    const at = Math.max(0, Math.min(this.run.T - 1, t));
    if (this.editable(lane.name)) {
      const [low, high] = lane.range;
      const part = (y - 3) / (lane.height - 6);
      const point = { t: at, value: snapped(high - part * (high - low), low, high) };
      this.write(lane.name, stroke(this.stroke.last ?? point, point));
      this.stroke.last = point;
    }
    this.go(at);
  }

  release() {
    this.stroke = null;
  }

  /** A key that draws: the number at step t after it, or null. */
  key({ key, shiftKey }, run, t) {
    const range = run.range(this.brush);
    const value = run.value(this.brush, t);
    const by = shiftKey ? 0.01 : 0.1;
    const next = { ArrowUp: value + by, ArrowDown: value - by, 0: 0, 1: 1, Delete: 0 }[key];
    if (next === undefined) return null;
    return Math.round(Math.max(range[0], Math.min(range[1], next)) * 1e4) / 1e4;
  }
}

/** Bars from zero, those whose value is wanted, joined into one path. */
function shape(values, step, y, wanted) {
  const gap = step > 5 ? 0.5 : 0;
  let d = "";
  values.forEach((value, t) => {
    if (!wanted(value)) return;
    const x = t * step + gap;
    d += `M${x.toFixed(2)} ${y(0).toFixed(1)}V${y(value).toFixed(1)}h${(step - 2 * gap).toFixed(2)}V${y(0).toFixed(1)}z`;
  });
  return d;
}
