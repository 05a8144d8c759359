// One column of an unrolled graph: x, the cell, its scores, probabilities and loss.

import { setAttribute, setText, svg, typesetSvg } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { arrow } from "../shared/drawing/geometry.js";

const ORDER = ["sum", "squash", "scores", "softmax", "loss"];
const LATEST = { a: "sum", h: "squash", s: "scores", y: "softmax", L: "loss" };

/** "past", "now" or "future": whether step k's stage is computed when the cursor is at t, stage. */
export function phaseOf(k, part, t, stage) {
  if (part === "x" || k < t) return "past";
  if (k > t) return "future";
  if (stage === "all") return "past";
  const [mine, current] = [ORDER.indexOf(LATEST[part]), ORDER.indexOf(stage)];
  return mine < current ? "past" : mine > current ? "future" : "now";
}

/** A parameter's mark, which glows with all its copies. */
export function pill(name, x, y, font) {
  const text = svg("text", { x, y: y + font * 0.36, "text-anchor": "middle" });
  const frame = svg("rect", { x: x - font * 0.85, y: y - font * 0.78, width: font * 1.7, height: font * 1.56, rx: font * 0.5 });
  const group = svg("g", { class: "pill", "data-parameter": name }, frame, text);
  return { name, group, text, font };
}

/** Write a symbol on a pill, smaller where it is long. */
export function inscribe({ text, font }, symbol) {
  typesetSvg(text, symbol);
  setAttribute(text, "font-size", symbol.length > 3 ? font * 0.78 : font);
}

export class Column {
  constructor(m, run, stripes) {
    this.m = m;
    this.run = run;
    this.fill = `url(#${stripes})`;
    this.boxes = {};
    this.edges = [];
    this.pills = [];
    const { rows, heights, font, node } = m;
    const [top, bottom] = [(row) => rows[row] - heights[row] / 2, (row) => rows[row] + heights[row] / 2];
    this.group = svg("g", { class: "column" });
    this.band = svg("rect", { class: "band", x: -m.column / 2, width: m.column, y: top("L") - font * 0.7,
      height: rows.step + font * 0.8 - top("L") + font * 0.7, rx: font * 0.4 });
    this.group.append(this.band);
    const side = node * 0.24;
    this.edge("W", "x", -side, top("x"), bottom("h"));
    this.edge("b", "a", side, (top("x") + bottom("h")) / 2, bottom("h"));
    this.edge("V", "h", -side, top("h"), bottom("s"));
    this.edge("b_y", "s", side, (top("h") + bottom("s")) / 2, bottom("s"));
    this.edge(null, "s", 0, top("s"), bottom("y"));
    this.edge(null, "y", 0, top("y"), bottom("L"));
    this.map("softmax", (top("s") + bottom("y")) / 2);
    this.map("−log", (top("y") + bottom("L")) / 2);
    this.box("x", "x", rows.x, heights.x);
    this.box("a", "h", rows.h + heights.h / 4, heights.h / 2, run.H);
    this.box("h", "h", rows.h - heights.h / 4, heights.h / 2, run.H);
    this.box("s", "s", rows.s, heights.s, run.K);
    this.box("y", "y", rows.y, heights.y, run.K);
    this.box("L", "L", rows.L, heights.L);
    this.caption = svg("text", { class: "caption", x: 0, y: rows.step + font * 0.36, "text-anchor": "middle" });
    this.group.append(this.caption, ...this.pills.map((p) => p.group));
  }

  /** An arrow upwards; with a parameter it carries that parameter's pill. */
  edge(name, part, x, from, to) {
    const { font } = this.m;
    const group = svg("g", { class: "edge", "data-parameter": name, "data-part": part },
      svg("path", { class: "line", d: `M${x} ${from}V${to + font * 0.4}` }),
      svg("path", { class: "head", d: arrow([x, to], [x, from], font * 0.55) }));
    this.group.append(group);
    this.edges.push({ group, into: PARTS[name] ?? NEXT[part] });
    if (!name) return;
    const at = name.startsWith("b") ? from : (from + to) / 2;
    this.pills.push(pill(name, x, at, font));
  }

  map(name, y) {
    const { font } = this.m;
    this.group.append(svg("text", { class: "map", x: font * 0.5, y: y + font * 0.3 }, name));
  }

