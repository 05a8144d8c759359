// One column of the drawing: what is read, the state, the answer, the loss, and arrows between.

import { setAttribute, setText, svg, typesetSvg } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { nats } from "./sentence.js";
import { thickness } from "./places.js";
import { picture } from "./picture.js";

const PARTS = ["column", "read", "given", "answer", "carry"];

export class Column {
  constructor(stripes, go) {
    const text = (name, anchor = "middle") => svg("text", { class: name, "text-anchor": anchor });
    const arrow = (name) => ({ line: svg("path", { class: "line" }), head: svg("path", { class: "head" }), name });
    const frame = (hue) => svg("rect", { class: "frame", style: `--hue: var(--hue-${hue})` });
    this.fill = `url(#${stripes})`;
    this.up = { read: arrow("read"), answer: arrow("answer"), loss: arrow("loss"), carry: arrow("carry") };
    this.band = svg("rect", { class: "band" });
    this.frames = { x: frame("x"), given: frame("y"), h: frame("h"), y: frame("y"), L: frame("L") };
    this.cells = svg("g", { class: "cells" });
    this.image = svg("g", { class: "image" });
    this.texts = {
      word: text("word"), given: text("word"), told: text("hint"), h: text("symbol"), flow: text("gradient"),
      answer: text("word answer"), p: text("number"), loss: text("symbol"), L: text("number strong"),
      enters: text("gradient", "start"), step: text("caption"),
    };
    this.bar = { room: svg("rect", { class: "room" }), part: svg("rect", { class: "part" }) };
    this.link = svg("path", { class: "link" });
    this.string = svg("path", { class: "string" });
    const { frames, texts, up, bar } = this;
    const ends = ({ line, head }) => [line, head];
    const group = (name, ...children) => svg("g", { class: `part ${name}` }, ...children);
    this.groups = {
      column: group("column", this.band, frames.h, this.cells, texts.h, texts.flow, texts.step),
      read: group("read", ...ends(up.read), frames.x, this.image, texts.word),
      given: group("given", this.string, frames.given, texts.given, texts.told),
      answer: group("answer", ...ends(up.answer), ...ends(up.loss), this.link, frames.y, bar.room, bar.part,
        texts.answer, texts.p, frames.L, texts.loss, texts.L, texts.enters),
      carry: group("carry", ...ends(up.carry)),
    };
    this.root = svg("g", { class: "one", onclick: () => go(this.k) }, ...PARTS.map((name) => this.groups[name]));
    this.alpha = {};
  }

  /** Fixed sizes: everything inside is drawn around x = 0. */
  size(m) {
    this.m = m;
    const { rows, heights, font, node } = m;
    const box = (frame, row, height, width = node) => {
      for (const [name, value] of Object.entries({ x: -width / 2, y: row - height / 2, width, height, rx: font * 0.35 })) {
        setAttribute(frame, name, value.toFixed(1));
      }
    };
    this.box = box;
    box(this.frames.given, rows.x - heights.x * 0.275, heights.x * 0.45);
    box(this.frames.h, rows.h, heights.h);
    box(this.frames.y, rows.y, heights.y);
    box(this.frames.L, rows.L, heights.L);
    box(this.band, (rows.L + rows.step) / 2 - font * 0.5, rows.step - rows.L + heights.L + font * 2, m.column - 4);
    const put = (name, x, y) => {
      setAttribute(this.texts[name], "x", x.toFixed(1));
      setAttribute(this.texts[name], "y", (y + font * 0.36).toFixed(1));
    };
    put("word", 0, rows.x - heights.x * 0.275);
    put("given", 0, rows.x - heights.x * 0.275 + font * 0.45);
    put("told", 0, rows.x - heights.x * 0.275 - font * 0.75);
    put("h", 0, rows.h - heights.h / 2 + font * 0.75);
    put("flow", 0, rows.h + heights.h / 2 - font * 0.7);
    put("answer", 0, rows.y - heights.y / 2 + font * 1);
    put("p", 0, rows.y + heights.y / 2 - font * 0.85);
    put("loss", 0, rows.L - font * 0.65);
    put("L", 0, rows.L + font * 0.75);
    put("enters", font * 0.7, (rows.y + heights.y / 2 + rows.h - heights.h / 2) / 2);
    put("step", 0, rows.step);
    const bar = { x: -node / 2 + font * 0.4, y: rows.y + font * 0.1, height: font * 0.28 };
    for (const rect of Object.values(this.bar)) {
      for (const [name, value] of Object.entries(bar)) setAttribute(rect, name, value.toFixed(1));
    }
    setAttribute(this.bar.room, "width", (node - font * 0.8).toFixed(1));
    this.drawn = "";
  }

