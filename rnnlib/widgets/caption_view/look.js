// The picture, large, and over it the map of the word at the cursor: what is not looked at is dark.

import { el, setAttribute } from "../shared/frame/dom.js";

const DARKEST = 0.7;

/** A canvas with one pixel for each of the picture's, (Y, X, 3) bytes from `start`. */
export function painted(bytes, start, [Y, X]) {
  const canvas = el("canvas", { width: X, height: Y, "aria-hidden": "true" });
  paint(canvas, bytes, start, [Y, X]);
  return canvas;
}

export function paint(canvas, bytes, start, [Y, X]) {
  const context = canvas.getContext("2d"), image = context.createImageData(X, Y);
  for (let k = 0; k < X * Y; k++) {
    for (let c = 0; c < 3; c++) image.data[4 * k + c] = bytes[start + 3 * k + c];
    image.data[4 * k + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

export class Look {
  /** `hover(cell or null)` under the mouse. */
  constructor([size, grid], hover) {
    this.size = size;
    this.canvas = el("canvas", { width: size[1], height: size[0], "aria-hidden": "true" });
    this.cells = Array.from({ length: grid.length ? grid[0] * grid[1] : 0 }, (_, i) =>
      el("i", { class: "cell", dataset: { i } }));
    this.map = el("div", { class: "map", "aria-hidden": "true", style: `--columns: ${grid[1] ?? 1}`,
      onpointermove: (event) => hover(event.target.dataset.i === undefined ? null : Number(event.target.dataset.i)),
      onpointerleave: () => hover(null) }, ...this.cells);
    this.host = el("div", { class: "look", role: "img" }, this.canvas, this.map);
  }

  /** The picture whose bytes begin at `start`. */
  turn(bytes, start) {
    paint(this.canvas, bytes, start, this.size);
  }

  /** `weights` of the word, or none; `cell` is pointed at. */
  show(weights, cell, label) {
    const most = weights ? Math.max(...weights) || 1 : 1;
    this.cells.forEach((node, i) => {
      const dark = weights ? DARKEST * (1 - weights[i] / most) : 0;
      node.style.setProperty("--dark", dark.toFixed(3));
      node.classList.toggle("current", i === cell);
    });
    setAttribute(this.host, "aria-label", label);
  }
}
