// CellPlayer in the page: one view of a model that holds a run.

import { Diagram } from "../shared/drawing/diagram.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { Formulas } from "../shared/drawing/formula.js";
import { Heatmaps } from "../shared/drawing/heatmap.js";
import { Overview } from "./overview.js";
import { phases } from "../shared/drawing/phases.js";
import { Run } from "../shared/drawing/run.js";
import { sentence } from "../shared/drawing/sentence.js";
import { Prediction, Strip } from "../shared/drawing/sequence.js";
import { Span } from "../shared/drawing/span.js";
import { say } from "../shared/frame/say.js";
import { Steady } from "../shared/frame/steady.js";
import { Transport } from "../shared/frame/transport.js";
import { View, widget } from "../shared/frame/view.js";

// What must be done again when a trait changes; every change ends in `numbers`.
const REDO = {
  t: [], unit: [], output: [], stage: [], playing: [], speed: [],
  notation: ["words"],
  direction: ["words", "maps"],
  _run: ["run", "words", "maps"],
};
const LEGEND = {
  forward: say("cell.negative"),
  backward: say("cell.negative_gradients"),
};
const CALM = 8; // steps a second up to which levels glide

class CellPlayer extends View {
  constructor(model, host) {
    super(model, REDO);
    const go = (t, index, name) =>
      this.put(name ? { t, [this.run.counted(name).trait]: index } : { t });
    this.transport = new Transport(model, this.put);
    this.diagramHost = el("div", { class: "diagram-host" });
    this.diagram = new Diagram(this.diagramHost, model.get("_picture"));
    this.formulas = new Formulas((stage) =>
      this.put({ stage: stage === this.get("stage") ? "all" : stage }));
    this.strip = new Strip(go);
    this.span = new Span(true);
    this.overview = new Overview(go);
    this.maps = new Heatmaps(go, this.span);
    this.prediction = new Prediction();
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("span", { class: "remark" });
    this.scale = el("span", { class: "legend" });
    this.time = el("div", { class: "time" }, this.overview.host, this.strip.host, this.maps.host);
    this.steady = new Steady(this.said, this.formulas.host);
    this.open(
      host,
      { kind: "rnn-cell", title: say("cell.title"), key: (event) => this.transport.key(event),
        watched: [this.diagramHost, this.maps.host] },
      this.transport.host, this.diagramHost, this.formulas.host, this.said,
      this.time, this.prediction.host, el("p", { class: "note" }, this.note, this.scale),
    );
  }

  draw() {
    this.frame = 0;
    const { get, todo } = this;
    const back = get("direction") === "backward";
    const words = get("_vocabulary")[get("notation")];
    if (todo.has("run")) this.run = new Run(get("_run"), get("_numbers"));
    const built = (todo.has("size") || !this.diagram.root) && this.diagram.layout(this.diagramHost.clientWidth);
    if (todo.has("run")) this.prediction.build(this.run.predictions);
    if (todo.has("maps")) {
      this.maps.build(this.run, this.names(back), words.symbols);
      this.overview.build(this.run, this.memory(back));
    }
    if (todo.has("words")) {
      this.steady.reset();
      this.formulas.build(words, back, this.run);
      this.maps.name(words.symbols);
      this.overview.title(words.symbols[this.overview.name]);
      typeset(this.note, words.note);
      setText(this.scale, back ? LEGEND.backward : LEGEND.forward + this.rowScales(words));
    }
    if ((built || todo.has("words")) && this.diagram.root) {
      this.diagram.name({ symbols: words.symbols, back });
    }
    if (["maps", "paint", "size"].some((part) => todo.has(part))) this.paint();
    todo.clear();
    this.numbers(back, words);
  }

  names(back) {
    if (!back) return this.run.maps;
    return this.run.maps
      .map((name) => (this.run.has(`∂L/∂z_${name}`) ? `∂L/∂z_${name}` : `∂L/∂${name}`))
      .filter((name) => this.run.has(name));
  }

  /** What the overview of a long run shows: the memory of the cell, or the gradient that reaches it. */
  memory(back) {
    const state = ["c", "h"].find((name) => this.run.maps.includes(name));
    return this.names(back).find((name) => name === (back ? `∂L/∂${state}` : state));
  }

  /** Maps of states without bounds are painted row by row, as `Heatmaps` does. */
  rowScales({ symbols }) {
    const own = this.run.maps.filter((name) => this.run.find(name).group === "state");
    return own.map((name) => say("cell.full", { symbol: symbols[name] })).join("");
  }

  /** Once the page has given the view its place: size, theme, then everything that depends on them. */
  paint() {
    this.theme.apply();
    const { labels, T, held } = this.run, colours = this.theme.colours();
    this.maps.paint(colours, this.strip.take(labels, T, held));
    if (!this.maps.step) return;
    this.strip.layout(this.maps.left, this.span);
    this.overview.paint(colours, this.span);
  }

  numbers(back, { symbols, stages }) {
    const { get, run } = this;
    const [t, unit, stage] = ["t", "unit", "stage"].map(get);
    run.output = get("output");
    const phase = run.held.has(t) ? () => "future" : phases(stages, stage, back);
    const state = { run, t, unit, back, stage, stages, symbols, phase };
    const gliding = !get("playing") || get("speed") <= CALM;
    this.root.classList.toggle("gliding", gliding);
    setAttribute(this.root, "data-stage", stage);
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    this.transport.show();
    if (this.diagram.root) this.diagram.show(state);
    this.formulas.show(state);
    this.maps.show(t, unit);
    this.strip.show(t);
    this.overview.show(t, unit, this.span);
    this.prediction.show(t);
    setText(this.said, sentence(state));
  }

  close() {
    this.steady.stop();
    super.close();
  }
}

export default widget(CellPlayer);
