// A long run in one line: what a unit held at every step, and which steps are shown below.

import { el, placeIn, setAttribute, typeset } from "../shared/frame/dom.js";
import { magnitude } from "../shared/frame/format.js";
import { hatch, sized } from "../shared/drawing/grid.js";
import { say } from "../shared/frame/say.js";

const HEIGHT = 34; // px
const APART = 64; // px from one number on the axis to the next
const ZERO = "rgb(128, 128, 128)";

export class Overview {
  /** `go(t)` is called where the line is clicked or dragged over. */
  constructor(go) {
    this.symbol = el("span", { class: "symbol" });
    this.canvas = el("canvas", { class: "map", role: "img" });
    this.part = el("div", { class: "part", "aria-hidden": "true" });
    this.at = el("div", { class: "at", "aria-hidden": "true" });
    this.axis = el("div", { class: "axis", "aria-hidden": "true" });
    this.area = el("div", { class: "area" }, this.canvas, this.part, this.at);
    const point = (event) => {
      const { x } = placeIn(this.area, this.width, event);
      go(Math.max(0, Math.min(this.run.T - 1, Math.floor((x / this.width) * this.run.T))));
    };
    this.area.addEventListener("pointerdown", (event) => {
      this.area.setPointerCapture(event.pointerId);
      point(event);
    });
    this.area.addEventListener("pointermove", (event) => event.buttons && point(event));
    const label = el("div", { class: "map-label" }, this.symbol, el("span", { class: "whole" }, say("cell.whole")));
    this.host = el("div", { class: "overview", hidden: true },
      el("div", { class: "row" }, label, el("div", {}, this.area, this.axis)));
  }

  /** The series to draw. */
  build(run, name) {
    Object.assign(this, { run, name });
  }

  title(symbol) {
    typeset(this.symbol, symbol);
  }

  /** For the present width and theme; there is nothing to see where the whole run is shown below. */
  paint(colours, span) {
    this.colours = colours;
    this.drawn = null;
    this.host.hidden = span.whole;
    this.width = span.whole ? 0 : this.area.clientWidth;
    if (!this.width) return;
    sized(this.canvas, HEIGHT);
    this.part.style.width = `${(span.count * this.width) / span.T}px`;
    this.number(span.T);
  }

  /** Numbers of steps along the axis, as many as have room. */
  number(T) {
    const step = this.width / T;
    const every = [1, 2, 5].flatMap((n) => [10, 100, 1000, 10000].map((power) => n * power))
      .sort((a, b) => a - b).find((n) => n * step >= APART) ?? T;
    const marks = [1];
    for (let n = every; n <= T; n += every) marks.push(n);
    this.axis.replaceChildren(...marks.map((n) => {
      const side = n === 1 ? "start" : (T - n) * step < APART / 2 ? "end" : "middle";
      return el("span", { class: side, style: `left: ${((n - 0.5) * step).toFixed(1)}px` }, String(n));
    }));
  }

  /** Where the cursor and the steps below are; `unit` as in `Run`. */
  show(t, unit, span) {
    if (!this.width) return;
    const { index, trait } = this.run.counted(this.name, unit);
    if (this.drawn !== index) {
      this.drawn = index;
      this.draw(index, this.run.unitScale(this.name, unit));
    }
    const step = this.width / span.T;
    this.part.style.transform = `translateX(${(span.first * step).toFixed(1)}px)`;
    this.at.style.transform = `translateX(${((t + 0.5) * step).toFixed(1)}px)`;
    setAttribute(this.canvas, "aria-label",
      say(`cell.overview_${trait}`, { name: this.name, index, T: span.T, first: span.first + 1, last: span.first + span.count }));
  }

  /** The largest number of each sign in every column of pixels, up to the size `full`. */
  draw(index, full) {
    const { run, name, colours, canvas } = this, { T } = run;
    const context = canvas.getContext("2d"), { width, height } = canvas;
    const { size } = run.counted(name), values = run.steps(name);
    const [up, down] = [new Float64Array(width), new Float64Array(width)];
    for (let x = 0; x < width; x++) {
      const end = Math.max(Math.floor((x * T) / width) + 1, Math.floor(((x + 1) * T) / width));
      for (let t = Math.floor((x * T) / width); t < end; t++) {
        const value = values[t * size + index], side = value < 0 ? down : up;
        side[x] = Math.max(side[x], magnitude(value, full, name));
      }
    }
    const zero = down.some((part) => part > 0) ? height / 2 : height;
    const bars = (side, room, colour) => {
      context.fillStyle = colour;
      side.forEach((part, x) => part && context.fillRect(x, zero, 1, part * room));
    };
    context.clearRect(0, 0, width, height);
    bars(up, -zero, css(colours.hue(name)));
    bars(down, height - zero, css(colours.negative));
    bars(down, height - zero, hatch(context, colours.base));
    context.fillStyle = ZERO;
    context.fillRect(0, Math.min(zero, height - 1), width, 1);
  }
}

const css = ([r, g, b]) => `rgb(${r}, ${g}, ${b})`;
