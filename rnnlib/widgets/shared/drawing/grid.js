// A matrix of numbers as pixels: darker where they are larger, hatched where they are negative.

import { magnitudes } from "../frame/format.js";

const SEEN = 0.06; // of full size: smaller negative numbers are not hatched

const hatches = new Map();
let sheet = null; // one canvas for all small pictures: to make one takes longer than to paint it

/** `value(column, row)` of columns × rows, from page colour `base` to `ink` by magnitude, full at
 *  `full(row)`; negative ones in their colour, hatched. A `name` with ∂ has a log scale. Where there
 *  are more numbers than pixels, a pixel has the mean of their colours. */
export function paintGrid(context, { columns, rows, value, full, name = "" }, { base, ink, negative }) {
  const { width, height } = context.canvas;
  const [wide, tall] = [Math.min(columns, width), Math.min(rows, height)];
  const pixels = context.createImageData(wide, 2 * tall); // colours, and below them what is negative
  const above = shades(base, ink), under = shades(base, negative);
  const places = Int32Array.from({ length: columns }, (_, x) => Math.floor((x * wide) / columns));
  const counts = new Int32Array(wide); // of columns in a pixel
  for (const x of places) counts[x] += 1;
  const data = new Uint32Array(pixels.data.buffer);
  const sums = new Float64Array(3 * wide); // of one row of pixels: sizes above zero, below, how many are seen below
  const size = magnitudes(name);
  let below = false, met = 0, at = 0;
  for (let y = 0; y < rows; y++) {
    const most = full(y);
    for (let x = 0; x < columns; x++) {
      const part = value(x, y) / most, to = 3 * places[x];
      if (part < 0) {
        const low = size(-part);
        sums[to + 1] += low;
        if (low > SEEN) sums[to + 2] += 1;
      } else {
        sums[to] += size(part);
      }
    }
    met += 1;
    const end = wide * Math.floor(((y + 1) * tall) / rows);
    if (end === at) continue; // the next row shares its pixels
    below = settle(sums, counts, met, [base, above, under], data, at, wide * tall) || below;
    [at, met] = [end, 0];
  }
  lay(context, pixels, tall, below && base);
}

const shades = (base, hue) => hue.map((end, c) => end - base[c]);

/** Write a row of pixels from its sums over `met` rows of numbers, and empty them; whether any of
 *  the numbers was negative: that is noted `apart` pixels on. */
function settle(sums, counts, met, [[r, g, b], above, under], data, at, apart) {
  let below = false;
  for (let x = 0; x < counts.length; x++) {
    const share = 1 / (counts[x] * met), from = 3 * x;
    const up = sums[from] * share, down = sums[from + 1] * share;
    const mixed = (c, start) => start + above[c] * up + under[c] * down;
    data[at + x] = pixel(mixed(0, r), mixed(1, g), mixed(2, b), 255);
    if (sums[from + 2] === 0) continue;
    data[at + x + apart] = pixel(0, 0, 0, 255 * sums[from + 2] * share);
    below = true;
  }
  sums.fill(0);
  return below;
}

/** A pixel as its four bytes lie in memory: red first, which a little-endian machine counts last. */
const pixel = (r, g, b, a) => ((a + 0.5) << 24) | ((b + 0.5) << 16) | ((g + 0.5) << 8) | (r + 0.5);

/** Fill a canvas with a small picture, sharp edges and all, and hatch it in `stripes` where the
 *  lower half of the picture says so. */
function lay(context, pixels, tall, stripes) {
  sheet ??= document.createElement("canvas");
  const { width, height } = context.canvas;
  [sheet.width, sheet.height] = [pixels.width, pixels.height]; // which empties it
  sheet.getContext("2d").putImageData(pixels, 0, 0);
  const half = (top) => context.drawImage(sheet, 0, top, pixels.width, tall, 0, 0, width, height);
  context.save();
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, width, height);
  if (stripes) {
    half(tall);
    context.globalCompositeOperation = "source-in";
    context.fillStyle = hatch(context, stripes);
    context.fillRect(0, 0, width, height);
    context.globalCompositeOperation = "destination-over";
  }
  half(0);
  context.restore();
}

/** A pattern of diagonal stripes in a colour. */
export function hatch(context, [r, g, b]) {
  const colour = `rgba(${r}, ${g}, ${b}, 0.75)`;
  if (!hatches.has(colour)) hatches.set(colour, drawnHatch(context, colour));
  return hatches.get(colour);
}

function drawnHatch(context, colour) {
  const tile = document.createElement("canvas");
  [tile.width, tile.height] = [6, 6];
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
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
  if (!width || !(tall > 0)) return null; // hidden, or for now on no page: its font has no size
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== tall) canvas.height = tall;
  return canvas.getContext("2d");
}
