// Heatmaps of every gate and state over time. Drawn once; the cursor and the row mark move above.

import { el, setText, typeset } from "../frame/dom.js";
import { magnitude, number } from "../frame/format.js";

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

/** T × H (or O) pixels from page colour to hue by magnitude; negative ones in their colour, hatched. */
function paintMap(context, run, name, { base, hue, negative }) {
  const { T } = run, H = run.counted(name).size;
  const values = run.steps(name);
  const full = fullSizes(run, name, values);
  const picture = small(T, H), minus = small(T, H);
  const pixels = picture.getContext("2d").createImageData(T, H);
  const signs = minus.getContext("2d").createImageData(T, H);
  for (let t = 0; t < T; t++) {
    for (let k = 0; k < H; k++) {
      const value = values[t * H + k];
      const part = magnitude(value, full[k], name);
      const ink = value < 0 ? negative : hue(name);
      const at = 4 * (k * T + t);
      for (let c = 0; c < 3; c++) pixels.data[at + c] = base[c] + (ink[c] - base[c]) * part;
      pixels.data[at + 3] = 255;
      signs.data[at + 3] = value < 0 && part > 0.06 ? 255 : 0;
    }
  }
  picture.getContext("2d").putImageData(pixels, 0, 0);
  minus.getContext("2d").putImageData(signs, 0, 0);
  const { width, height } = context.canvas;
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, width, height);
  context.drawImage(stripes(minus, width, height, base), 0, 0);
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

/** Diagonal stripes wherever `mask` is set. */
function stripes(mask, width, height, [r, g, b]) {
  const canvas = small(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(mask, 0, 0, width, height);
  context.globalCompositeOperation = "source-in";
  const tile = small(6, 6);
  const pen = tile.getContext("2d");
  pen.strokeStyle = `rgba(${r}, ${g}, ${b}, 0.75)`;
  pen.lineWidth = 1.4;
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift - 1, 7);
    pen.lineTo(shift + 7, -1);
  }
  pen.stroke();
  context.fillStyle = context.createPattern(tile, "repeat");
  context.fillRect(0, 0, width, height);
  return canvas;
}

function small(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, height);
  return canvas;
}
