// The tree as SVG: a column for each step, edges from every text to the one it extends.

import { setAttribute, svg } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";

const ROW = 34, TOP = 22, WIDEST = 92, NODE = 24, LEFT = 14, GAP = 8; // px

export class Tree {
  /** `go(t, rank)` for a click on a node; rank is null for one that was dropped. */
  constructor(steps, more, go) {
    this.steps = steps;
    this.more = more;
    this.go = go;
    this.edges = svg("g", { class: "edges" });
    this.nodes = svg("g", { class: "nodes" });
    this.heads = svg("g", { class: "heads" });
    const rows = Math.max(...steps.map((column) => column.length));
    this.height = TOP + rows * ROW + 8;
    this.picture = svg("svg", { height: this.height, role: "img" }, this.heads, this.edges, this.nodes);
    this.host = document.createElement("div");
    this.host.className = "tree";
    this.host.append(this.picture);
    this.build();
  }

  build() {
    this.root = { node: svg("circle", { class: "root", r: 4 }) };
    this.nodes.append(this.root.node);
    this.columns = this.steps.map((column, t) => {
      const head = svg("text", { class: "head", y: 13 }, String(t + 1));
      this.heads.append(head);
      const items = column.map(({ token, state, greedy }, k) => {
        const edge = svg("path", { class: `edge ${state}${greedy ? " greedy" : ""}` });
        const box = svg("rect", { height: NODE, rx: 5 });
        const label = svg("text", { class: "token" }, token);
        const item = svg("g", { class: `node ${state}${greedy ? " greedy" : ""}`, dataset: { t, k },
          onclick: () => this.go(t, state === "dropped" ? null : k) }, box, label);
        this.edges.append(edge);
        this.nodes.append(item);
        return { edge, box, label, item };
      });
      return { head, items };
    });
  }

  /** Places for the present width. */
  size() {
    const width = Math.floor(this.host.getBoundingClientRect().width); // or half a pixel would scroll
    if (!width || width === this.width) return;
    this.width = width;
    const labels = this.columns.flatMap(({ items }) => items.map(({ label }) => label.getComputedTextLength()));
    const wide = 10 + Math.max(10, ...labels);
    const room = (width - LEFT) / this.steps.length;
    const step = Math.max(wide + GAP, Math.min(WIDEST, room));
    this.scrolls = step > room;
    setAttribute(this.picture, "width", this.scrolls ? LEFT + step * this.steps.length : width);
    if (this.scrolls) this.host.tabIndex = 0;
    else this.host.removeAttribute("tabindex");
    this.x = (t) => LEFT + (t + 1) * step - step / 2;
    const y = (k) => TOP + (k + 0.5) * ROW;
    setAttribute(this.root.node, "cx", 6);
    setAttribute(this.root.node, "cy", y(0));
    this.columns.forEach(({ head, items }, t) => {
      setAttribute(head, "x", this.x(t));
      items.forEach(({ edge, box, label }, k) => {
        const parent = this.steps[t][k].parent;
        const from = t ? [this.x(t - 1) + wide / 2, y(parent)] : [10, y(0)];
        const to = [this.x(t) - wide / 2, y(k)];
        const middle = (from[0] + to[0]) / 2;
        setAttribute(edge, "d", `M${from}C${middle} ${from[1]} ${middle} ${to[1]} ${to}`);
        for (const [name, value] of Object.entries({ x: to[0], y: y(k) - NODE / 2, width: wide })) setAttribute(box, name, value);
        setAttribute(label, "x", this.x(t));
        setAttribute(label, "y", y(k) + 5);
      });
    });
  }

  /** The tree after step t: the way to its text `rank` is strong, what leads nowhere is faint. */
  draw(t, rank) {
    this.size();
    if (this.scrolls) this.host.scrollLeft = this.x(t) - this.width / 2;
    const way = this.ways(t, [rank]);
    const alive = this.ways(t, this.steps[t].keys());
    this.columns.forEach(({ head, items }, s) => {
      head.classList.toggle("current", s === t);
      items.forEach(({ edge, item }, k) => {
        const dropped = this.steps[s][k].state === "dropped";
        const finished = this.steps[s][k].state === "done";
        for (const part of [edge, item]) {
          part.classList.toggle("future", s > t || (dropped && s < t));
          part.classList.toggle("dead", s < t && !finished && !alive.has(`${s} ${k}`));
          part.classList.toggle("way", way.has(`${s} ${k}`));
        }
      });
    });
    setAttribute(this.picture, "aria-label", say("beam.tree", { t: t + 1, T: this.steps.length }));
  }

  /** "step place" of all nodes from the start to those in `places` of step t. */
  ways(t, places) {
    const found = new Set();
    for (let k of places) {
      for (let s = t; s >= 0; s--) {
        found.add(`${s} ${k}`);
        k = this.steps[s][k].parent;
      }
    }
    return found;
  }
}
