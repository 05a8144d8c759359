// GatePlayground in the page: draw the input, move the gates, and the engine runs the unit.

import { forwardBar } from "../shared/frame/bar.js";
import { Diagram } from "../shared/drawing/diagram.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { halfLife, runHands, runWeights } from "../shared/drawing/engine.js";
import { Formulas } from "../shared/drawing/formula.js";
import { Controls } from "./controls.js";
import { Grip } from "./grip.js";
import { Lanes } from "../shared/drawing/lanes.js";
import { LiveRun } from "./live_run.js";
import { phases } from "../shared/drawing/phases.js";
import { PresetBar } from "./preset_bar.js";
import { sentence } from "../shared/drawing/sentence.js";
import { say } from "../shared/frame/say.js";
import { View, widget } from "../shared/frame/view.js";

const LANES = ["x", "i", "f", "o", "g", "c", "h"];
const REDO = {
  t: [], stage: [], playing: [], speed: [], preset: [],
  x: ["run"], gates: ["run"], weights: ["run"], follow: ["run"], c0: ["run"],
  notation: ["words"],
  mode: ["run", "face", "words"],
  peepholes: ["run", "face", "words"],
};

class GatePlayground extends View {
  constructor(model, host) {
    super(model, REDO);
    this.bar = forwardBar(model, this.put, { unit: false });
    this.presets = new PresetBar(this.get("_presets"), this.put);
    this.lanes = new Lanes(LANES, (t) => this.put({ t }), (name, numbers) => this.write(name, numbers));
    this.controls = new Controls({
      set: (gate, value, everywhere) => this.set(gate, value, everywhere),
      weigh: (name, value) => this.put({ weights: { ...this.get("weights"), [name]: value }, preset: "" }),
      put: this.put,
    });
    this.diagramHost = el("div", { class: "diagram-host" });
    this.grip = new Grip(this.diagramHost, (name) => name !== "x" && this.editable(name),
      (gate, value) => this.set(gate, value, this.controls.everywhere));
    this.formulas = new Formulas((stage) => this.put({ stage: stage === this.get("stage") ? "all" : stage }));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" });
    this.open(
      host,
      { kind: "rnn-playground", title: say("playground.title"), key: (event) => this.key(event),
        watched: [this.diagramHost, this.lanes.host] },
      this.presets.host, this.bar.host, this.lanes.host, this.controls.host, this.said,
      this.diagramHost, this.formulas.host, this.note,
    );
  }

  editable(name) {
    return name === "x" || (this.get("mode") === "hands" && "ifog".includes(name));
  }

  /** New numbers {t: value} in the lane `name`. */
  write(name, numbers) {
    const values = Array.from(this.fresh().series[name]);
    for (const [t, value] of Object.entries(numbers)) values[t] = value;
    if (name === "x") return this.put({ x: values, preset: "" });
    const changes = { gates: { ...this.get("gates"), [name]: values }, preset: "" };
    this.put(name === "g" ? { ...changes, follow: false } : changes);
  }

  set(gate, value, everywhere) {
    const { T } = this.run;
    const steps = everywhere ? [...Array(T).keys()] : [this.get("t")];
    this.write(gate, Object.fromEntries(steps.map((t) => [t, value])));
  }

  key(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const slides = target.matches("input[type=range]:not(.scrub)") && /^(Arrow|Home|End|Page)/.test(key);
    const ticks = target.matches("input[type=checkbox]") && key === " ";
    if (slides || ticks || target.matches("select")) return event.stopPropagation(); // or the notebook takes it from the control
    const drawn = target.matches("select") ? null : this.lanes.key(event, this.fresh(), this.get("t"));
    if (drawn === null) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    this.write(this.lanes.brush, { [this.get("t")]: drawn });
  }

  compute() {
    const [x, start] = [this.get("x"), { c0: this.get("c0") }];
    const series = this.get("mode") === "hands"
      ? runHands(x, this.get("gates"), this.get("follow"), start)
      : runWeights(x, this.get("weights"), this.get("peepholes"), start);
    this.run = new LiveRun(series);
  }

  /** The run of the present traits, drawn or not. */
  fresh() {
    if (this.todo.has("run")) this.compute();
    return this.run;
  }

  draw() {
    this.frame = 0;
    const { todo } = this;
    const words = this.get("_vocabulary")[this.get("notation")];
    const byHand = this.get("mode") === "hands";
    const face = byHand ? "hands" : this.get("peepholes") ? "peepholes" : "weights";
    if (todo.has("run")) this.compute();
    if (todo.has("face")) {
      this.diagram = new Diagram(this.diagramHost, this.get("_pictures")[face]);
      setAttribute(this.root, "data-face", face);
    }
    const { symbols, stages, note } = words.faces[face];
    const built = this.diagram.layout(this.diagramHost.clientWidth);
    if (todo.has("words")) {
      this.formulas.build({ stages }, false, this.run);
      this.lanes.name(symbols, (name) => this.editable(name));
      this.controls.name(symbols, words.weights);
      typeset(this.note, note);
    }
    if ((built || todo.has("words")) && this.diagram.root) this.diagram.name({ symbols, back: false });
    if (["paint", "size"].some((part) => todo.has(part))) this.theme.apply();
    if (["run", "size", "face"].some((part) => todo.has(part))) this.lanes.draw(this.run);
    todo.clear();
    this.presets.show(this.get("mode"), this.get("preset"), words.presets);
    this.numbers(symbols, stages);
  }

  numbers(symbols, stages) {
    const { run, get } = this;
    const [t, stage] = [get("t"), get("stage")];
    const state = { run, t, unit: 0, back: false, stage, stages, symbols, phase: phases(stages, stage) };
    const f = run.value("f", t);
    setAttribute(this.root, "data-stage", stage);
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    this.bar.show();
    if (this.diagram.root) this.diagram.show(state);
    this.formulas.show(state);
    this.lanes.show(t, f);
    this.controls.show({
      run, t, half: halfLife(f), weights: get("weights"), follow: get("follow"),
      peepholes: get("peepholes"), c0: get("c0"),
    });
    setText(this.said, sentence(state).replace(say("playground.unit"), "."));
  }
}

export default widget(GatePlayground);
