// The things on a diagram: gauges, operations, functions and the input's label.

import { svg, setText, setAttribute } from "../frame/dom.js";

/** The drawing of one node in its box; m: the measures of the diagram. */
export function makeNode(node, box, m) {
  const hue = `--hue: var(--hue-${(node.value ?? node.id).replace("⁻", "")})`;
  const group = svg("g", { class: `node ${node.kind}`, style: hue, "data-id": node.id });
  const made = { node, group, box };
  const build = { gate: gauge, gauge, op: operation, map: plate, input: plate }[node.kind];
  build(made, m);
  return made;
}

function figure(node, x, y, font, anchor) {
  return svg("text", {
    class: "number", x, y: y + font * 0.36, "text-anchor": anchor,
    "data-name": node.value, "data-back": node.back,
  });
}

function gauge(made, { font, header, tank }) {
  const { box: b, group } = made;
  const top = b.top + header;
  const size = { x: b.left, width: b.right - b.left, rx: font * 0.3 };
  made.symbol = svg("text", { class: "symbol", x: b.x, y: b.top + font, "text-anchor": "middle" });
  made.level = svg("rect", { ...size, class: "level", y: top, height: 0 });
  made.stripes = svg("rect", { ...size, class: "stripes", y: top, height: 0 });
  made.zero = svg("line", { class: "zero", x1: b.left, x2: b.right, y1: b.y, y2: b.y });
  made.text = figure(made.node, b.x, b.y, font, "middle");
  group.append(
    svg("rect", { ...size, class: "tank", y: top, height: tank }),
    made.level, made.stripes, made.zero,
    svg("rect", { ...size, class: "rim", y: top, height: tank }),
    made.symbol, made.text,
  );
}

function operation({ box: { x, y }, group, node }, { op: r }) {
  const a = node.sign === "×" ? r * 0.42 : r * 0.58;
  const cross = node.sign === "×"
    ? `M${x - a} ${y - a}L${x + a} ${y + a}M${x + a} ${y - a}L${x - a} ${y + a}`
    : `M${x - a} ${y}H${x + a}M${x} ${y - a}V${y + a}`;
  group.append(svg("circle", { cx: x, cy: y, r }), svg("path", { d: cross, class: "sign" }));
}

function plate(made, { font }) {
  const { box: b, group, node } = made;
  const [width, height] = [b.right - b.left, b.bottom - b.top];
  made.plate = svg("text", { class: "plate", x: b.x, y: b.y + font * 0.35, "text-anchor": "middle" });
  setText(made.plate, node.sign);
  group.append(svg("rect", { x: b.left, y: b.top, width, height, rx: font * 0.35 }), made.plate);
  if (!node.value) return;
  made.text = figure(node, b.right + font * 0.4, b.y, font, "start");
  group.append(made.text);
}

/** Fill a gauge: gates from the bottom, signed values from the middle, up or down. */
export function fill(made, { tank, font }, value, size, signed) {
  const { box: b, level, stripes, zero, group, text } = made;
  const height = size * (signed ? tank / 2 : tank);
  const base = signed ? b.y : b.bottom;
  const y = signed && value < 0 ? base : base - height;
  for (const rect of [level, stripes]) {
    setAttribute(rect, "y", y.toFixed(1));
    setAttribute(rect, "height", height.toFixed(1));
  }
  const half = signed ? (value < 0 ? -tank / 4 : tank / 4) : 0; // the number stands where it is empty
  setAttribute(text, "y", (b.y + half + font * 0.36).toFixed(1));
  setAttribute(zero, "visibility", signed ? "visible" : "hidden");
  group.classList.toggle("negative", value < 0);
}

/** Write the input of the step: "x = q", or as much of it as has room. */
export function label({ plate, box }, { font }, read, symbol) {
  const room = Math.floor((box.right - box.left) / (font * 0.6));
  const whole = read ? `${symbol} = ${read}` : symbol;
  const text = whole.length <= room || !read ? whole : read;
  setText(plate, text.length <= room ? text : `${text.slice(0, room - 1)}…`);
}

/** The stripes laid over everything negative, under an id of their own in the page. */
export function hatch(id) {
  const line = svg("path", { d: "M-1 1L1 -1M0 7L7 0M6 8L8 6", class: "hatch-line" });
  const pattern = { id, width: 7, height: 7, patternUnits: "userSpaceOnUse" };
  return svg("defs", {}, svg("pattern", pattern, line));
}