  /** What stands in it: column k of a shape; `words` in the notation. */
  fill_in(k, shape, words) {
    this.k = k;
    this.shape = shape;
    const key = [shape.name, k, words.label].join();
    if (this.drawn === key) return;
    this.drawn = key;
    const { texts, m } = this;
    const { font, node, rows, heights } = m;
    const x = shape.x[k];
    const read = Array.isArray(x);
    this.high = heights.x * (read ? 1 : 0.45);
    this.box(this.frames.x, rows.x - (heights.x - this.high) / 2, this.high);
    picture(this.image, read ? x : [], { x: 0, y: rows.x, width: node - font * 0.6, height: heights.x - font * 0.6 });
    this.write("word", read ? "" : x ?? "", node - font * 0.4);
    this.write("given", shape.given[k] ?? "", node - font * 0.4);
    this.write("told", shape.given[k] === "start" ? say("shapes.sign_to") : say("shapes.is_told"), node);
    const step = shape.steps[k];
    const [symbol, { h }] = [words.symbols.h, words.timed];
    typesetSvg(texts.h, shape.second[k] ? `${symbol}′${h.join(step).slice(symbol.length)}` : h.join(step));
    const pictures = shape.x.some(Array.isArray);
    setAttribute(texts.step, "y", (rows.x - heights.x / 2 + heights.x * (pictures ? 1 : 0.45) + font * 1.7).toFixed(1));
    typesetSvg(texts.loss, words.loss.join(step));
    setText(texts.step, shape.second[k] ? say("shapes.decoder", { step }) : k === 0 && step === "0" ? say("shapes.before") : say("shapes.step", { step }));
    const answer = shape.answers[k];
    this.write("answer", answer ? answer[0] : "", node - font * 0.4);
    const wrong = answer && answer[0] !== answer[1];
    this.groups.answer.classList.toggle("wrong", Boolean(wrong));
    setText(texts.p, answer ? `${wrong ? `${answer[1]} ` : ""}${number(answer[2])}` : "");
    this.fit(texts.p, node - font * 0.4);
    setAttribute(this.bar.part, "width", (answer ? answer[2] * (node - font * 0.8) : 0).toFixed(1));
    setText(texts.L, answer ? nats(shape.losses[k]) : "");
    this.strip(k, shape);
  }

  write(name, text, room) {
    setText(this.texts[name], text);
    this.fit(this.texts[name], room);
  }

  /** Long words are set smaller, so that they stay in their box. */
  fit(node, room) {
    const long = [...node.textContent].length * 0.56 * this.m.font;
    setAttribute(node, "font-size", (this.m.font * Math.min(1, room / Math.max(1, long))).toFixed(1));
  }

  /** The state, a cell for each unit: shaded by size, hatched where negative. */
  strip(k, { h, H, full }) {
    const { node, font, rows, heights } = this.m;
    const across = Math.ceil(H / 2);
    const [left, wide] = [-node / 2 + font * 0.35, (node - font * 0.7) / across];
    const [top, tall] = [rows.h - heights.h / 2 + font * 1.65, font * 0.8];
    let hatched = "";
    this.cells.replaceChildren(...Array.from({ length: H }, (_, j) => {
      const value = h[k * H + j];
      const share = Math.min(1, Math.abs(value) / full);
      const [x, y] = [left + (j % across) * wide, top + Math.floor(j / across) * tall];
      if (value < 0 && share > 0.06) hatched += `M${x.toFixed(1)} ${y.toFixed(1)}h${(wide - 1).toFixed(1)}v${(tall - 1).toFixed(1)}h${(1 - wide).toFixed(1)}z`;
      return svg("rect", { class: value < 0 ? "cell negative" : "cell", "fill-opacity": share.toFixed(2),
        x: x.toFixed(1), y: y.toFixed(1), width: Math.max(0.5, wide - 1).toFixed(1), height: (tall - 1).toFixed(1) });
    }), svg("path", { class: "hatched", d: hatched, style: `fill: ${this.fill}` }));
  }

