// Heatmaps of every gate and state over time. The cursor and the row mark move above; of a long run
// the steps around the cursor are drawn, and others when it comes to them.

import { el, setText, typeset } from "../frame/dom.js";
import { number } from "../frame/format.js";
import { say } from "../frame/say.js";
import { paintGrid } from "./grid.js";
import { Span } from "./span.js";

const TALLEST = 72, LOWEST = 34; // px
const MARK = 3; // px: of many units a row is less than that

export class Heatmaps {
  /** `go(t, index, name)` is called where the map of a series is clicked or dragged over. */
  constructor(go, span = new Span()) {
    Object.assign(this, { go, span });
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
        "aria-label": say(`drawing.map_${trait}`, { name, size, T: run.T }),
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
    const { size } = this.run.counted(name);
    const row = Math.floor(((event.clientY - place.top) / place.height) * size);
    this.go(
      this.span.stepAt((event.clientX - place.left) / place.width),
      Math.max(0, Math.min(size - 1, row)),
      name,
    );
  }

  /** Paint all maps for the present width and theme, where labels are as `wide` as that. */
  paint(colours, wide = 0) {
    const { run, rows, span } = this;
    if (!rows.length) return;
    const width = rows[0].area.clientWidth;
    if (!width) return;
    this.left = rows[0].area.offsetLeft;
    span.fit(run.T, width, wide);
    this.step = span.step;
    for (const row of rows) {
      const { canvas, size } = row;
      const height = Math.round(Math.max(LOWEST, Math.min(TALLEST, size * 4)));
      row.unitHeight = height / size;
      canvas.style.height = `${height}px`;
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      row.context = canvas.getContext("2d");
    }
    this.cursor.style.width = `${this.step + 3}px`;
    this.colours = colours;
    this.fill();
  }

  /** Paint the steps that are shown. */
  fill() {
    for (const { context, name } of this.rows) paintMap(context, this.run, name, this.colours, this.span);
  }

  /** Move the cursor to `t`, the marks to `unit`, and write the numbers there. */
  show(t, unit) {
    if (!this.step) return;
    if (this.span.hold(t)) this.fill();
    this.cursor.style.transform = `translateX(${this.left + this.span.x(t) - 1.5}px)`;
    for (const row of this.rows) {
      setText(row.value, number(this.run.value(row.name, t, unit), row.name));
      this.mark(row, this.run.counted(row.name, unit).index);
    }
  }

  mark(row, index) {
    const { mark, size, unitHeight, marked } = row;
    if (marked?.index === index && marked.unitHeight === unitHeight) return;
    row.marked = { index, unitHeight };
    const tall = Math.max(MARK, unitHeight);
    const top = Math.max(0, Math.min(size * unitHeight - tall, (index + 0.5) * unitHeight - tall / 2));
    mark.style.transform = `translateY(${top}px)`;
    mark.style.height = `${tall}px`;
  }
}

/** The steps shown × H (or O) pixels, every row with a full size of its own. */
function paintMap(context, run, name, { base, hue, negative }, { first, count }) {
  const H = run.counted(name).size, values = run.steps(name), full = run.fullSizes(name);
  const value = (column, k) => values[(first + column) * H + k];
  paintGrid(context, { columns: count, rows: H, value, full: (k) => full[k], name },
    { base, ink: hue(name), negative });
}
