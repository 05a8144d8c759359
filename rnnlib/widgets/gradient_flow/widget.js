// GradientFlow in the page: sliders, the norms on a logarithmic axis, the eigenvalues in the plane.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText, svg, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { fromLog, Legend, LogChart } from "../shared/drawing/log_chart.js";
import { say } from "../shared/frame/say.js";
import { View, widget } from "../shared/frame/view.js";

const LINES = { vanilla: "vanilla", LSTM: "LSTM", GRU: "GRU" };
const SETTINGS = ["radius", "activation", "length", "forget_bias"];
const SLIDERS = { radius: [0.1, 2.5, 0.05], length: [2, 100, 1], forget_bias: [-4, 8, 0.5] };
const PATIENCE = 700; // ms: Python answers sooner, if it is there

const REDO = Object.fromEntries(
  ["t", "playing", "speed", "notation", "_lines", "_lines_of", ...SETTINGS].map((name) =>
    [name, name === "notation" ? ["words"] : []]));

class FlowView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.grid = this.get("_grid");
    this.stored = floats(this.get("_stored"));
    this.bar = forwardBar(model, this.put, { unit: false });
    this.own = floats(this.get("_own"));
    this.lines = this.own.length ? { ...LINES, own: say("flow.own") } : LINES;
    this.chart = new LogChart(this.lines, {
      low: -12, high: 6, every: 3, steps: 100, height: 330,
      xlabel: say("flow.xlabel"), ylabel: say("flow.ylabel"), go: (t) => this.put({ t }),
    });
    this.legend = new Legend(this.lines);
    this.controls = Object.entries(SLIDERS).map(([name, range]) => this.slider(name, range));
    this.ways = this.grid.activation.map((activation) =>
      el("button", { type: "button", class: "way", dataset: { choice: activation },
        onclick: () => this.put({ activation }) }, activation));
    this.source = el("p", { class: "source", role: "status" });
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.points = this.get("_eigenvalues").map(() => svg("circle", {}));
    this.plane = svg("svg", { class: "plane", role: "img" }, svg("path", { class: "axes", d: "M-3 0h6M0 -3v6" }),
      svg("circle", { r: 1, class: "unit" }), ...this.points);
    this.caption = el("figcaption", {});
    this.note = el("p", { class: "note" });
    this.open(host, { kind: "rnn-flow", title: say("flow.title"), key: (event) => this.key(event), watched: [this.chart.host] },
      this.bar.host,
      el("div", { class: "settings" }, ...this.controls.map((c) => c.host),
        el("div", { class: "slider" }, el("span", {}, say("flow.uses")),
          el("div", { class: "ways", role: "group", "aria-label": say("flow.activation") }, ...this.ways))),
      this.chart.host,
      el("div", { class: "beside" }, this.legend.host, el("figure", {}, this.plane, this.caption)),
      this.said, this.source, this.note);
  }

  slider(name, [min, max, step]) {
    const value = el("output", { class: "number", "aria-live": "off" });
    const input = el("input", { type: "range", name, min, max, step, oninput: () => this.put({ [name]: Number(input.value) }) });
    const title = el("span", {});
    return { name, input, value, title, host: el("label", { class: "slider" }, title, input, value) };
  }

  key(event) {
    const { target, key } = event;
    const slides = target.matches("input[type=range]:not(.scrub)") && /^(Arrow|Home|End|Page)/.test(key);
    if (slides) return event.stopPropagation(); // or the notebook takes it from the control
    if (key === "End" && !target.matches("select, input")) {
      event.preventDefault();
      event.stopPropagation();
      return this.put({ t: this.get("length") - 1 });
    }
    this.bar.key(event);
  }

  /** The lines for the present settings: Python's own, or those of the nearest stored run. */
  find() {
    const wanted = SETTINGS.map(this.get);
    const length = this.get("length");
    this.exact = wanted.every((value, k) => value === this.get("_lines_of")[k]);
    if (this.exact) {
      const all = floats(this.get("_lines"));
      this.shown = Object.fromEntries(SETTINGS.map((name, k) => [name, wanted[k]]));
      return Object.fromEntries(Object.keys(LINES).map((name, k) => [name, all.subarray(k * length, (k + 1) * length)]));
    }
    this.shown = Object.fromEntries(SETTINGS.map((name) => [name, nearest(this.grid[name], this.get(name))]));
    return stored(this.stored, this.grid, this.shown);
  }

  /** After a while without Python's answer, the nearest stored run is all there is: say so. */
  wait() {
    clearTimeout(this.timer);
    if (this.exact) return setText(this.source, "");
    this.timer = setTimeout(() => {
      if (this.exact) return;
      if (this.get("t") >= this.steps) this.put({ t: this.steps - 1 });
      const { radius, length, forget_bias: bias } = this.shown;
      setText(this.source, say("flow.nearest", { radius, length, bias: number(bias).replace(".00", "") }));
    }, PATIENCE);
  }

  draw() {
    this.frame = 0;
    const { get, todo } = this;
    const { symbols } = get("_vocabulary")[get("notation")];
    const before = this.curves;
    this.curves = this.find();
    this.steps = this.curves.vanilla.length;
    if (this.own.length) this.curves.own = this.own.subarray(0, this.steps);
    const t = Math.min(get("t"), this.steps - 1);
    if (get("playing") && t >= this.steps - 1) this.put({ playing: false, t });
    else if (this.exact && get("t") > t) this.put({ t }); // the run has become shorter than that
    if (todo.has("words")) this.name(symbols);
    if (todo.has("size")) this.theme.apply();
    todo.clear();
    this.chart.size();
    this.chart.draw(this.curves, t);
    this.legend.show(this.curves, t);
    this.bar.show();
    setAttribute(this.bar.scrub, "max", this.steps - 1);
    this.bar.tell(say("flow.place", { t, T: this.steps - 1 }));
    for (const { name, input, value, title } of this.controls) {
      const [set, used] = [get(name), this.shown[name]];
      input.value = set;
      setText(value, name === "length" ? String(used) : number(used));
      setAttribute(input, "aria-label", title.textContent);
      setAttribute(input, "aria-valuetext", value.textContent);
    }
    for (const way of this.ways) setAttribute(way, "aria-pressed", way.dataset.choice === this.shown.activation);
    this.eigenvalues(symbols.U);
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    const parts = Object.keys(LINES).map((name) => say("flow.size_in", { size: fromLog(this.curves[name][t]), name: name === "vanilla" ? say("flow.vanilla_network") : name }));
    const own = t < (this.curves.own?.length ?? 0) ? say("flow.own_size", { size: fromLog(this.curves.own[t]) }) : "";
    setText(this.said, say("flow.back_size", { t, first: parts[0], second: parts[1], third: parts[2] }) + own);
    if (before !== this.curves) this.wait();
  }

  name(symbols) {
    const titles = { radius: say("flow.radius", { U: symbols.U }), length: say("flow.length"), forget_bias: say("flow.forget_bias") };
    for (const { name, title } of this.controls) typeset(title, titles[name]);
    typeset(this.note, say("flow.note", { h: symbols.h, c: symbols.c, U: symbols.U, f: symbols.f }));
  }

  eigenvalues(U) {
    const { radius } = this.shown;
    const values = this.get("_eigenvalues");
    const half = 1.12 * Math.max(1, radius); // the plane grows with its largest eigenvalue
    setAttribute(this.plane, "viewBox", `${-half} ${-half} ${2 * half} ${2 * half}`);
    let outside = 0;
    values.forEach(([x, y], k) => {
      const out = radius * Math.hypot(x, y) > 1 + 1e-5;
      outside += out;
      const place = { cx: radius * x, cy: -radius * y, r: 0.03 * half, class: out ? "outside" : "inside" };
      for (const [name, value] of Object.entries(place)) setAttribute(this.points[k], name, value);
    });
    const where = outside ? say("flow.outside", { outside, all: values.length }) : say("flow.none_outside");
    setText(this.caption, say("flow.eigenvalues", { U, where }));
    setAttribute(this.plane, "aria-label", this.caption.textContent);
  }

  close() {
    clearTimeout(this.timer);
    super.close();
  }
}

/** The bytes of a trait as float32; copied, for nobody promises where they begin. */
function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

function nearest(choices, value) {
  if (typeof value === "string") return value;
  return choices.reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best));
}

/** Lines of the stored run with these settings of the grid, in the order Python wrote them. */
function stored(numbers, grid, { radius, activation, length, forget_bias: bias }) {
  const kinds = grid.activation.length + 2 * grid.forget_bias.length;
  let start = 0;
  for (const other of grid.length) {
    if (other === length) break;
    start += grid.radius.length * kinds * other;
  }
  start += grid.radius.indexOf(radius) * kinds * length;
  const line = (k) => numbers.subarray(start + k * length, start + (k + 1) * length);
  const [acts, biases, at] = [grid.activation.length, grid.forget_bias.length, grid.forget_bias.indexOf(bias)];
  return { vanilla: line(grid.activation.indexOf(activation)), LSTM: line(acts + at), GRU: line(acts + biases + at) };
}

export default widget(FlowView);
