// Lines from the output that is being written up to the places it looks at.

import { setAttribute, svg } from "../shared/frame/dom.js";

const HEIGHT = 62, WIDEST = 9, LEAST = 0.01; // px, px, and the weight below which none is drawn

export class Links {
  constructor(places) {
    this.paths = Array.from({ length: places }, () => svg("path", { class: "link" }));
    this.host = svg("svg", { class: "links", height: HEIGHT, "aria-hidden": "true" }, ...this.paths);
  }

  /** `weights` of all places; the line is as wide as its part of `full`; `output` the element below. */
  draw(weights, full, output, j) {
    const room = this.host.getBoundingClientRect();
    if (!room.width) return;
    setAttribute(this.host, "viewBox", `0 0 ${room.width.toFixed(1)} ${HEIGHT}`);
    const below = output.getBoundingClientRect();
    const end = below.left + below.width / 2 - room.left;
    const step = room.width / this.paths.length;
    this.paths.forEach((path, k) => {
      const part = weights[k] / full;
      const x = (k + 0.5) * step;
      setAttribute(path, "d", part < LEAST ? "" : `M${x.toFixed(1)} 0C${x.toFixed(1)} ${HEIGHT * 0.55} ${end.toFixed(1)} ${HEIGHT * 0.45} ${end.toFixed(1)} ${HEIGHT}`);
      path.style.strokeWidth = `${Math.max(1, part * WIDEST).toFixed(2)}px`;
      path.style.opacity = (0.25 + 0.75 * Math.min(1, part)).toFixed(2);
      path.classList.toggle("current", k === j);
    });
  }
}
