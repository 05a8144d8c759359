// The run over time: what comes in, what goes out, and the weighting of every head, under one cursor.

import { el, setText, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { paintGrid, sized } from "../shared/drawing/grid.js";
import { say } from "../shared/frame/say.js";
import { headed, sided } from "./heads.js";

const CHANNEL = 4, STRIP = [14, 40]; // px: a channel of x or y, and a whole strip
const PLACE = 6, MAP = [60, 132], LEAST = 1.25; // px: a place, the map of a head, a place of many

export class Timeline {
  /** `go({t, head?, place?})` where a map is clicked or dragged over. */
  constructor(record, heads, go) {
    const { N } = record.sizes;
    this.record = record;
    const strips = ["x", "y", "target"].filter((name) => record.has(name)).map((name) => {
      const rows = record.layout[name][2][1];
      return { name, rows, hue: name, height: between(rows * CHANNEL, ...STRIP) };
    });
    const maps = heads.map((name, head) => ({
      name, head, rows: N, hue: name.split(" ")[0], height: Math.max(between(N * PLACE, ...MAP), N * LEAST),
    }));
    this.rows = [...strips, ...maps].map((row) => this.build(row, go));
    this.cursor = el("div", { class: "cursor", "aria-hidden": "true" });
    this.host = el("div", { class: "time" }, el("div", { class: "heatmaps" },
      el("div", { class: "maps" }, ...this.rows.map((row) => row.node)), this.cursor));
  }

  build(row, go) {
    const canvas = el("canvas", { class: "map", role: "img", dataset: { name: row.name } });
    const marks = "head" in row ? [el("div", { class: "unit-mark" }), el("div", { class: "seen" })] : [];
    const area = el("div", { class: "area" }, canvas, ...marks);
    const point = (event) => {
      const box = area.getBoundingClientRect();
      const part = (at, start, size, n) => between(Math.floor(((at - start) / size) * n), 0, n - 1);
      const t = part(event.clientX, box.left, box.width, this.record.T);
      const place = part(event.clientY, box.top, box.height, row.rows);
      go("head" in row ? { t, head: row.head, place } : { t });
    };
    area.addEventListener("pointerdown", (event) => {
      area.setPointerCapture(event.pointerId);
      point(event);
    });
    area.addEventListener("pointermove", (event) => event.buttons && point(event));
    const symbol = el("span", { class: "head" in row ? "head" : "symbol" });
    const value = el("span", { class: "number", dataset: { of: row.name } });
    const node = el("div", { class: "row", dataset: { row: row.name } },
      el("div", { class: "map-label" }, symbol, value), area);
    return { ...row, canvas, area, symbol, value, marks, node };
  }

  /** For the present width, theme, direction and notation. */
  paint(colours, back, words) {
    const { record } = this, { T } = record, { base, negative } = colours;
    for (const row of this.rows) {
      const context = sized(row.canvas, row.height);
      if (!context) return;
      const { rows } = row, ofHead = "head" in row;
      const name = !ofHead ? row.name : back ? "∂L/∂w" : "w";
      const all = Array.from({ length: T }, (_, t) => (ofHead ? record.places(name, t, row.head) : record.row(name, t)));
      const full = ofHead && !back ? 1 : record.scale(name);
      paintGrid(context, { columns: T, rows, value: (t, k) => all[t][k], full: () => full, name },
        { base, ink: colours.hue(row.hue), negative });
      const title = ofHead ? say("memory.map", { head: headed(row.name), name, rows }) : say("memory.channels", { name: name === "target" ? say("memory.target") : name, rows });
      row.canvas.setAttribute("aria-label", say("memory.over", { title, T }));
      if (ofHead) setText(row.symbol, sided(row.name));
      else typeset(row.symbol, { ...words, target: say("memory.target") }[row.name]);
      row.symbol.classList.toggle("word", row.name === "target");
    }
    const [first] = this.rows;
    this.left = first.area.offsetLeft;
    this.step = first.area.clientWidth / T;
    this.cursor.style.width = `${this.step + 3}px`;
  }

  /** `window`: {start, count} of the places that are shown below. */
  show({ t, head, place, back, right }, window) {
    if (!this.step) return;
    this.cursor.style.transform = `translateX(${(this.left + t * this.step - 1.5).toFixed(2)}px)`;
    const name = back ? "∂L/∂w" : "w", { N } = this.record.sizes;
    for (const row of this.rows) {
      if (row.name === "target") setText(row.value, right.replace(say("memory.of"), "/"));
      if (!("head" in row)) continue;
      const chosen = row.head === head, [mark, seen] = row.marks;
      setText(row.value, number(this.record.places(name, t, row.head)[place], name));
      row.node.classList.toggle("chosen", chosen);
      mark.hidden = !chosen;
      mark.style.top = `${(100 * place) / N}%`;
      mark.style.height = `${100 / N}%`;
      seen.hidden = !chosen || window.count === N;
      seen.style.top = `${(100 * Math.max(0, window.start)) / N}%`;
      seen.style.height = `${(100 * (Math.min(N, window.start + window.count) - Math.max(0, window.start))) / N}%`;
    }
  }
}

const between = (value, low, high) => Math.max(low, Math.min(high, value));
