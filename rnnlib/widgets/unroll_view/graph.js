// The graph of a recurrent network, anywhere between the folded block and a copy for every step.

import { setAttribute, setText, svg, typesetSvg } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { arrow } from "../shared/drawing/geometry.js";
import { hatch } from "../shared/drawing/nodes.js";
import { say } from "../shared/frame/say.js";
import { Column, inscribe, phaseOf, pill } from "./nodes.js";
import { across, along, carry, segments, sizes, windowed } from "./places.js";

let views = 0; // pattern ids differ, or a hidden view could take the stripes from the others

export class Graph {
  /** `choose(name)` for a click on a parameter, `go(t)` for one on a step. */
  constructor(host, run, { choose, go }) {
    Object.assign(this, { host, run, choose, go });
    this.first = 0;
    this.stripes = `rnn-unrolled-${(views += 1)}`;
  }

  /** Build everything for a new width; `show` and `place` must follow. */
  layout(width) {
    if (width === this.m?.width || width < 50) return false;
    const m = (this.m = sizes(width, this.run.T));
    this.columns = Array.from({ length: m.count }, () => new Column(m, this.run, this.stripes));
    this.carries = Array.from({ length: m.count + 1 }, (_, j) => this.carry(j));
    this.links = this.columns.map(() => svg("path", { class: "link" }));
    this.delay = svg("g", { class: "delay" },
      svg("rect", { x: -m.font * 0.45, y: -m.font * 0.45, width: m.font * 0.9, height: m.font * 0.9 }),
      svg("text", { x: m.font * 0.9, y: m.font * 0.35 }, say("unroll.later")));
    const more = (x, anchor) => svg("text", { class: "more", x, y: m.rows.h - m.heights.h * 0.27 + m.font * 0.3, "text-anchor": anchor });
    this.before = more(m.start - m.column / 2 + m.node / 2 - m.font * 0.35, "end");
    this.after = more(m.width - m.font * 0.3, "end");
    this.root = svg("svg", {
      class: "diagram", width, height: m.height, viewBox: `0 0 ${width} ${m.height}`, "font-size": m.font,
      role: "img", "aria-label": say("unroll.graph"),
      onclick: (event) => this.click(event),
    }, svg("defs", {}, hatch(this.stripes)), this.total(), ...this.links,
    ...this.carries.map((c) => c.group), ...this.columns.map((c) => c.group),
    this.before, this.after, this.delay, ...this.carries.map((c) => c.pill?.group).filter(Boolean));
    this.host.replaceChildren(this.root);
    this.glowing = this.placed = this.raised = null;
    return true;
  }

  carry(j) {
    const line = svg("path", { class: "line" });
    const head = svg("path", { class: "head" });
    const group = svg("g", { class: "edge carry", "data-parameter": "U" }, line, head);
    return { group, line, head, pill: j < this.m.count ? pill("U", 0, 0, this.m.font) : null };
  }

  /** The bar in which the losses of all steps add up. */
  total() {
    const { m, run } = this;
    const [left, width] = [m.font * 7.4, m.width - m.font * 8.4];
    const [top, height] = [m.rows.total - m.heights.total / 2, m.heights.total];
    const full = run.guessing * run.T;
    this.segments = segments(run.losses, width, full).map(([x, w]) =>
      svg("rect", { x: left + x, width: Math.max(0.5, w), y: top, height }));
    this.sum = svg("text", { class: "sum", x: m.font * 0.3, y: m.rows.total + m.font * 0.36 });
    this.sum.append((this.sumSymbol = svg("tspan", { class: "symbol" })), (this.sumValue = svg("tspan", { class: "number", "data-name": "ΣL" })));
    this.looks = [];
    const quiet = run.losses.reduce((a, b) => a + b, 0) < full * 0.6;
    return svg("g", { class: "total" },
      svg("rect", { class: "room", x: left, y: top, width, height }), ...this.segments, this.sum,
      quiet ? svg("text", { class: "guess", x: left + width - m.font * 0.4, y: m.rows.total + m.font * 0.34, "text-anchor": "end" },
        say("unroll.guessing", { loss: number(full) })) : null);
  }

  click(event) {
    const name = parameterAt(event);
    if (name) return this.choose(name);
    const column = this.columns.find(({ group }) => group.contains(event.target));
    if (column) this.go(column.k);
  }

  name({ symbols, timed }) {
    Object.assign(this, { symbols, timed });
    for (const mark of this.pills()) inscribe(mark, symbols[mark.name]);
    setText(this.sumSymbol, `${symbols.L} = `);
  }

  pills() {
    return [...this.columns.flatMap((c) => c.pills), ...this.carries.map((c) => c.pill).filter(Boolean)];
  }

  /** Light up every copy of a parameter; "" for none. */
  glow(name) {
    if (this.glowing === name) return;
    this.glowing = name;
    for (const node of this.root.querySelectorAll("[data-parameter]")) {
      node.classList.toggle("glow", name !== "" && node.dataset.parameter === name);
    }
  }

