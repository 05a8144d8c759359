// CellPlayer in the page: one view of a model that holds a run.

import { startClock } from "./clock.js";
import { Diagram } from "./diagram.js";
import { el, setAttribute, setText, typeset } from "./dom.js";
import { Formulas } from "./formula.js";
import { Heatmaps } from "./heatmap.js";
import { Run } from "./run.js";
import { sentence } from "./sentence.js";
import { Prediction, Strip } from "./sequence.js";
import { Steady } from "./steady.js";
import { startTheme } from "./theme.js";
import { Transport } from "./transport.js";

// What must be done again when a trait changes; every change ends in `numbers`.
const REDO = {
  t: [], unit: [], stage: [], playing: [], speed: [],
  notation: ["words"],
  direction: ["words", "maps"],
  _run: ["run", "words", "maps"],
};
const LEGEND = {
  forward: "Hatched or dashed: negative.",
  backward: "Hatched or dashed: negative. Sizes of gradients on a log scale of four decades.",
};
const CALM = 8; // steps a second up to which levels glide

class View {
  constructor(model, host) {
    this.model = model;
    this.put = (changes) => {
      for (const [name, value] of Object.entries(changes)) model.set(name, value);
      model.save_changes();
    };
    const go = (t, unit = model.get("unit")) => this.put({ t, unit });
    this.transport = new Transport(model, this.put);
    this.diagramHost = el("div", { class: "diagram-host" });
    this.diagram = new Diagram(this.diagramHost, model.get("_picture"));
    this.formulas = new Formulas((stage) =>
      this.put({ stage: stage === model.get("stage") ? "all" : stage }));
    this.strip = new Strip(go);
    this.maps = new Heatmaps(go);
    this.prediction = new Prediction();
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("span", { class: "remark" });
    this.scale = el("span", { class: "legend" });
    this.time = el("div", { class: "time" }, this.strip.host, this.maps.host);
    this.root = el(
      "div",
      { class: "rnn-player", tabindex: 0, role: "group", "aria-label": "Cell player",
        dataset: { lmSuppressShortcuts: "true" }, onkeydown: (e) => this.transport.key(e) },
      el("div", { class: "body" },
        this.transport.host, this.diagramHost, this.formulas.host, this.said,
        this.time, this.prediction.host, el("p", { class: "note" }, this.note, this.scale)),
    );
    host.append(this.root);
    this.todo = new Set(["run", "words", "maps"]);
    this.theme = startTheme(this.root, model.get("_palette"), () => this.ask("paint"));
    this.steady = new Steady(this.said, this.formulas.host);
    this.sizes = new ResizeObserver(() => this.ask("size"));
    for (const part of [this.diagramHost, this.maps.host]) this.sizes.observe(part);
    this.listeners = Object.entries(REDO).map(([name, parts]) => {
      const changed = () => this.ask(...parts);
      model.on(`change:${name}`, changed);
      return [`change:${name}`, changed];
    });
    this.draw();
  }

  /** Draw once, before the next frame, whatever has changed until then. */
  ask(...parts) {
    for (const part of parts) this.todo.add(part);
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = 0;
    const { model, todo } = this;
    const get = (name) => model.get(name);
    const back = get("direction") === "backward";
    const words = get("_vocabulary")[get("notation")];
    if (todo.has("run")) this.run = new Run(get("_run"), get("_numbers"));
    const built = this.diagram.layout(this.diagramHost.clientWidth);
    if (todo.has("run")) this.prediction.build(this.run.predictions);
    if (todo.has("maps")) this.maps.build(this.run, this.names(back), words.symbols);
    if (todo.has("words")) {
      this.steady.reset();
      this.formulas.build(words, back, this.run);
      this.maps.name(words.symbols);
      typeset(this.note, words.note);
      setText(this.scale, back ? LEGEND.backward : LEGEND.forward);
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

  /** Once the page has given the view its place: size, theme, then everything that depends on them. */
  paint() {
    this.theme.apply();
    this.maps.paint(this.theme.colours());
    const { labels, T, held } = this.run;
    if (this.maps.step) this.strip.layout(labels, T, held, this.maps.left, this.maps.step);
  }

  numbers(back, { symbols, stages }) {
    const { model, run } = this;
    const t = within(model.get("t"), run.T);
    const unit = within(model.get("unit"), run.H);
    const stage = model.get("stage");
    const phase = run.held.has(t) ? () => "future" : phases(stages, stage, back);
    const state = { run, t, unit, back, stage, stages, symbols, phase };
    const gliding = !model.get("playing") || model.get("speed") <= CALM;
    this.root.classList.toggle("gliding", gliding);
    setAttribute(this.root, "data-stage", stage);
    setAttribute(this.said, "aria-live", model.get("playing") ? "off" : "polite");
    this.transport.show();
    if (this.diagram.root) this.diagram.show(state);
    this.formulas.show(state);
    this.maps.show(t, unit);
    this.strip.show(t);
    this.prediction.show(t);
    setText(this.said, sentence(state));
  }

  close() {
    cancelAnimationFrame(this.frame);
    for (const [event, listener] of this.listeners) this.model.off(event, listener);
    this.sizes.disconnect();
    this.steady.stop();
    this.theme.stop();
    this.root.remove();
  }
}

/** An index that a link may have put out of range, back in it. */
function within(index, size) {
  return Math.max(0, Math.min(size - 1, index));
}

/**
 * Whether a stage of the step lies before, at or after the chosen one. What belongs to no stage is
 * given when a step is computed, and reached last when gradients flow.
 */
function phases(stages, chosen, back) {
  const order = stages.map((stage) => stage.name);
  if (back) order.reverse();
  const now = order.indexOf(chosen);
  return (name) => {
    if (chosen === "all") return "past";
    const place = name ? order.indexOf(name) : back ? order.length - 1 : -1;
    return place < now ? "past" : place > now ? "future" : "now";
  };
}

export default {
  initialize({ model }) {
    return startClock(model);
  },
  render({ model, el: host }) {
    const view = new View(model, host);
    return () => view.close();
  },
};
