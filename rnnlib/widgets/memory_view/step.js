// Everything of one step side by side: how the chosen head found its place, and the memory.

import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { compact } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { Bars, Matrix, tall } from "./places.js";

export const SYMBOLS = {
  C: "C", w_c: "w^c", "w⁻": "w⁻", w_g: "w^g", w_s: "w̃", w: "w", "M⁻": "M⁻", M: "M", erased: "M⁻ − M̃", added: "M − M̃",
  k: "k", e: "e", a: "a", r: "r", beta: "β", g: "g", gamma: "γ",
  "∂L/∂C": "∂L/∂C", "∂L/∂w_c": "∂L/∂w^c", "∂L/∂w_before": "∂L/∂w⁻", "∂L/∂w_g": "∂L/∂w^g", "∂L/∂w_s": "∂L/∂w̃",
  "∂L/∂w": "∂L/∂w", "∂L/∂M⁻": "∂L/∂M⁻", "∂L/∂M": "∂L/∂M", "∂L/∂k": "∂L/∂k", "∂L/∂e": "∂L/∂e", "∂L/∂a": "∂L/∂a",
  "∂L/∂r": "∂L/∂r", "∂L/∂beta": "∂L/∂β", "∂L/∂g": "∂L/∂g", "∂L/∂gamma": "∂L/∂γ",
};
const ADDRESS = [
  ["content", "beta", [["C", "∂L/∂C"], ["w_c", "∂L/∂w_c"]]],
  ["gate", "g", [["w⁻", "∂L/∂w_before"], ["w_g", "∂L/∂w_g"]]],
  ["shift", null, [["w_s", "∂L/∂w_s"]]],
  ["sharpen", "gamma", [["w", "∂L/∂w"]]],
];
const MEMORY = [
  ["before", { name: "M⁻", back: "∂L/∂M⁻", vector: "k", scale: "M", hue: "M" }],
  ["erase", { name: "erased", back: "erased", vector: "e", scale: "M", hue: "erased" }],
  ["add", { name: "added", back: "added", vector: "a", scale: "M", hue: "added" }],
  ["read", { name: "M", back: "∂L/∂M", vector: "r", scale: "M", hue: "M" }],
];

export class Step {
  /** `choose(stage)` when a stage's name is clicked, `go({place?, unit?})` when a picture is. */
  constructor(record, { choose, go }) {
    this.record = record;
    const head = (stage, ...more) => el("button", {
      type: "button", class: "part-name", "aria-pressed": "false", dataset: { stage },
      title: say("drawing.show_stage", { stage: say(`stage.${stage}`) }), onclick: () => choose(stage) }, say(`stage.${stage}`), ...more);
    this.groups = ADDRESS.map(([stage, order, names]) => {
      const said = el("span", { class: "order" }, ...(order ? [el("span", {}), el("span", { class: "number" })] : []));
      const columns = names.map((pair) => new Bars(...pair));
      return { stage, order, said, columns, head: head(stage), also: said };
    });
    this.groups.push(...MEMORY.map(([stage, what]) => {
      const title = stage === "before" ? el("span", { class: "part-name" }, say(`stage.${stage}`)) : head(stage);
      return { stage: stage === "before" ? null : stage, columns: [new Matrix(what)], head: title };
    }));
    this.shifts = Array.from({ length: record.sizes.S }, () => el("i", {}));
    for (const group of this.groups) {
      group.host = el("div", { class: "part", dataset: { part: group.stage ?? "before" }, style: `--columns: ${group.columns.length}` },
        el("div", { class: "part-head" }, group.head, group.also ?? null),
        el("div", { class: "columns" }, ...group.columns.map((one) => one.host)));
      group.host.addEventListener("pointerdown", (event) => this.pick(event, go));
    }
    this.groups[2].said.append(el("span", { class: "shifts", title: say("memory.shifts") }, ...this.shifts));
    this.axes = [0, 1].map(() => el("div", { class: "axis", "aria-hidden": "true" }));
    const band = (name, from, to, axis) => el("div", { class: `band ${name}` }, axis, ...this.groups.slice(from, to).map((group) => group.host));
    this.host = el("div", { class: "step" }, band("address", 0, 4, this.axes[0]), band("memory", 4, 8, this.axes[1]));
  }

  pick(event, go) {
    const canvas = event.target.closest("canvas");
    if (!canvas || event.button) return;
    const box = canvas.getBoundingClientRect(), { M } = this.record.sizes;
    const part = (at, size, n) => Math.max(0, Math.min(n - 1, Math.floor((at / size) * n)));
    const place = this.places[part(event.clientY - box.top, box.height, this.places.length)];
    const unit = part(event.clientX - box.left, box.width, M);
    if (canvas.matches(".vector")) go({ unit });
    else go(canvas.closest(".memory") ? { place, unit } : { place });
  }

  /** `state`: t, place, m, back, hue and colours, `phase` of a stage; `window`: the places shown. */
  show(state, { start, count }) {
    const { record } = this, { t, back } = state, { N } = record.sizes;
    this.places = Array.from({ length: count }, (_, k) => (start + k + N) % N);
    const view = { ...state, places: this.places, height: tall(count, state.em), em: state.em };
    for (const { stage, order, said, columns, head, host } of this.groups) {
      setAttribute(host, "data-phase", state.phase(stage));
      if (stage) setAttribute(head, "aria-pressed", stage === state.stage);
      if (order) {
        const name = back ? `∂L/∂${order}` : order;
        const [symbol, value] = said.children;
        if (value.dataset.order !== name) typeset(symbol, SYMBOLS[(value.dataset.order = name)]);
        setText(value, compact(record.value(name, t), name));
      }
      for (const one of columns) one.draw(record, t, view, SYMBOLS);
    }
    this.showShifts(t);
    this.mark(view);
  }

  showShifts(t) {
    const R = (this.shifts.length - 1) / 2;
    this.shifts.forEach((bar, k) => (bar.style.height = `${(100 * this.record.value(`s@${k - R}`, t)).toFixed(1)}%`));
  }

  /** The chosen place across all columns, and the numbers of places beside them. */
  mark({ place, height, em }) {
    const at = this.places.indexOf(place), count = this.places.length;
    for (const { line } of this.groups.flatMap(({ columns }) => columns.map(({ parts }) => parts))) {
      line.hidden = at < 0;
      line.style.top = `${(100 * at) / count}%`;
      line.style.height = `${100 / count}%`;
    }
    const every = [1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 50, 64].find((n) => (n * height) / count >= 0.95 * em) ?? 100;
    const told = this.places.flatMap((i, k) => (i % every ? [] : [[i, k]]));
    const key = `${told} ${height}`;
    for (const axis of this.axes) {
      axis.style.height = `${height}px`;
      if (this.told !== key) axis.replaceChildren(...told.map(([i, k]) => el("span", { style: `top: ${(((k + 0.5) / count) * 100).toFixed(2)}%`, dataset: { i } }, String(i))));
      for (const one of axis.children) one.classList.toggle("current", Number(one.dataset.i) === place);
    }
    this.told = key;
  }
}