  /** Write the numbers of the steps in the window; `folded` decides how they are named. */
  show(state, folded) {
    const { t, stage } = state;
    const { T } = this.run;
    this.first = windowed(this.first, t, this.m, T);
    this.t = t;
    this.columns.forEach((column, j) => {
      const k = this.first + j;
      const written = (part) => {
        if (part === "step") return say("unroll.step", { k: k + 1 });
        return folded > 0.5 ? this.symbols[part] : this.timed[part].join(k + 1);
      };
      column.show({ ...state, k, written });
      setAttribute(this.links[j], "data-phase", phaseOf(k, "L", t, stage));
    });
    this.carries.forEach(({ group }, j) => setAttribute(group, "data-phase", phaseOf(this.first + j, "a", t, stage)));
    this.segments.forEach((segment, k) => {
      const phase = phaseOf(k, "L", t, stage);
      const look = `segment ${phase} ${k === t && phase !== "future" ? "current" : ""}`;
      if (this.looks[k] !== look) segment.setAttribute("class", (this.looks[k] = look));
    });
    setText(this.sumValue, number(this.run.sofar(t, stage)));
    typesetSvg(this.before, this.first ? "…" : `${this.timed.h.join(0)}`);
    setText(this.after, this.first + this.columns.length < T ? "…" : "");
  }

  /** Put everything in its place for this much of the folding. */
  place(folded) {
    const { m } = this;
    const key = [folded, this.first, this.t].join();
    if (this.placed === key) return;
    this.placed = key;
    const open = 1 - folded;
    const faint = Math.max(0, Math.min(1, open * 3 - 0.2)).toFixed(2);
    const x = (j) => across(j, folded, m);
    this.columns.forEach((column, j) => {
      const mine = this.first + j === this.t;
      setAttribute(column.group, "transform", `translate(${x(j).toFixed(1)} 0)`);
      setAttribute(column.group, "opacity", mine ? 1 : faint);
      column.group.classList.toggle("moving", !mine && folded > 0.2);
      setAttribute(column.group, "visibility", !mine && faint === "0.00" ? "hidden" : "visible");
      const segment = this.segments[this.first + j];
      const [sx, sw] = ["x", "width"].map((name) => Number(segment.getAttribute(name)));
      const [low, high] = [m.rows.L - m.heights.L / 2, m.rows.total + m.heights.total / 2];
      const middle = (low + high) / 2;
      setAttribute(this.links[j], "d",
        `M${x(j).toFixed(1)} ${low}C${x(j).toFixed(1)} ${middle} ${(sx + sw / 2).toFixed(1)} ${middle} ${(sx + sw / 2).toFixed(1)} ${high}`);
      setAttribute(this.links[j], "opacity", mine ? 1 : faint);
    });
    this.carries.forEach((made, j) => {
      const curve = carry(x(j - 1), x(j), folded, m);
      const [a, b, c, d] = curve.map((p) => p.map((v) => v.toFixed(1)).join(" "));
      setAttribute(made.line, "d", `M${a}C${b} ${c} ${d}`);
      setAttribute(made.head, "d", arrow(curve[3], curve[2], m.font * 0.55));
      const last = j === this.columns.length;
      const shown = last ? (this.after.textContent ? faint : 0) : j ? faint : 1;
      for (const node of [made.group, made.pill?.group]) {
        if (!node) continue;
        setAttribute(node, "opacity", shown);
        setAttribute(node, "visibility", Number(shown) ? "visible" : "hidden");
      }
      if (!made.pill) return;
      const [px, py] = along(curve, 0.5);
      setAttribute(made.pill.group, "transform", `translate(${px.toFixed(1)} ${py.toFixed(1)})`);
      if (j === 0) {
        const [qx, qy] = along(curve, 0.8);
        setAttribute(this.delay, "transform", `translate(${qx.toFixed(1)} ${qy.toFixed(1)})`);
      }
    });
    setAttribute(this.delay, "opacity", Math.max(0, folded * 3 - 2).toFixed(2));
    const late = Math.max(0, open * 4 - 3).toFixed(2); // once the copies have come apart
    for (const end of [this.before, this.after]) setAttribute(end, "opacity", late);
    this.raise(folded > 0 ? this.columns[this.t - this.first].group : null);
    setAttribute(this.delay, "visibility", folded > 0.67 ? "visible" : "hidden");
  }

  /** While they overlap, the column of the current step lies over the others. */
  raise(group) {
    if (this.raised === group) return;
    this.raised = group;
    this.before.before(...this.columns.map((column) => column.group));
    if (group) this.before.before(group);
  }
}

/** The parameter that the mouse is on, "" for none. */
export function parameterAt(event) {
  return event.target.closest?.("[data-parameter]")?.dataset.parameter ?? "";
}
