// The parameters of an unrolled graph: a button for each, and the numbers of the one looked at.

import { el, setAttribute, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const MOST = 12; // columns up to which the numbers themselves have room
const TALLEST = 24; // rows that are shown

export class Panel {
  /** `focus(name)` while one has the focus, "" when none has; `choose(name)` for a click. */
  constructor(run, { focus, choose }) {
    this.run = run;
    this.buttons = run.parameters.map((parameter) => {
      const node = el("button", {
        type: "button", class: "way", dataset: { choice: parameter.name, parameter: parameter.name },
        onclick: () => choose(parameter.name),
        onfocus: () => focus(parameter.name), onblur: () => focus(""),
      });
      return { parameter, node };
    });
    this.bar = el("div", { class: "parameters", role: "group", "aria-label": say("unroll.parameters") },
      el("span", { class: "title" }, say("unroll.title_parameters")), ...this.buttons.map((b) => b.node));
    this.words = el("p", { class: "about" });
    this.grid = el("div", { class: "matrix", role: "img", hidden: true });
    this.host = el("div", { class: "panel" }, this.words, this.grid);
  }

  name(symbols) {
    this.symbols = symbols;
    for (const { parameter, node } of this.buttons) {
      typeset(node, symbols[parameter.name]);
      setAttribute(node, "title", parameter.role);
      setAttribute(node, "aria-label", `${parameter.role} ${symbols[parameter.name].replaceAll("_", "")}`);
    }
    this.shown = null;
  }

  /** Show the parameter `name`, or the count of all when it is "". `chosen` is pressed. */
  show(name, chosen) {
    for (const { parameter, node } of this.buttons) setAttribute(node, "aria-pressed", parameter.name === chosen);
    if (this.shown === name) return;
    this.shown = name;
    const parameter = this.run.parameters.find((one) => one.name === name);
    this.grid.hidden = !parameter;
    if (!parameter) {
      typeset(this.words, this.count());
      this.grid.replaceChildren();
      return;
    }
    const { shape, role } = parameter;
    const n = size(shape);
    const often = this.run.T === 1 ? say("unroll.once") : say("unroll.often", { T: this.run.T });
    typeset(this.words, say("unroll.parameter", { name: this.symbols[name], role, shape: shape.join(", "), n, often }));
    this.matrix(this.run.rows(parameter), name);
  }

  count() {
    const { parameters, T } = this.run;
    const sizes = parameters.map(({ name, shape }) => `${this.symbols[name]}: ${size(shape)}`);
    const all = parameters.reduce((total, { shape }) => total + size(shape), 0);
    return say("unroll.point", { sizes: sizes.join(", "), all }) +
      say("unroll.however", { T, all: T * all });
  }

  matrix(rows, name) {
    const most = Math.max(1e-9, ...rows.flat().map(Math.abs));
    const columns = rows[0].length;
    const cells = rows.slice(0, TALLEST).flatMap((row) => row.map((value) => {
      const share = Math.abs(value) / most;
      const kind = `${value < 0 ? " negative" : ""}${share > 0.8 ? " strong" : ""}`;
      return el("span", { class: `entry number${kind}`, style: `--part: ${share.toFixed(3)}` },
        columns <= MOST ? number(value) : null);
    }));
    this.grid.style.gridTemplateColumns = `repeat(${columns}, minmax(0, ${columns <= MOST ? "4.2em" : "1fr"}))`;
    this.grid.replaceChildren(...cells);
    setAttribute(this.grid, "data-name", name);
    setAttribute(this.grid, "aria-label", say("unroll.by", { rows: rows.length, columns }));
  }
}

const size = (shape) => shape.reduce((n, m) => n * m, 1);
