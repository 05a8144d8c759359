// The plane itself: axes, backdrop, fixed points, the walk and its start, which can be dragged.

import { el, placeIn, setAttribute, setText, svg, typesetSvg } from "../shared/frame/dom.js";
import { arrows, grids, polyline, spots } from "./field.js";

const MARGIN = 26; // px for the numbers of the axes
const LARGEST = 620;
let views = 0;

export class Plane {
  /** `moved(h0)` is called while the start is dragged. */
  constructor(moved) {
    this.moved = moved;
    const layer = (name, more = {}) => svg("path", { class: name, ...more });
    const clip = `rnn-plane-${(views += 1)}`;
    this.frame = svg("rect");
    this.parts = Object.fromEntries(["axes", "before", "after", "tails", "dots", "border", "way",
      "walked", "seen", "turned", "added", "squashed", "start", "now"].map((name) => [name, layer(name)]));
    this.points = svg("g", { class: "points" });
    this.ticks = svg("g", { class: "ticks" });
    this.names = [0, 1].map(() => svg("text", { class: "symbol" }));
    this.sides = [0, 1].map(() => svg("text", { class: "side", "text-anchor": "middle" }));
    this.picture = svg("svg", { class: "plane", role: "img" },
      svg("clipPath", { id: clip }, this.frame),
      svg("g", { "clip-path": `url(#${clip})` }, ...Object.values(this.parts).slice(0, 9),
        this.points, ...Object.values(this.parts).slice(9)),
      this.ticks, ...this.names, ...this.sides);
    this.host = el("div", { class: "plane-host" }, this.picture);
    this.picture.addEventListener("pointerdown", (event) => this.press(event));
    this.picture.addEventListener("pointermove", (event) => this.held && this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      this.picture.addEventListener(end, () => (this.held = false));
    }
  }

  /** Sizes for the present width; true if anything changed. */
  layout(reach) {
    const size = Math.min(this.host.clientWidth, LARGEST);
    if (!size || (this.size === size && this.reach === reach)) return false;
    Object.assign(this, { size, reach, room: size - MARGIN });
    this.place = ([x, y]) => [MARGIN + (x / reach + 1) * this.room / 2, (1 - y / reach) * this.room / 2];
    const box = { x: MARGIN, y: 0, width: this.room, height: this.room };
    for (const [name, value] of Object.entries(box)) setAttribute(this.frame, name, value);
    for (const name of ["width", "height"]) setAttribute(this.picture, name, size);
    const [left, middle] = this.place([-reach, 0]);
    const [across, bottom] = this.place([0, -reach]);
    setAttribute(this.parts.axes, "d", `M${left} ${middle}H${size}M${across} 0V${bottom}`);
    const tick = (value, axis) => {
      const [x, y] = this.place(axis ? [-reach, value] : [value, -reach]);
      const at = axis ? { x: x - 5, y: y + 4, "text-anchor": "end" } : { x, y: y + 17, "text-anchor": "middle" };
      return svg("text", at, String(value).replace("-", "−"));
    };
    this.ticks.replaceChildren(...[-1, 0, 1].flatMap((value) => [tick(value, 0), tick(value, 1)]));
    const spots = [{ x: size - 6, y: middle - 8, "text-anchor": "end" }, { x: across + 8, y: 18 }];
    this.names.forEach((node, k) => Object.entries(spots[k]).forEach(([name, value]) => setAttribute(node, name, value)));
    return true;
  }

  name(symbol) {
    this.names.forEach((node, k) => typesetSvg(node, `${symbol}_${k + 1}`));
  }

  /** What lies behind, for the map of this step, and where it leads. */
  behind(map, backdrop, found, border) {
    const { reach, place, parts } = this;
    const { dots, tails } = backdrop === "arrows" ? arrows(map, reach, place) : { dots: "", tails: "" };
    const { before, after } = backdrop === "grid" ? grids(map, reach, place) : { before: "", after: "" };
    for (const [name, d] of Object.entries({ dots, tails, before, after })) setAttribute(parts[name], "d", d);
    this.points.replaceChildren(...found.map(({ state, kind }) => mark(kind, place(state))));
    setAttribute(parts.border, "d", border.length ? polyline(line(border, reach).map(place)) : "");
  }

