// The diagram of a cell, drawn from its description; numbers move gauges and wires.

import { svg, setText, setAttribute, typesetSvg } from "../frame/dom.js";
import { compact, magnitude } from "../frame/format.js";
import { say } from "../frame/say.js";
import { arrow, box, corners, measures, rounded } from "./geometry.js";
import { fill, hatch, label, makeNode } from "./nodes.js";

const DASH = { negative: "5 4", positive: "none" };

export class Diagram {
  constructor(host, picture) {
    this.host = host;
    this.picture = picture;
    this.width = 0;
    this.id = `hatch-${Math.random().toString(36).slice(2)}`;
  }

  /** Build everything for a new width; `show` must follow. */
  layout(width) {
    if (width === this.width || width < 50) return false;
    this.width = width;
    const m = (this.m = measures(width, this.picture.size));
    this.boxes = Object.fromEntries(this.picture.nodes.map((n) => [n.id, box(n, m)]));
    this.wires = this.picture.wires.map((wire) => this.wire(wire));
    this.nodes = this.picture.nodes.map((node) => makeNode(node, this.boxes[node.id], m));
    this.root = svg(
      "svg",
      { class: "diagram cell-diagram", width, height: m.height, viewBox: `0 0 ${width} ${m.height}`,
        "font-size": m.font, role: "img", "aria-label": say("drawing.diagram"),
        style: `--hatch: url(#${this.id})` },
      hatch(this.id),
      ...this.wires.map((w) => w.group),
      ...this.nodes.map((n) => n.group),
      ...this.wires.map((w) => w.text).filter(Boolean),
    );
    this.host.replaceChildren(this.root);
    return true;
  }

  wire(wire) {
    const { m } = this;
    const points = corners(wire.points, this.boxes, m);
    const d = rounded(points, m.font * 0.6);
    const hue = `--hue: var(--hue-${wire.hue})`;
    const line = svg("path", { d, class: wire.bundle ? "bundle" : "value" });
    const group = svg(
      "g",
      { class: "wire", style: hue },
      wire.lane ? svg("path", { d, class: "lane", "stroke-width": m.thickest * 2 }) : null,
      svg("path", { d, class: "track" }),
      line,
      wire.bundle ? svg("path", { d, class: "core" }) : null,
      svg("path", { d, class: "flow" }),
      ...this.heads(wire, points),
    );
    let text = null;
    if (wire.label) {
      const [x, y] = [wire.label[0] * m.ux, wire.label[1] * m.uy];
      const upright = beside(points, x, y);
      text = svg("text", {
        class: "number wire-number",
        x: upright ? x + m.font * 0.7 : x,
        y: upright ? y + m.font * 0.35 : y - m.thickest / 2 - m.font * 0.3,
        "text-anchor": upright ? "start" : "middle",
        "data-name": wire.value, "data-back": wire.back,
      });
    }
    return { wire, group, line, text };
  }

  heads(wire, points) {
    const ends = [["forth", wire.points.at(-1), points.at(-1), points.at(-2)],
      ["back", wire.points[0], points[0], points[1]]];
    return ends
      .filter(([, end]) => typeof end === "string")
      .map(([way, , tip, from]) =>
        svg("path", { d: arrow(tip, from, this.m.font * 0.55), class: `head ${way}` }));
  }

  /** Write the symbols of a notation, for one direction. */
  name({ symbols, back }) {
    this.root.classList.toggle("backward", back);
    for (const { node, symbol } of this.nodes) {
      if (symbol) typesetSvg(symbol, symbols[back ? node.back : node.value]);
    }
  }

  /** Show step `t` of `unit`; `phase(stage)` says "past", "now" or "future". */
  show({ run, t, unit, back, phase, symbols }) {
    const read = (thing) => {
      const name = back ? thing.back : thing.value;
      const value = name ? run.value(name, t, unit) : NaN;
      return { name, value, size: name ? magnitude(value, run.unitScale(name, unit), name) : 0 };
    };
    for (const { wire, group, line, text } of this.wires) {
      setAttribute(group, "data-phase", phase(wire.stage));
      if (wire.bundle) continue;
      const { name, value, size } = read(wire);
      const sign = value < 0 ? "negative" : "positive";
      setAttribute(line, "class", `value ${sign}`);
      setAttribute(line, "stroke-width", (1 + size * (this.m.thickest - 1)).toFixed(1));
      setAttribute(line, "stroke-opacity", size === 0 ? 0 : (0.4 + 0.6 * size).toFixed(2));
      setAttribute(line, "stroke-dasharray", DASH[sign]);
      if (text) {
        setText(text, run.has(name) ? compact(value, name) : "");
        setAttribute(text, "data-phase", phase(wire.stage));
      }
    }
    for (const made of this.nodes) {
      setAttribute(made.group, "data-phase", phase(made.node.stage));
      if (made.node.kind === "input") label(made, this.m, run.labels[t], symbols.x);
      if (!made.text) continue;
      const { name, value, size } = read(made.node);
      setText(made.text, run.has(name) ? compact(value, name) : "–");
      if (made.level) fill(made, this.m, value, size, back || made.node.kind !== "gate");
    }
  }
}

/** Whether (x, y) lies on an upright part of a path: then its label stands to the right. */
function beside(points, x, y) {
  return points.slice(1).some(([bx, by], k) => {
    const [ax, ay] = points[k];
    return Math.abs(ax - x) < 1 && Math.abs(bx - x) < 1 && (ay - y) * (by - y) < 0;
  });
}
