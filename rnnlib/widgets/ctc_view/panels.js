// Waveform, spectrogram, symbols and lattice, one above the other: time runs to the right in all.

import { el, setAttribute, setText, svg } from "../shared/frame/dom.js";
import { paintGrid, sized } from "../shared/drawing/grid.js";
import { say } from "../shared/frame/say.js";
import { layered, sources, steepest } from "./record.js";

const ROW = { symbols: 15, lattice: 19 }; // px
const HEIGHT = { waveform: 64, spectrogram: 60 };
const STEP = 160; // samples
const TITLES = {
  waveform: say("speech.waveform"), spectrogram: say("speech.spectrogram"),
  symbols: say("speech.symbols"), lattice: say("speech.lattice"),
};
const SHOWN = {
  gamma: say("speech.shows_gamma"), alpha: say("speech.shows_alpha"),
  beta: say("speech.shows_beta"), gradient: say("speech.shows_gradient"),
};

export class Panels {
  /** `go({t, s})` on a click or a drag; s where the lattice was met. */
  constructor(parts, go) {
    this.panels = parts.map((part) => {
      const title = el("p", { class: "title" }, TITLES[part]);
      const names = el("div", { class: "names", "aria-hidden": "true" });
      const canvas = el("canvas", { role: "img" });
      const area = el("div", { class: "area" }, canvas);
      const panel = { part, title, names, canvas, area, host: el("div", { class: "panel", dataset: { part } }, title, names, area) };
      area.addEventListener("pointerdown", (event) => {
        area.setPointerCapture(event.pointerId);
        this.point(event, panel, go);
      });
      area.addEventListener("pointermove", (event) => event.buttons && this.point(event, panel, go));
      return panel;
    });
    this.cursor = el("div", { class: "cursor", "aria-hidden": "true" });
    this.lattice = this.panels.find(({ part }) => part === "lattice");
    if (this.lattice) {
      this.edges = [0, 1, 2].map(() => svg("line", { class: "edge" }));
      this.mark = svg("rect", { class: "mark" });
      this.over = svg("svg", { class: "over", "aria-hidden": "true" }, ...this.edges, this.mark);
      this.lattice.area.append(this.over);
    }
    this.host = el("div", { class: "panels" }, ...this.panels.map(({ host }) => host), this.cursor);
  }

  point(event, { part, area }, go) {
    const box = area.getBoundingClientRect();
    const place = (at, start, size, n) => Math.max(0, Math.min(n - 1, Math.floor(((at - start) / size) * n)));
    const t = place(event.clientX, box.left, box.width, this.clip.T);
    go(part === "lattice" ? { t, s: place(event.clientY, box.top, box.height, this.clip.states.length) } : { t });
  }

  /** Paint a recording anew. */
  paint(clip, layer, colours) {
    this.clip = clip;
    const label = say("speech.clip", { digits: clip.digits, T: clip.T });
    for (const panel of this.panels) {
      const { part, canvas, names, title } = panel;
      const rows = part === "symbols" ? clip.symbols : part === "lattice" ? clip.states.map((k) => clip.symbols[k]) : [];
      const height = rows.length ? rows.length * ROW[part] : HEIGHT[part];
      names.replaceChildren(...rows.map((name) => el("span", { class: name === "␣" ? "blank" : null }, name)));
      names.style.setProperty("--row", `${ROW[part] ?? height}px`);
      if (part === "lattice") setText(title, say("speech.lattice_of", { digits: clip.digits, shown: SHOWN[layer] }));
      if (part === "symbols") setText(title, layer === "gradient" && this.lattice ? say("speech.gradient_symbols") : TITLES.symbols);
      setAttribute(canvas, "aria-label", `${title.textContent}; ${label}`);
      const context = sized(canvas, height);
      if (context) this.fill(context, panel, clip, this.lattice ? layer : "gamma", colours);
    }
    this.width = this.panels[0].area.clientWidth;
    this.left = this.panels[0].area.offsetLeft;
    this.cursor.style.width = `${Math.max(3, this.width / clip.T)}px`;
  }

  fill(context, { part }, clip, layer, colours) {
    const { base, negative, hue } = colours;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (part === "waveform") return wave(context, clip, hue("wave"));
    const grid = { rows: 0, columns: clip.T, full: () => 1, value: null };
    let ink = hue(layer);
    if (part === "spectrogram") {
      const [frames, bands] = clip.size("spectrogram");
      const [low, high] = range(clip, frames, bands);
      Object.assign(grid, { columns: 2 * clip.T, rows: bands, value: (x, row) => (clip.at("spectrogram", Math.min(x, frames - 1), bands - 1 - row) - low) / (high - low) });
      ink = hue("sound");
    } else if (part === "symbols") {
      const back = layer === "gradient", full = back ? steepest(clip) : 1;
      Object.assign(grid, { rows: clip.symbols.length, value: (t, k) => clip.at(back ? "dz" : "y", t, k) / full });
      if (!back) ink = hue("symbols");
    } else Object.assign(grid, { rows: clip.states.length, value: layered(clip, layer) });
    paintGrid(context, grid, { base, ink, negative });
  }

  /** Move the cursor to `t`, and mark state `s`, with the ways by which it is entered. */
  show(t, s) {
    if (!this.width) return;
    const step = this.width / this.clip.T;
    this.cursor.style.transform = `translateX(${(this.left + t * step).toFixed(2)}px)`;
    if (!this.lattice) return;
    const row = ROW.lattice, middle = (k) => (k + 0.5) * row, x = (t + 0.5) * step;
    const from = t ? sources(this.clip.states, s) : [];
    this.edges.forEach((edge, n) => {
      const there = n < from.length;
      edge.style.visibility = there ? "visible" : "hidden";
      if (there) for (const [name, value] of Object.entries({ x1: x - step, y1: middle(from[n]), x2: x, y2: middle(s) })) setAttribute(edge, name, value.toFixed(1));
    });
    const box = { x: t * step, y: s * row + 1, width: Math.max(3, step), height: row - 2 };
    for (const [name, value] of Object.entries(box)) setAttribute(this.mark, name, value.toFixed(1));
  }
}

/** From the softest to the loudest number of a spectrogram. */
function range(clip, frames, bands) {
  let low = Infinity, high = -Infinity;
  for (let x = 0; x < frames; x++) for (let k = 0; k < bands; k++) {
    const value = clip.at("spectrogram", x, k);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high > low ? high : low + 1];
}

/** The samples of each column of pixels, from their lowest to their highest. */
function wave(context, { samples, T }, [r, g, b]) {
  const { width, height } = context.canvas;
  context.fillStyle = `rgb(${r}, ${g}, ${b})`;
  const loudest = samples.reduce((most, v) => Math.max(most, Math.abs(v)), 0.01);
  const many = (T * STEP) / width;
  for (let x = 0; x < width; x++) {
    let low = 0, high = 0;
    for (let n = Math.floor(x * many); n < (x + 1) * many && n < samples.length; n++) {
      low = Math.min(low, samples[n]);
      high = Math.max(high, samples[n]);
    }
    const top = (1 - high / loudest) * height * 0.5;
    context.fillRect(x, top, 1, Math.max(1, ((high - low) / loudest) * height * 0.5));
  }
}