  /** The two words of a border, each on its side: where h·v + c < 0, and where it is > 0. */
  beside(border, words) {
    const spots = border.length ? besides(border, this.reach).map(this.place) : [];
    this.sides.forEach((node, k) => {
      setText(node, (spots.length && words[k]) || "");
      (spots[k] ?? [0, 0]).forEach((value, axis) => setAttribute(node, "xy"[axis], value));
    });
  }

  /** The walk up to step t, and how this step is made. */
  walk({ states, turned, sums }, t, stage) {
    const { place, parts } = this;
    const seen = states.map(place);
    const steps = {
      way: polyline(seen),
      walked: polyline(seen.slice(0, t + 1)),
      seen: spots(seen.slice(0, t + 1)),
      start: ring(seen[0], 11),
      now: spots([seen[t]]),
    };
    const corners = t ? [states[t - 1], turned[t], sums[t], states[t]].map(place) : [];
    const order = ["turned", "added", "squashed"];
    const last = stage === "all" ? -1 : ["turn", "add", "squash"].indexOf(stage);
    order.forEach((name, k) => (steps[name] = k <= last && t ? polyline(corners.slice(k, k + 2)) : ""));
    if (last >= 0 && t) steps.now = spots([corners[last + 1]]);
    for (const [name, d] of Object.entries(steps)) setAttribute(parts[name], "d", d);
  }

  press(event) {
    if (event.button || !this.place) return;
    event.preventDefault();
    this.picture.setPointerCapture(event.pointerId);
    this.host.closest("[tabindex]").focus();
    this.held = true;
    this.drag(event);
  }

  drag(event) {
    const { reach, room } = this;
    const { x, y } = placeIn(this.picture, this.size, event);
    const [across, up] = [((x - MARGIN) / room) * 2 - 1, 1 - (y / room) * 2];
    this.moved([across, up].map((part) => Math.round(Math.max(-1, Math.min(1, part)) * reach * 100) / 100));
  }
}

/** A fixed point: a disc that attracts, a ring that repels, a diamond that does both. */
function mark(kind, [x, y]) {
  const r = 7;
  const d = kind === "saddle" ? `M${x} ${y - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z` : ring([x, y], r);
  return svg("path", { class: `point ${kind}`, d });
}

function ring([x, y], r) {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

/** Two points of the line h·v + c = 0, outside the picture. */
function line([v1, v2, c], reach) {
  const size = v1 * v1 + v2 * v2 || 1;
  const [x, y] = [(-c * v1) / size, (-c * v2) / size];
  const far = (3 * reach) / Math.sqrt(size);
  return [[x - v2 * far, y + v1 * far], [x + v2 * far, y - v1 * far]];
}

/** A place on either side of that line, near its left or upper end. */
function besides([v1, v2, c], reach) {
  const size = Math.hypot(v1, v2) || 1;
  const [n1, n2] = [v1 / size, v2 / size];
  const [u1, u2] = n2 < 0 || (n2 === 0 && n1 < 0) ? [n2, -n1] : [-n2, n1]; // along it, to the left
  const from = [(-c * n1) / size, (-c * n2) / size];
  const room = [u1, u2].map((u, k) => (Math.abs(u) < 1e-9 ? Infinity : (0.72 * reach - Math.sign(u) * from[k]) / Math.abs(u)));
  const far = Math.max(0, Math.min(...room));
  const keep = (value) => Math.max(-0.88 * reach, Math.min(0.88 * reach, value));
  return [-0.16 * reach, 0.16 * reach].map((off) =>
    [keep(from[0] + far * u1 + off * n1), keep(from[1] + far * u2 + off * n2)]);
}
