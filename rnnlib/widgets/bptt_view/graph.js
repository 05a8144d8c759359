// The unrolled graph with what flows back through it, and below it the triangle of all pairs.

import { setAttribute, svg, typesetSvg } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";

const ROWS = { L: 20, h: 78, x: 128 };
const GRAPH = 150, LOWEST = 11, TALLEST = 20; // px
const LETTER = 14; // px, on a page 1000 px wide; on wider ones all of the graph grows
const HEAD = 8; // px, the length of an arrow's head
const ROOMY = 46; // px a step: from here on every arrow bears the letter of its weights

export class Graph {
  /** `choose({t, source})` is called where a node or a pair is clicked. */
  constructor(host, choose) {
    Object.assign(this, { host, choose, built: "" });
  }

  /** Draw everything for the present width; `left` is the room for names. */
  layout(numbers, width, left) {
    const key = [width, left].join();
    if (!width || this.built === key) return false;
    this.built = key;
    const { T } = numbers;
    this.numbers = numbers;
    this.left = left;
    this.step = (width - left) / T;
    this.row = Math.max(LOWEST, Math.min(TALLEST, this.step * 0.6));
    this.large = Math.max(1, Math.min(1.3, width / 1000));
    this.radius = Math.min(17 * this.large, this.step * 0.36);
    this.y = Object.fromEntries(Object.entries(ROWS).map(([name, y]) => [name, y * this.large]));
    this.low = 0.3 * LETTER * this.large; // from the middle of a letter to its foot
    this.top = GRAPH * this.large + this.row;
    const height = this.top + T * this.row + 8;
    this.root = svg("svg", { class: "graph", width, height, viewBox: `0 0 ${width} ${height}`,
      role: "img", "aria-label": say("bptt.graph") });
    this.root.style.fontSize = `${LETTER * this.large}px`;
    this.names = {};
    this.wires();
    this.nodes();
    this.triangle();
    this.host.replaceChildren(this.root);
    return true;
  }

  x(t) {
    return this.left + (t + 0.5) * this.step;
  }

  wires() {
    const { T } = this.numbers;
    this.arrows = { carried: [], loss: [], input: [] };
    for (let t = 0; t < T; t++) {
      const r = this.radius;
      this.arrows.loss.push(this.arrow(this.x(t), this.y.L + r * 0.8, this.x(t), this.y.h - r, "loss", t));
      this.arrows.input.push(this.arrow(this.x(t), this.y.h + r, this.x(t), this.y.x - 11 * this.large, "input", t));
      const from = t + 1 < T ? this.x(t + 1) - r : null;
      this.arrows.carried.push(from && this.arrow(from, this.y.h, this.x(t) + r, this.y.h, "carried", t));
    }
    this.cuts = Array.from({ length: T }, (_, t) => this.scissors(t));
  }

  /** A line whose width grows with what flows, with a head and the letter of its weights. */
  arrow(x1, y1, x2, y2, kind, t) {
    const turn = Math.atan2(y2 - y1, x2 - x1);
    const [x, y] = [x2 - HEAD * Math.cos(turn), y2 - HEAD * Math.sin(turn)];
    const line = svg("line", { x1, y1, x2: x, y2: y });
    const place = `translate(${x2} ${y2}) rotate(${turn * 180 / Math.PI})`;
    const head = svg("path", { d: `M0 0L${-HEAD - 1} -5L${-HEAD - 1} 5Z`, transform: place });
    const flat = y1 === y2;
    const letter = svg("text", { x: (x1 + x2) / 2 + (flat ? 0 : 11 * this.large), y: (y1 + y2) / 2 + (flat ? -11 : 4) * this.large });
    const group = svg("g", { class: `flow ${kind}`, dataset: { t } }, line, head, letter);
    this.root.append(group);
    return Object.assign(group, { line, letter });
  }

  scissors(t) {
    const mark = svg("text", { class: "cut", x: this.x(t) + this.step / 2, y: this.y.h + this.low }, "✂");
    this.root.append(mark);
    return mark;
  }

  nodes() {
    const { T, labels } = this.numbers;
    const node = (kind, t, y, act) => {
      const ring = svg("circle", { cx: this.x(t), cy: y, r: kind === "L" ? this.radius * 0.8 : this.radius });
      const text = svg("text", { x: this.x(t), y: y + this.low });
      const group = svg("g", { class: `node ${kind}`, dataset: { t }, onclick: act }, ring, text);
      this.root.append(group);
      return Object.assign(group, { text });
    };
    const all = (make) => Array.from({ length: T }, (_, t) => make(t));
    this.h = all((t) => node("h", t, this.y.h, () => this.choose({ t })));
    this.L = all((t) => node("L", t, this.y.L, () => this.choose({ source: t, t })));
    this.read = all((t) => {
      const text = svg("text", { class: "read", x: this.x(t), y: this.y.x + this.low }, labels[t] ?? "");
      this.root.append(text);
      return text;
    });
    for (const [name, y] of Object.entries(this.y)) {
      this.root.append((this.names[name] = svg("text", { class: "name", x: this.left - 8, y: y + this.low })));
    }
  }

