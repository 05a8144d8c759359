// The arrows of the graph: their widths grow with what flows, and letters and numbers stand at them.

import { setAttribute, setText, svg } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";

const HEAD = 8; // px, the length of an arrow's head
const THINNEST = 0.8; // px
export const WIDEST = 6; // px

/** A line with a head, a letter `right` of its middle or of the height `beside`, and, if it is
 *  `numbered`, a number on its other side. */
export function arrow({ x1, y1, x2, y2, kind, t, state = "h", large, head, numbered = false, beside = (y1 + y2) / 2, right = 11 }) {
  const turn = Math.atan2(y2 - y1, x2 - x1);
  const [x, y] = [x2 - head * Math.cos(turn), y2 - head * Math.sin(turn)];
  const line = svg("line", { x1, y1, x2: x, y2: y });
  const place = `translate(${x2} ${y2}) rotate(${turn * 180 / Math.PI}) scale(${head / HEAD})`;
  const tip = svg("path", { d: `M0 0L${-HEAD - 1} -5L${-HEAD - 1} 5Z`, transform: place });
  const flat = y1 === y2;
  const middle = (x1 + x2) / 2;
  const letter = svg("text", { x: middle + (flat ? 0 : right * large), y: beside + (flat ? -11 : 4) * large });
  const group = svg("g", { class: `flow ${kind}`, dataset: { t, state } }, line, tip, letter);
  const size = numbered ? svg("text", { class: "size", x: middle, y: y1 + 17 * large }) : null;
  if (size) group.append(size);
  return Object.assign(group, { line, letter, size, room: Math.abs(x2 - x1) });
}

/** Let this much flow: `share` of the full width, `widest` px; dashed where it is no number. */
export function flow(group, value, share, done, current, widest = WIDEST) {
  group.line.style.strokeWidth = `${THINNEST + (widest - THINNEST) * share}px`;
  setAttribute(group, "data-value", value);
  const flows = value !== 0;
  group.classList.toggle("done", done && flows);
  group.classList.toggle("now", current && flows);
  group.classList.toggle("lost", Number.isNaN(value));
  if (group.size) setText(group.size, done ? number(value, "∂") : "");
}

/** Texts stand at all arrows, or at none: where one would be wider than its place. */
export function fit(arrows, part, longest) {
  const nodes = arrows.map((one) => one[part]).filter(Boolean);
  if (!nodes.length) return;
  const before = [...nodes[0].childNodes];
  if (longest) setText(nodes[0], longest);
  const fits = nodes[0].getComputedTextLength() <= Math.min(...arrows.map(({ room }) => room));
  if (longest) nodes[0].replaceChildren(...before);
  for (const node of nodes) setAttribute(node, "visibility", fits ? "visible" : "hidden");
}
