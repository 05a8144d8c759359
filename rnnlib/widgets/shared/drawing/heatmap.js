// Heatmaps of every gate and state over time. Drawn once; the cursor and the row mark move above.

import { el, setText, typeset } from "../frame/dom.js";
import { number } from "../frame/format.js";
import { paintGrid } from "./grid.js";

const TALLEST = 72, LOWEST = 34; // px

export class Heatmaps {
  /** `go(t, index, name)` is called where the map of a series is clicked or dragged over. */
  constructor(go) {
    this.go = go;
    this.rows = [];
    this.cursor = el("div", { class: "cursor", "aria-hidden": "true" });
    this.maps = el("div", { class: "maps" });
    this.host = el("div", { class: "heatmaps" }, this.maps, this.cursor);
  }

  /** One map for each series in `names`. */
  build(run, names, symbols) {
    this.run = run;
    this.rows = names.map((name) => {
      const { trait, size } = run.counted(name);
      const symbol = typeset(el("span", { class: "symbol" }), symbols[name]);
      const value = el("span", { class: "number", dataset: { name } });
      const canvas = el("canvas", {
        class: "map", dataset: { name }, role: "img",
        "aria-label": `${name} of ${size} ${trait}s over ${run.T} steps`,
      });
      const mark = el("div", { class: "unit-mark", "aria-hidden": "true" });
      const area = el("div", { class: "area" }, canvas, mark);
      area.addEventListener("pointerdown", (event) => this.drag(event, area, name));
      area.addEventListener("pointermove", (event) => event.buttons && this.point(event, area, name));
      const label = el("div", { class: "map-label" }, symbol, value);
      return { name, size, symbol, value, canvas, mark, area, row: el("div", { class: "row" }, label, area) };
    });
    this.maps.replaceChildren(...this.rows.map((r) => r.row));
  }

  name(symbols) {
    for (const { name, symbol } of this.rows) typeset(symbol, symbols[name]);
  }

  drag(event, area, name) {
    area.setPointerCapture(event.pointerId);
    this.point(event, area, name);
  }

  point(event, area, name) {
    const place = area.getBoundingClientRect();
    const part = (at, start, size, n) =>
      Math.max(0, Math.min(n - 1, Math.floor(((at - start) / size) * n)));
    this.go(
      part(event.clientX, place.left, place.width, this.run.T),
      part(event.clientY, place.top, place.height, this.run.counted(name).size),
      name,
    );
  }

  /** Paint all maps for the present width and theme. */
  paint(colours) {
    const { run, rows } = this;
    if (!rows.length) return;
    const width = rows[0].area.clientWidth;
    if (!width) return;
    this.left = rows[0].area.offsetLeft;
    this.step = width / run.T;
    for (const row of rows) {
      const { name, canvas, size } = row;
      const height = Math.round(Math.max(LOWEST, Math.min(TALLEST, size * 4)));
      row.unitHeight = height / size;
      canvas.style.height = `${height}px`;
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      paintMap(canvas.getContext("2d"), run, name, colours);
    }
    this.cursor.style.width = `${this.step + 3}px`;
  }

  /** Move the cursor to `t`, the marks to `unit`, and write the numbers there. */
  show(t, unit) {
    if (!this.step) return;
    this.cursor.style.transform = `translateX(${this.left + t * this.step - 1.5}px)`;
    for (const { name, value, mark, unitHeight } of this.rows) {
      setText(value, number(this.run.value(name, t, unit), name));
      const top = `translateY(${this.run.counted(name, unit).index * unitHeight}px)`;
      if (mark.style.transform !== top) mark.style.transform = top;
      mark.style.height = `${unitHeight}px`;
    }
  }
}

/** T × H (or O) pixels, every row with a full size of its own. */
function paintMap(context, run, name, { base, hue, negative }) {
  const H = run.counted(name).size, values = run.steps(name);
  const full = fullSizes(run, name, values);
  paintGrid(context, { columns: run.T, rows: H, value: (t, k) => values[t * H + k], full: (k) => full[k], name },
    { base, ink: hue(name), negative });
}

/** What has full colour, row by row: one unit whose c runs away must not leave all others blank. */
function fullSizes(run, name, values) {
  const { size } = run.counted(name);
  const full = new Float64Array(size).fill(run.scale(name));
  if (run.find(name).group !== "state") return full;
  full.fill(1);
  values.forEach((value, at) => {
    if (Number.isFinite(value)) full[at % size] = Math.max(full[at % size], Math.abs(value));
  });
  return full;
}
