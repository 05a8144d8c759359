// The unrolled graph with what flows back through it, and below it the triangle of all pairs.

import { arrow, fit, flow } from "./arrows.js";
import { setAttribute, svg, typesetSvg } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { share } from "./numbers.js";
import { rows, sizesOf } from "./rows.js";
import { Triangle } from "./triangle.js";

const LOWEST = 11, TALLEST = 20; // px
const LETTER = 14; // px, on a page 1000 px wide; on wider ones all of the graph grows
const ROOMY = 46; // px a step: from here on every arrow bears the letter of its weights
const BAND = 22; // px, the height of a layer that is not shown
const LONGEST = "0.00088"; // as many letters as a number at an arrow has, at most
const WIDE = 0.12; // of a step: the width of an arrow where steps have two lanes

export class Graph {
  /** `choose({t, source, lane})` is called where a node or a pair is clicked. */
  constructor(host, choose) {
    Object.assign(this, { host, choose, built: "" });
  }

  /** Draw everything for the present width; `left` is the room for names. */
  layout(numbers, layer, width, left) {
    const key = [width, left, layer].join();
    if (!width || this.built === key) return false;
    this.built = key;
    const { T } = numbers;
    Object.assign(this, { numbers, layer, left, states: numbers.layers[layer].states });
    [this.above, this.below] = [numbers.layers.length - 1 - layer, layer];
    this.step = (width - left) / T;
    this.row = Math.max(LOWEST, Math.min(TALLEST, this.step * 0.6));
    this.large = Math.max(1, Math.min(1.3, width / 1000));
    this.lanes = this.states.length > 1;
    this.size = sizesOf(this.step, this.large, this.lanes);
    this.lossRadius = Math.min(17 * this.large, this.step * 0.36) * 0.8;
    const placed = rows(this, this.large);
    this.y = placed.y;
    this.low = 0.3 * LETTER * this.large; // from the middle of a letter to its foot
    this.top = placed.height + this.row;
    const height = this.top + T * this.row + 8;
    this.root = svg("svg", { class: "graph", width, height, viewBox: `0 0 ${width} ${height}`,
      role: "img", "aria-label": say("bptt.graph") });
    this.root.style.fontSize = `${LETTER * this.large}px`;
    this.names = {};
    this.bands();
    this.wires();
    this.nodes();
    this.names.pairs = svg("text", { class: "name caption", x: left, y: this.top - 5 });
    this.root.append(this.names.pairs);
    this.triangle = new Triangle(this.root, { ...this, T });
    this.column = svg("rect", { class: "column", y: 2, width: this.step, height: this.top + T * this.row });
    this.root.prepend(this.column);
    this.host.replaceChildren(this.root);
    fit(this.arrows.carried, "size", LONGEST);
    return true;
  }

  x(t) {
    return this.left + (t + 0.5) * this.step;
  }

  /** The layers that are not shown, as bands across all steps, and a cell's border at each step. */
  bands() {
    const { T } = this.numbers;
    const band = (place, first, last) => {
      const height = BAND * this.large;
      const words = first === last ? say("bptt.layer_of", { layer: first }) : say("bptt.layers_of", { first, last });
      const bar = { class: "band", x: this.left, y: this.y[place] - height / 2, width: T * this.step, height, rx: 5 };
      const text = svg("text", { class: "band-name", x: this.left + (T * this.step) / 2, y: this.y[place] + this.low }, words);
      this.root.append(svg("rect", bar), text);
    };
    if (this.above) band("above", this.layer + 1, this.layer + this.above);
    if (this.below) band("below", 0, this.below - 1);
    if (!this.lanes) return;
    const { cell, radius, c } = this.size;
    const [y, height] = [this.y.c - c - 6 * this.large, this.y.h - this.y.c + c + radius + 12 * this.large];
    for (let t = 0; t < T; t++) {
      this.root.append(svg("rect", { class: "cell", x: this.x(t) - cell, y, width: 2 * cell, height, rx: Math.min(9, cell / 2) }));
    }
  }

  wires() {
    const { T } = this.numbers;
    const { large, y, size: { radius, cell, c, aside } } = this;
    this.arrows = { carried: [], loss: [], above: [], input: [], inside: [] };
    const tip = this.lanes ? Math.min(8, this.step * 0.3) : 8;
    const add = (list, place, head = tip) => {
      const made = arrow({ large, head, ...place });
      this.root.append(made);
      this.arrows[list].push(made);
    };
    const half = (BAND * large) / 2;
    for (let t = 0; t < T; t++) {
      const [x, side] = [this.x(t), this.x(t) + aside];
      const into = y.h - Math.sqrt(radius ** 2 - aside ** 2); // where the way down meets h
      const loss = { x1: x, y1: y.L + this.lossRadius, kind: "loss", t };
      if (this.above) {
        add("loss", { ...loss, x2: x, y2: y.above - half });
        add("above", { x1: side, y1: y.above + half, x2: side, y2: into, kind: "above", t });
      } else {
        const y1 = y.L + Math.sqrt(Math.max(0, this.lossRadius ** 2 - aside ** 2));
        add("loss", { ...loss, x1: side, y1, x2: side, y2: into, ...(this.lanes ? { beside: y.L + this.lossRadius + 10 * large } : {}) });
      }
      add("input", { x1: x, y1: y.h + radius, x2: x, y2: this.below ? y.below - half : y.x - 11 * large, kind: "input", t });
      if (this.lanes) {
        add("inside", { x1: x, y1: y.h - radius, x2: x, y2: y.c + c, kind: "inside", t, state: "c" }, Math.min(8, radius * 0.6));
      }
      for (const state of t + 1 < T ? this.states : []) {
        const place = { x1: this.x(t + 1) - cell, y1: y[state], x2: x + cell, y2: y[state] };
        add("carried", { ...place, kind: "carried", t, state, numbered: this.lanes }, this.lanes ? Math.min(8, (place.x1 - place.x2) * 0.7) : tip);
      }
    }
    this.cuts = this.arrows.carried.map(({ dataset: { t, state } }) => {
      const mark = svg("text", { class: "cut", x: this.x(Number(t)) + this.step / 2, y: y[state] + this.low }, "✂");
      this.root.append(mark);
      return mark;
    });
  }

  nodes() {
    const { T, labels } = this.numbers;
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
      const text = svg("text", { class: "read", x: this.x(t), y: this.y.x + this.low }, labels[t] ?? "");
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
    this.L.forEach((node, t) => typesetSvg(node.text, this.step * 0.36 > 14 ? `L_${t + 1}` : ""));
    typesetSvg(this.names.pairs, say("bptt.rows", { h: symbols[lane] }));
  }

  /** What has flowed when the walk has come to step t. */
  show(state) {
    const { t: now, source, k, kind } = state;
    const { numbers, layer, triangle } = this;
    const { T } = numbers;
    const scale = numbers.scale(layer);
    const put = (group, value) => {
      const t = Number(group.dataset.t);
      flow(group, value, share(value, scale), t >= now, t === now, this.lanes ? Math.min(6, this.step * WIDE) : 6);
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
      setAttribute(this.cuts[j], "visibility", this.cut(Number(group.dataset.t), source, k, kind) ? "visible" : "hidden");
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

  /** Whether nothing crosses from step t + 1 to step t that would without truncation. */
  cut(t, source, k, kind) {
    if (t + 1 >= this.numbers.T) return false;
    if (kind === "windows") return (t + 1) % k === 0;
    return source >= 0 && t === source - k;
  }
}