  box(part, hue, y, height, cells = 0) {
    const { font, node } = this.m;
    const low = y + height / 2 - font * 0.62; // the line of the numbers, under a strip of cells
    const line = !cells ? y + font * 0.36 : part === "a" ? y - height / 2 + font * 1.15 : low;
    const symbol = svg("text", { class: "symbol", x: -node / 2 + font * 0.35, y: line });
    const value = svg("text", { class: "number", x: node / 2 - font * 0.3, y: line, "text-anchor": "end", "data-name": part });
    const rect = svg("rect", { class: "frame", x: -node / 2, y: y - height / 2, width: node, height, rx: font * 0.35 });
    const group = svg("g", { class: `box ${part}`, "data-part": part, style: `--hue: var(--hue-${part})` }, rect);
    this.boxes[part] = { group, symbol, value, ...this.strip(part, cells, y, height) };
    group.append(...this.boxes[part].marks, symbol, value);
    this.group.append(group);
  }

  /** The cells of a vector: shaded, hatched where negative, or bars for probabilities. */
  strip(part, cells, y, height) {
    if (!cells) return { cells: [], marks: [] };
    const { font, node } = this.m;
    const tall = height - font * 1.75;
    const top = part === "a" ? y + height / 2 - tall - font * 0.25 : y - height / 2 + font * 0.25;
    const [left, wide] = [-node / 2 + font * 0.25, (node - font * 0.5) / cells];
    const made = Array.from({ length: cells }, (_, j) =>
      svg("rect", { class: "cell", x: left + j * wide, y: top, width: Math.max(0.5, wide - 1), height: tall }));
    const hatched = svg("path", { class: "hatched", style: `fill: ${this.fill}` });
    const mark = svg("rect", { class: "mark", y: top, height: tall, width: Math.max(0.5, wide - 1), x: left });
    const names = part === "y" ? this.names(left, wide, top + tall) : [];
    return { cells: made, hatched, mark, marks: [...made, hatched, ...names, mark], left, wide, top, tall };
  }

  /** What the classes are called, at the foot of their bars, where there is room. */
  names(left, wide, foot) {
    const { symbols } = this.run;
    const { font } = this.m;
    if (symbols.some((name) => [...name].length * font * 0.55 > wide)) return [];
    return symbols.map((name, j) =>
      svg("text", { class: "name", x: left + (j + 0.5) * wide, y: foot - font * 0.5, "text-anchor": "middle" }, name));
  }

  /** Write the numbers of step k. `written(part)` gives the symbol of a part. */
  show({ k, t, unit, stage, written }) {
    const { run } = this;
    this.k = k;
    const key = [k, unit, Math.sign(k - t), k === t && stage, written("h"), written("s")].join();
    if (this.shown === key) return;
    this.shown = key;
    setText(this.caption, written("step"));
    this.band.classList.toggle("current", k === t);
    for (const [part, box] of Object.entries(this.boxes)) {
      const phase = phaseOf(k, part, t, stage);
      setAttribute(box.group, "data-phase", phase);
      const symbol = written(part);
      if (box.written !== symbol) typesetSvg(box.symbol, (box.written = symbol));
      const future = phase === "future";
      setText(box.value, part === "x" ? run.labels[k] ?? "" : future ? "" : number(run.value(part, k, unit)));
      if (box.cells.length) this.shade(part, box, k, unit, future);
    }
    for (const { group, into } of this.edges) setAttribute(group, "data-phase", phaseOf(k, into, t, stage));
  }

  shade(part, box, k, unit, future) {
    const values = future ? [] : this.run.vector(part, k);
    const full = this.run.full(part);
    let d = "";
    box.cells.forEach((cell, j) => {
      const share = Math.min(1, Math.abs(values[j] ?? 0) / full);
      if (part === "y") {
        setAttribute(cell, "y", box.top + box.tall * (1 - share));
        setAttribute(cell, "height", box.tall * share);
      } else setAttribute(cell, "fill-opacity", share.toFixed(2));
      cell.classList.toggle("negative", values[j] < 0);
      if (values[j] < 0 && share > 0.06) {
        d += `M${box.left + j * box.wide} ${box.top}h${box.wide - 1}v${box.tall}h${1 - box.wide}z`;
      }
    });
    setAttribute(box.hatched, "d", d);
    const chosen = part === "a" || part === "h" ? unit : this.run.target[k];
    setAttribute(box.mark, "x", box.left + chosen * box.wide);
  }
}

const PARTS = { W: "a", b: "a", V: "s", b_y: "s" };
const NEXT = { s: "y", y: "L" };
