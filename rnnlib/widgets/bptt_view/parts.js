// What each step adds, as a small heatmap under its column, and beside them the sum.

import { hatch } from "../shared/drawing/grid.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const NO_NUMBER = [138, 138, 138]; // on light and on dark pages
const TITLES = { sofar: say("bptt.sofar"), whole: say("bptt.whole") };

export class Parts {
  constructor(T) {
    const tile = (dataset) => {
      const canvas = el("canvas", { role: "img" });
      const value = el("span", { class: "number" });
      return { canvas, value, host: el("div", { class: "tile", dataset }, canvas, value) };
    };
    this.steps = Array.from({ length: T }, (_, t) => tile({ t }));
    this.sums = { sofar: tile({ sum: "sofar" }), whole: tile({ sum: "whole" }) };
    this.name = el("span", { class: "name" });
    this.probe = el("span", { class: "number probe", "aria-hidden": "true" });
    this.strip = el("div", { class: "parts" }, this.probe, this.name, ...this.steps.map((s) => s.host));
    this.sum = el("div", { class: "sum" },
      ...Object.entries(this.sums).flatMap(([name, { host }]) => {
        host.prepend(el("span", { class: "title" }, TITLES[name]));
        return name === "whole" ? [el("span", { class: "of" }, say("bptt.of")), host] : [host];
      }));
  }

  label(symbol) {
    typeset(this.name, `∂L/∂${symbol}`);
  }

  /** Arrays of all steps and of both sums, `size` [rows, columns]; steps before `now` wait. */
  show({ parts, sums, size, now, scale, norms, colours, hue }) {
    this.steps.forEach(({ canvas, value, host }, t) => {
      const waits = t < now;
      host.classList.toggle("now", t === now);
      host.classList.toggle("waits", waits);
      this.paint(canvas, waits ? null : parts[t], size, scale, colours, hue);
      setText(value, waits ? "" : number(norms[t], "∂"));
      setAttribute(canvas, "aria-label", say("bptt.part", { t: t + 1, size: waits ? say("bptt.waits") : norms[t].toPrecision(3) }));
    });
    this.fit(norms);
    for (const [name, { canvas, value }] of Object.entries(this.sums)) {
      this.paint(canvas, sums[name].array, size, sums.scale, colours, hue);
      setText(value, number(sums[name].norm, "∂"));
      setAttribute(canvas, "aria-label", `${name === "whole" ? say("bptt.all") : say("bptt.sofar")}: ${sums[name].norm.toPrecision(3)}`);
    }
  }

  /** No number stands below a step where the longest of all would be wider than its step. */
  fit(norms) {
    const [{ canvas }] = this.steps;
    const longest = norms.map((size) => number(size, "∂")).reduce((a, b) => (b.length > a.length ? b : a));
    const key = [longest, canvas.clientWidth].join();
    if (this.fitted === key) return;
    this.fitted = key;
    setText(this.probe, longest);
    this.strip.classList.toggle("crowded", this.probe.offsetWidth > canvas.clientWidth);
  }

  /** rows × columns squares from page colour to hue; negative ones in their colour, with a stroke,
   *  and what is no number hatched. */
  paint(canvas, array, [rows, columns], scale, { base, negative, hue: hueOf }, hue) {
    const width = canvas.clientWidth;
    if (!width) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const cell = Math.max(1, Math.min(width / columns, 150 / rows));
    const height = Math.max(3, rows * Math.max(cell, rows === 1 ? 10 : 1));
    canvas.style.height = `${height}px`;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (!array) return;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const [w, h] = [width / columns, height / rows];
    for (let j = 0; j < array.length; j++) {
      const part = Math.min(1, Math.abs(array[j]) / scale);
      const ink = array[j] < 0 ? negative : hueOf(hue);
      const [x, y] = [(j % columns) * w, Math.floor(j / columns) * h];
      if (Number.isNaN(array[j])) {
        context.fillStyle = hatch(context, NO_NUMBER);
        context.fillRect(x, y, w, h);
        continue;
      }
      context.fillStyle = `rgb(${base.map((c, k) => Math.round(c + (ink[k] - c) * part))})`;
      context.fillRect(x, y, w + 0.4, h + 0.4);
      if (array[j] < 0 && part > 0.08 && w > 5 && h > 5) stroke(context, x, y, w, h, base);
    }
  }
}

function stroke(context, x, y, w, h, base) {
  context.strokeStyle = `rgba(${base}, 0.8)`;
  context.lineWidth = 1.2;
  context.beginPath();
  context.moveTo(x + 1, y + h - 1);
  context.lineTo(x + w - 1, y + 1);
  context.stroke();
}
