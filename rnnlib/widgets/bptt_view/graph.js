// The unrolled graph with what flows back through it, and below it the triangle of all pairs.

import { around } from "./around.js";
import { WIDEST, arrow, fit, flow } from "./arrows.js";
import { setAttribute, svg, typesetSvg } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { hatch } from "../shared/drawing/nodes.js";
import { share } from "./numbers.js";
import { shorten } from "./reads.js";
import { rows, sizesOf } from "./rows.js";
import { Triangle } from "./triangle.js";
import { wires } from "./wires.js";

const LOWEST = 11, TALLEST = 20; // px
const LETTER = 14; // px, on a page 1000 px wide; on wider ones all of the graph grows
const ROOMY = 46; // px a step: from here on every arrow bears the letter of its weights
const LONGEST = "0.00088"; // as many letters as a number at an arrow has, at most
const APART = 2; // px between a letter in c and the arrow beside it
const WIDE = 0.12; // of a step: the width of an arrow where steps have two lanes

let views = 0; // pattern ids differ, or a hidden view could take the pattern from the others

export class Graph {
  /** `choose({t, source, lane})` is called where a node or a pair is clicked. */
  constructor(host, choose) {
    Object.assign(this, { host, choose, built: "", hatch: `rnn-walk-${(views += 1)}` });
  }

  /** Draw everything for the present width; `left` is the room for names. */
  layout(numbers, layer, width, left) {
    const key = [width, left, layer].join();
    if (width <= left || this.built === key) return false;
    this.built = key;
    const { T } = numbers;
    Object.assign(this, { numbers, layer, left, states: numbers.layers[layer].states });
    [this.above, this.below] = [numbers.layers.length - 1 - layer, layer];
    this.step = (width - left) / T;
    this.row = Math.max(LOWEST, Math.min(TALLEST, this.step * 0.6));
    this.large = Math.max(1, Math.min(1.3, width / 1000));
    this.lanes = this.states.length > 1;
    this.size = sizesOf(this.step, this.large, this.lanes);
    this.widest = this.lanes ? Math.min(WIDEST, this.step * WIDE) : WIDEST;
    this.lossRadius = Math.min(17 * this.large, this.step * 0.36) * 0.8;
    const placed = rows(this, this.large);
    this.y = placed.y;
    this.low = 0.3 * LETTER * this.large; // from the middle of a letter to its foot
    this.top = placed.height + this.row;
    const height = this.top + T * this.row + 8;
    this.root = svg("svg", { class: "graph", width, height, viewBox: `0 0 ${width} ${height}`,
      role: "img", "aria-label": say("bptt.graph") });
    this.root.style.fontSize = `${LETTER * this.large}px`;
    this.root.style.setProperty("--no-number", `url(#${this.hatch})`);
    this.names = {};
    this.root.append(hatch(this.hatch), ...around({ ...this, T, x: (t) => this.x(t) }));
    this.wires();
    this.nodes();
    this.names.pairs = svg("text", { class: "name caption", x: left, y: this.top - 5 });
    this.root.append(this.names.pairs);
    this.triangle = new Triangle(this.root, { ...this, T });
    this.column = svg("rect", { class: "column", y: 2, width: this.step, height: this.top + T * this.row });
    this.root.prepend(this.column);
    this.host.replaceChildren(this.root);
    shorten(this.read, numbers.labels, this.step);
    fit(this.arrows.carried, "size", LONGEST);
    return true;
  }

  x(t) {
    return this.left + (t + 0.5) * this.step;
  }

  wires() {
    this.arrows = { carried: [], loss: [], above: [], input: [], inside: [] };
    for (const place of wires({ ...this, T: this.numbers.T, x: (t) => this.x(t) })) {
      const made = arrow({ large: this.large, ...place });
      this.root.append(made);
      this.arrows[place.kind].push(made);
    }
    this.cuts = this.arrows.carried.map(({ dataset: { t, state } }) => {
      const mark = svg("text", { class: "cut", x: this.x(Number(t)) + this.step / 2, y: this.y[state] + this.low }, "✂");
      this.root.append(mark);
      return mark;
    });
  }