  triangle() {
    const { T } = this.numbers;
    const name = (y, words) => {
      const text = svg("text", { class: "name", x: this.left - 8, y });
      this.root.append(text);
      return typesetSvg(text, words);
    };
    this.pairs = [];
    this.names.pairs = svg("text", { class: "name caption", x: this.left, y: this.top - 5 });
    this.root.append(this.names.pairs);
    for (let t = 0; t < T; t++) {
      if (this.row > 13 || t % 2 === (T - 1) % 2) name(this.top + (t + 0.75) * this.row, `L_${t + 1}`);
      for (let s = 0; s <= t; s++) {
        const [x, y] = [this.left + s * this.step + 1, this.top + t * this.row + 1];
        const size = { x, y, width: Math.max(1, this.step - 2), height: this.row - 2 };
        const rect = svg("rect", { class: "pair", ...size, dataset: { t, s }, onclick: () => this.choose({ source: t, t: s }) });
        this.root.append(rect);
        this.pairs.push({ t, s, rect });
      }
    }
    this.column = svg("rect", { class: "column", y: 2, width: this.step, height: this.top + T * this.row });
    this.root.prepend(this.column);
  }

  /** The letters of the notation. */
  name({ x, h, U, V, W }, parameter) {
    for (const [kind, letter] of Object.entries({ carried: ["U", U], loss: ["V", V], input: ["W", W] })) {
      for (const arrow of this.arrows[kind].filter(Boolean)) {
        typesetSvg(arrow.letter, this.step < ROOMY ? "" : letter[1]);
        arrow.classList.toggle("chosen", letter[0] === parameter);
      }
    }
    for (const [name, symbol] of Object.entries({ L: "L", h, x })) typesetSvg(this.names[name], symbol);
    const room = this.radius > 12 && h.length < 3;
    this.h.forEach((node, t) => typesetSvg(node.text, room ? `${h}_${t + 1}` : ""));
    this.L.forEach((node, t) => typesetSvg(node.text, this.radius > 14 ? `L_${t + 1}` : ""));
    typesetSvg(this.names.pairs, say("bptt.rows", { h }));
  }

  /** What has flowed when the walk has come to step t. */
  show({ t: now, source, k, kind }) {
    const { numbers } = this;
    const { T } = numbers;
    const scale = Math.max(...Array.from({ length: T }, (_, t) => numbers.at("norms", t, t))) || 1;
    const flow = (group, value, done, current) => {
      if (!group) return;
      group.line.style.strokeWidth = `${0.8 + 5.2 * share(value, scale)}px`;
      setAttribute(group, "data-value", value);
      group.classList.toggle("done", done && value > 0);
      group.classList.toggle("now", current && value > 0);
    };
    for (let t = 0; t < T; t++) {
      const own = source < 0 || source === t;
      flow(this.arrows.loss[t], own ? numbers.at("norms", t, t) : 0, t >= now, t === now);
      flow(this.arrows.carried[t], numbers.carried(t, source, k, kind), t >= now, t === now);
      const reached = numbers.losses(t, source, k, kind).length > 0;
      flow(this.arrows.input[t], reached && t >= now ? scale * 1e-3 : 0, t >= now, t === now);
      setAttribute(this.cuts[t], "visibility", this.cut(t, source, k, kind) ? "visible" : "hidden");
      for (const node of [this.h[t], this.L[t]]) node.classList.toggle("now", t === now);
      this.h[t].classList.toggle("done", t >= now && reached);
      this.L[t].classList.toggle("done", own && t >= now);
    }
    setAttribute(this.column, "x", this.left + now * this.step);
    for (const { t, s, rect } of this.pairs) {
      rect.style.setProperty("--part", share(numbers.at("norms", t, s), scale).toFixed(3));
      rect.classList.toggle("cut", !numbers.kept(t, s, k, kind));
      rect.classList.toggle("path", t === source && s >= now);
      rect.classList.toggle("end", t === source && s === now);
      rect.classList.toggle("walked", s >= now && (source < 0 || t === source));
    }
  }

  /** Whether nothing crosses from h_{t+1} to h_t that would without truncation. */
  cut(t, source, k, kind) {
    if (t + 1 >= this.numbers.T) return false;
    if (kind === "windows") return (t + 1) % k === 0;
    return source >= 0 && t === source - k;
  }
}

/** How strong a size looks beside the largest: its square root, so that small ones are seen. */
const share = (size, scale) => Math.sqrt(Math.min(1, size / scale));