  /** Which way the arrows point, how thick they are, and what is not yet reached. */
  look(t, back) {
    const { k, shape, texts, up, m } = this;
    const key = [t === k, Math.sign(k - t), back, this.drawn, m.width].join();
    if (this.looked === key) return;
    this.looked = key;
    const late = back ? k < t : k > t;
    setAttribute(this.root, "data-phase", late ? "future" : "past");
    this.band.classList.toggle("current", k === t);
    this.root.classList.toggle("back", back);
    setText(texts.flow, back && !late ? number(shape.flow[k], "∂") : "");
    setText(texts.enters, back && !late && shape.answers[k] ? number(shape.enters[k], "∂") : "");
    const width = (value) => (back ? thickness(value, shape.largest, m.font) : m.font * 0.12);
    const { rows, heights, font } = m;
    const [top, foot] = [(row) => rows[row] - heights[row] / 2, (row) => rows[row] + heights[row] / 2];
    const between = (arrow, low, high, thick, turned) => {
      const [from, to] = turned ? [high, low] : [low, high];
      setAttribute(arrow.line, "stroke-width", thick.toFixed(1));
      setAttribute(arrow.line, "d", `M0 ${from.toFixed(1)}V${(to + (turned ? -1 : 1) * font * 0.4).toFixed(1)}`);
      setAttribute(arrow.head, "d", head([0, to], [0, turned ? -1 : 1], font * 0.5 + thick * 0.5));
    };
    between(up.read, top("x"), foot("h"), font * 0.12, false);
    between(up.answer, top("h"), foot("y"), width(shape.enters[k]), back);
    between(up.loss, top("y"), foot("L"), back ? width(shape.enters[k]) : font * 0.12, back);
  }

  /** How much there is to see of every part. */
  fade(now) {
    this.root.style.display = now.column > 0 ? "" : "none";
    for (const name of PARTS) {
      const alpha = now[name].toFixed(2);
      if (this.alpha[name] === alpha) continue;
      this.alpha[name] = alpha;
      setAttribute(this.groups[name], "opacity", alpha);
      setAttribute(this.groups[name], "visibility", alpha === "0.00" ? "hidden" : "visible");
    }
  }

  /** Into place: columns move by themselves, the arrows between them follow. */
  place(now, before, t, back) {
    setAttribute(this.root, "transform", `translate(${now.x.toFixed(1)} 0)`);
    const { m, k, shape } = this;
    const { rows, heights, font, node } = m;
    if (before) {
      const gap = now.x - before.x;
      const [left, right] = [-gap + node / 2, -node / 2];
      const [from, to] = back ? [right, left] : [left, right];
      const thick = back ? thickness(k > 0 ? shape.carried[k - 1] : 0, shape.largest, font) : font * 0.2;
      const y = rows.h;
      const way = Math.sign(to - from) || 1;
      setAttribute(this.up.carry.line, "stroke-width", thick.toFixed(1));
      setAttribute(this.up.carry.line, "d", `M${from.toFixed(1)} ${y}H${(to - way * font * 0.4).toFixed(1)}`);
      setAttribute(this.up.carry.head, "d", head([to, y], [-way, 0], font * 0.5 + thick * 0.5));
      const low = rows.y + heights.y * 0.3;
      setAttribute(this.string, "d", `M${left.toFixed(1)} ${low}C${(left + font).toFixed(1)} ${low} ${(right - font).toFixed(1)} ${low} ${(right - font * 0.7).toFixed(1)} ${rows.h}S${(right - font * 0.7).toFixed(1)} ${rows.x - heights.x * 0.3} ${right.toFixed(1)} ${rows.x - heights.x * 0.3}`);
      const linked = shape.given[k] && shape.given[k] !== "start";
      setAttribute(this.string, "visibility", linked ? "inherit" : "hidden");
    }
    setAttribute(this.link, "d", `M0 ${rows.L - heights.L / 2}V${((rows.total + heights.total / 2)).toFixed(1)}`);
    this.groups.carry.classList.toggle("reached", back ? k - 1 >= t : k <= t);
  }
}

/** An arrow's head at `tip` that points against `away`. */
function head([x, y], [dx, dy], size) {
  const [bx, by] = [x + dx * size, y + dy * size];
  return `M${x.toFixed(1)} ${y.toFixed(1)}L${(bx - dy * size * 0.5).toFixed(1)} ${(by + dx * size * 0.5).toFixed(1)}L${(bx + dy * size * 0.5).toFixed(1)} ${(by - dx * size * 0.5).toFixed(1)}z`;
}