  nodes() {
    const { T } = this.numbers;
    const radii = { L: this.lossRadius, h: this.size.radius, c: this.size.c };
    const node = (kind, t, act) => {
      const y = this.y[kind];
      const ring = svg("circle", { cx: this.x(t), cy: y, r: radii[kind] });
      const text = svg("text", { x: this.x(t), y: y + this.low });
      const group = svg("g", { class: `node ${kind}`, dataset: { t }, onclick: act }, ring, text);
      this.root.append(group);
      return Object.assign(group, { text });
    };
    const all = (make) => Array.from({ length: T }, (_, t) => make(t));
    const here = (lane, t) => this.choose(this.lanes ? { t, lane } : { t });
    this.c = this.lanes ? all((t) => node("c", t, () => here("c", t))) : [];
    this.h = all((t) => node("h", t, () => here("h", t)));
    this.L = all((t) => node("L", t, () => this.choose({ source: t, t })));
    this.read = all((t) => {
      const text = svg("text", { class: "read", x: this.x(t), y: this.y.x + this.low });
      this.root.append(text);
      return text;
    });
    for (const name of ["L", ...this.states, "x"]) {
      this.root.append((this.names[name] = svg("text", { class: "name", x: this.left - 8, y: this.y[name] + this.low })));
    }
  }

  /** The letters of the notation. */
  name(symbols, parameter, lane) {
    const { x, h, c, U, V, W } = symbols;
    const letters = { carried: ["U", U], loss: ["V", V], input: ["W", W] };
    const carry = ["", symbols[this.numbers.layers[this.layer].carry] ?? ""];
    for (const [kind, letter] of Object.entries(letters)) {
      for (const arrow of this.arrows[kind]) {
        const [name, written] = arrow.dataset.state === "c" ? carry : letter;
        typesetSvg(arrow.letter, this.step < ROOMY ? "" : written);
        arrow.classList.toggle("chosen", name === parameter);
      }
    }
    for (const [name, symbol] of Object.entries({ L: "L", h, c, x })) {
      if (this.names[name]) typesetSvg(this.names[name], symbol);
    }
    if (this.lanes) fit(this.arrows.carried.filter(({ dataset }) => dataset.state === "c"), "letter");
    const room = (radius, symbol) => radius > 12 && symbol.length < (this.lanes ? 2 : 3);
    this.h.forEach((node, t) => typesetSvg(node.text, room(this.size.radius, h) ? `${h}_${t + 1}` : ""));
    this.c.forEach((node, t) => typesetSvg(node.text, room(this.size.c + 2, c) ? `${c}_${t + 1}` : ""));
    this.besideTheWay();
    this.L.forEach((node, t) => typesetSvg(node.text, this.step * 0.36 > 14 ? `L_${t + 1}` : ""));
    typesetSvg(this.names.pairs, say("bptt.rows", { h: symbols[lane] }));
  }

  /** The letters of c leave the way from the loss to h free, which passes on their right. */
  besideTheWay() {
    const texts = this.c.map(({ text }) => text);
    for (const text of texts) text.style.fontSize = "";
    const wide = () => texts.map((text) => text.getComputedTextLength());
    const right = this.size.aside - this.widest / 2 - APART;
    const size = (this.size.c + right) / Math.max(...wide());
    for (const text of texts) text.style.fontSize = size < 1 ? `${size}em` : "";
    wide().forEach((own, t) => setAttribute(texts[t], "x", this.x(t) + Math.min(0, right - own / 2)));
  }

  /** What has flowed when the walk has come to step t. */
  show(state) {
    const { t: now, source, k, kind } = state;
    const { numbers, layer, triangle } = this;
    const { T } = numbers;
    const scale = numbers.scale(layer);
    const put = (group, value) => {
      const t = Number(group.dataset.t);
      flow(group, value, share(value, scale), t >= now, t === now, this.widest);
    };
    const of = (way, group) => numbers.flow(way, layer, group.dataset.state, Number(group.dataset.t), source, k, kind);
    const own = (t) => source < 0 || source === t;
    const top = numbers.layers.length - 1;
    for (const group of this.arrows.loss) {
      const t = Number(group.dataset.t);
      put(group, own(t) ? numbers.at(`${top} norms h`, t, t) : 0);
    }
    for (const group of [...this.arrows.above, ...this.arrows.inside]) put(group, of("own", group));
    this.arrows.carried.forEach((group, j) => {
      put(group, of("back", group));
      setAttribute(this.cuts[j], "visibility", numbers.cut(Number(group.dataset.t), source, k, kind) ? "visible" : "hidden");
    });
    for (let t = 0; t < T; t++) {
      const reached = numbers.losses(t, source, k, kind).length > 0;
      flow(this.arrows.input[t], reached && t >= now ? scale * 1e-3 : 0, share(1e-3, 1), t >= now, t === now);
      for (const node of [this.h[t], this.L[t], this.c[t]]) node?.classList.toggle("now", t === now);
      for (const node of [this.h[t], this.c[t]]) node?.classList.toggle("done", t >= now && reached);
      this.L[t].classList.toggle("done", own(t) && t >= now);
    }
    setAttribute(this.column, "x", this.left + now * this.step);
    triangle.show(state, scale);
  }
}
