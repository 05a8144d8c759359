// Bits per character over the updates: in training, on held-out text, and levels to compare with.

import { el, setAttribute, svg } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";

const PAD = { left: 34, right: 12, top: 10, bottom: 34 };
const HEIGHT = 300;
const GAP = 15; // px between two names of levels

export class Chart {
  /** `go(update)` is called where the chart is pressed. */
  constructor({ updates, levels, highest }, go) {
    Object.assign(this, { updates, levels, high: Math.ceil(highest * 2) / 2, low: 0 });
    this.axes = svg("g", { class: "axes" });
    this.train = svg("path", { class: "train" });
    this.held = svg("path", { class: "held" });
    this.dots = svg("g", { class: "dots" });
    this.cursor = svg("line", { class: "at" });
    this.dot = svg("circle", { class: "now", r: 6 });
    this.picture = svg("svg", { class: "chart", height: HEIGHT, "aria-hidden": "true" },
      this.axes, this.train, this.held, this.dots, this.cursor, this.dot);
    const at = (event) => {
      const part = (event.clientX - this.picture.getBoundingClientRect().left - PAD.left) / (this.width - PAD.left - PAD.right);
      go(Math.max(0, Math.min(1, part)) * updates);
    };
    this.host = el("div", { class: "curve-host", onpointermove: (event) => event.buttons && at(event),
      onpointerdown: (event) => {
        if (event.button) return;
        this.host.setPointerCapture(event.pointerId);
        at(event);
      } }, this.picture,
      el("div", { class: "legend", "aria-hidden": "true" }, el("span", {}, say("training.bits")),
        el("span", { class: "key train" }, say("training.in_training")), el("span", { class: "key held" }, say("training.held_out"))));
  }

  x(update) {
    return PAD.left + (update / this.updates) * (this.width - PAD.left - PAD.right);
  }

  y(bits) {
    const part = (this.high - Math.min(bits, this.high)) / (this.high - this.low);
    return PAD.top + part * (HEIGHT - PAD.top - PAD.bottom);
  }

  /** Axes and levels for the present width. */
  size() {
    const width = this.host.clientWidth;
    if (!width || width === this.width) return false;
    this.width = width;
    setAttribute(this.picture, "width", width);
    const [right, foot, parts] = [width - PAD.right, HEIGHT - PAD.bottom, []];
    for (let bits = this.low; bits <= this.high; bits += 1) {
      const y = this.y(bits);
      parts.push(svg("path", { class: bits ? "" : "base", d: `M${PAD.left} ${y}H${right}` }),
        svg("text", { x: PAD.left - 6, y: y + 4, class: "end" }, String(bits)));
    }
    const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000]
      .find((n) => this.x(n) - this.x(0) >= 52) ?? this.updates;
    for (let n = 0; n <= this.updates; n += step) {
      parts.push(svg("text", { x: this.x(n), y: foot + 17, class: n + step > this.updates && this.updates - n < step / 3 ? "end" : "middle" }, String(n)));
    }
    let free = -Infinity;
    for (const [name, bits] of [...this.levels].sort((a, b) => b[1] - a[1])) {
      const y = this.y(bits);
      const lowest = this.levels.every(([, other]) => other >= bits); // the curve comes from above
      const place = Math.max(lowest ? y + 14 : y - 4, free);
      free = place + GAP;
      parts.push(svg("path", { class: "level", d: `M${PAD.left} ${y}H${right}` }),
        svg("text", { x: right - 4, y: place, class: "end name" }, name));
    }
    this.axes.replaceChildren(...parts);
    return true;
  }

  /** All updates so far, the held-out bits at `steps`, the cursor at moment `t`. */
  draw(losses, steps, bits, t) {
    if (!this.width) return;
    const line = (points) => points.map(([n, b], k) => `${k ? "L" : "M"}${this.x(n).toFixed(1)} ${this.y(b).toFixed(1)}`).join("");
    setAttribute(this.train, "d", line(Array.from(losses, (b, k) => [k + 1, b])));
    setAttribute(this.held, "d", line(bits.map((b, k) => [steps[k], b])));
    if (this.dots.childElementCount !== bits.length || this.drawn !== this.width) {
      this.dots.replaceChildren(...bits.map((b, k) => svg("circle", { r: 2.6, cx: this.x(steps[k]), cy: this.y(b) })));
      this.drawn = this.width;
    }
    const [x, y] = [this.x(steps[t]), this.y(bits[t])];
    for (const [name, value] of Object.entries({ x1: x, x2: x, y1: PAD.top, y2: HEIGHT - PAD.bottom })) setAttribute(this.cursor, name, value);
    setAttribute(this.dot, "cx", x);
    setAttribute(this.dot, "cy", y);
  }
}
