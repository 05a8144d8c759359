// One step, place by place: the stages of an address as bars, the memory as a matrix; a line of
// the picture is one place.

import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { compact } from "../shared/frame/format.js";
import { hatch, paintGrid, sized } from "../shared/drawing/grid.js";
import { say } from "../shared/frame/say.js";

const LINE = 1.05, TALLEST = 14.4, VECTOR = 12; // em, em, px
const NAMES = { erased: say("memory.erased"), added: say("memory.added") };
const FINE = 0.1; // weights below this are drawn ten times as long

/** A column of bars of one series. */
export class Bars {
  constructor(name, back) {
    Object.assign(this, { names: [name, back] });
    this.parts = column();
    this.host = this.parts.host;
  }

  draw(record, t, view, symbols) {
    const name = this.names[Number(view.back)], { parts } = this;
    const values = record.places(name, t);
    const full = view.back ? largest(values) : name === "C" ? 1 : largest(values) < FINE ? FINE : 1;
    describe(parts, name, symbols[name], compact(values[view.place], name));
    setText(parts.foot, `≤ ${view.back ? compact(full, "∂") : full}`);
    const context = sized(parts.canvas, view.height, view.measure);
    if (context) paintBars(context, view.places.map((i) => values[i]), full, view.back || name === "C", view.colours, view.hue);
    setAttribute(parts.canvas, "aria-label", say("memory.bars", { name, places: view.places.length, t: t + 1 }));
  }
}

/** The memory, or what was done to it, with a vector of the same width above. */
export class Matrix {
  constructor({ name, back, vector, scale, hue }) {
    Object.assign(this, { names: [name, back], vector, scale, hue });
    this.strip = el("canvas", { class: "vector", role: "img" });
    this.letter = el("span", { class: "symbol" });
    this.parts = column(el("div", { class: "over" }, this.letter, this.strip));
    this.mark = el("div", { class: "column-mark", "aria-hidden": "true" });
    this.parts.area.append(this.mark);
    this.host = this.parts.host;
  }

  draw(record, t, view, symbols) {
    const { parts } = this, { M } = record.sizes, { base, negative, hue } = view.colours;
    const name = this.names[Number(view.back)], vector = view.back ? `∂L/∂${this.vector}` : this.vector;
    const row = record.row(name, t), value = (place, m) => row[place * M + m];
    describe(parts, name, symbols[name], compact(value(view.place, view.m), name));
    if (this.strip.dataset.vector !== vector) typeset(this.letter, symbols[(this.strip.dataset.vector = vector)]);
    const scale = record.scale(this.scale && !name.startsWith("∂") ? this.scale : name);
    const paint = (canvas, height, rows, values, full, ink, series) => {
      const context = sized(canvas, height, view.measure);
      if (context) paintGrid(context, { columns: M, rows, value: values, full: () => full, name: series }, { base, ink, negative });
    };
    paint(parts.canvas, view.height, view.places.length, (m, k) => value(view.places[k], m), scale, hue(this.hue), name);
    const above = record.vector(vector, t);
    paint(this.strip, VECTOR, 1, (m) => above[m], record.scale(vector), hue(this.vector), vector);
    setAttribute(parts.canvas, "aria-label", say("memory.matrix", { name: NAMES[name] ?? name, places: view.places.length, M, t: t + 1 }));
    setAttribute(this.strip, "aria-label", say("memory.vector", { vector, M }));
    this.mark.style.left = `${(100 * view.m) / M}%`;
    this.mark.style.width = `${100 / M}%`;
  }
}

/** How tall the picture of so many places is, in px, where an em has so many. */
export const tall = (count, em) => Math.round(Math.max(count, Math.min(TALLEST * em, count * LINE * em)));

function column(over = null) {
  const parts = {
    symbol: el("span", { class: "symbol" }), value: el("span", { class: "number" }),
    canvas: el("canvas", { class: "map", role: "img" }),
    line: el("div", { class: "line-mark", "aria-hidden": "true" }), foot: el("span", { class: "foot" }),
  };
  parts.area = el("div", { class: "area" }, parts.canvas, parts.line);
  parts.host = el("div", { class: "column" },
    el("div", { class: "column-head" }, parts.symbol, parts.value), over, parts.area, parts.foot);
  return parts;
}

function describe({ symbol, value, canvas, host }, name, written, number) {
  if (host.dataset.series !== name) {
    host.dataset.series = name;
    value.dataset.at = name;
    canvas.dataset.name = name;
    typeset(symbol, written);
  }
  setText(value, number);
}

function largest(values) {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most || 1;
}

/** Bars to the right; of a series with both signs from the middle, negative ones hatched. */
function paintBars(context, values, full, signed, { base, negative }, ink) {
  const { width, height } = context.canvas, line = height / values.length;
  const rgb = (colour) => `rgb(${colour.map(Math.round).join(",")})`;
  context.clearRect(0, 0, width, height);
  const lines = signed ? hatch(context, base) : null;
  const zero = signed ? width / 2 : 0, room = width - zero;
  values.forEach((value, k) => {
    const part = Number.isFinite(value) ? Math.min(1, Math.abs(value) / full) : 0;
    const long = part * room, gap = line > 4 ? 1 : 0;
    const box = [value < 0 ? zero - long : zero, k * line, long, line - gap];
    context.fillStyle = rgb(value < 0 ? negative : ink);
    context.fillRect(...box);
    if (!lines || value >= 0) return;
    context.fillStyle = lines;
    context.fillRect(...box);
  });
}
