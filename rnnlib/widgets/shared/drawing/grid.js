// A matrix of numbers as pixels: darker where they are larger, hatched where they are negative.

import { magnitude } from "../frame/format.js";

const SEEN = 0.06; // of full size: smaller negative numbers are not hatched

/** `value(column, row)` of columns × rows, from page colour `base` to `ink` by magnitude, full at
 *  `full(row)`; negative ones in their colour, hatched. A `name` with ∂ has a log scale. */
export function paintGrid(context, { columns, rows, value, full, name = "" }, { base, ink, negative }) {
  const picture = small(columns, rows), minus = small(columns, rows);
  const pixels = picture.getContext("2d").createImageData(columns, rows);
  const signs = minus.getContext("2d").createImageData(columns, rows);
  let below = false;
  for (let x = 0; x < columns; x++) {
    for (let y = 0; y < rows; y++) {
      const number = value(x, y);
      const part = magnitude(number, full(y), name);
      const hue = number < 0 ? negative : ink;
      const at = 4 * (y * columns + x);
      for (let c = 0; c < 3; c++) pixels.data[at + c] = base[c] + (hue[c] - base[c]) * part;
      pixels.data[at + 3] = 255;
      if (number < 0 && part > SEEN) below = Boolean((signs.data[at + 3] = 255));
    }
  }
  picture.getContext("2d").putImageData(pixels, 0, 0);
  const { width, height } = context.canvas;
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, width, height);
  if (!below) return;
  minus.getContext("2d").putImageData(signs, 0, 0);
  context.drawImage(stripes(minus, width, height, base), 0, 0);
}

/** Diagonal stripes wherever `mask` is set. */
function stripes(mask, width, height, base) {
  const canvas = small(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(mask, 0, 0, width, height);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = hatch(context, base);
  context.fillRect(0, 0, width, height);
  return canvas;
}

/** A pattern of diagonal stripes in a colour. */
export function hatch(context, [r, g, b]) {
  const tile = small(6, 6);
  const pen = tile.getContext("2d");
  pen.strokeStyle = `rgba(${r}, ${g}, ${b}, 0.75)`;
  pen.lineWidth = 1.4;
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift - 1, 7);
    pen.lineTo(shift + 7, -1);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}

/** A canvas of so many pixels on the page as fits it, `height` tall; its context, or null. Unless
 *  `again` it is as wide as it was: to ask the page for it takes longer than to paint. */
export function sized(canvas, height, again = true) {
  if (again || !canvas.wide) canvas.wide = canvas.clientWidth;
  const clientWidth = canvas.wide;
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  if (canvas.style.height !== `${height}px`) canvas.style.height = `${height}px`;
  const [width, tall] = [Math.round(clientWidth * ratio), Math.round(height * ratio)];
  if (!width) return null;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== tall) canvas.height = tall;
  return canvas.getContext("2d");
}

function small(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, width);
  canvas.height = Math.max(1, height);
  return canvas;
}
