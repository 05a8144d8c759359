// MemoryView in the page: time above, one step below, place by place, and its equations.

import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { Formulas } from "../shared/drawing/formula.js";
import { phases } from "../shared/drawing/phases.js";
import { say } from "../shared/frame/say.js";
import { Steady } from "../shared/frame/steady.js";
import { View, widget } from "../shared/frame/view.js";
import { Controls } from "./controls.js";
import { Record } from "./record.js";
import { says } from "./says.js";
import { Step } from "./step.js";
import { Timeline } from "./timeline.js";

const REDO = {
  t: [], head: [], place: [], unit: [], stage: [], playing: [], speed: [], zoom: [],
  notation: ["paint"], direction: ["words", "paint"], _numbers: ["run", "words", "paint"],
};
const NEAR = 24, MOVES = 12; // places around the peak, and by how many the window moves
const NOTE = {
  forward: say("memory.forward"),
  backward: say("memory.backward"),
};

const KEYS = say("memory.keys");

class MemoryView extends View {
  constructor(model, host) {
    super(model, REDO);
    const choose = (stage) => this.put({ stage: stage === this.get("stage") ? "all" : stage });
    this.bar = new Controls(model, this.put, () => this.where());
    this.formulas = new Formulas(choose);
    this.choose = choose;
    this.timePlace = el("div", { class: "time-room" });
    this.stepPlace = el("div", { class: "step-room" });
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" });
    this.steady = new Steady(this.said, this.formulas.host);
    this.open(host, { kind: "rnn-memory", title: say("memory.title"), key: (event) => this.bar.key(event), watched: [this.timePlace, this.stepPlace] },
      this.bar.host, this.timePlace, this.stepPlace, this.said, this.formulas.host, this.note);
  }

  read() {
    const { model, put } = this;
    this.record = new Record(model.get("_layout"), model.get("_numbers"), model.get("_sizes"));
    this.time = new Timeline(this.record, model.get("_heads"), (place) => put({ playing: false, ...place }));
    this.step = new Step(this.record, { choose: this.choose, go: put });
    this.timePlace.replaceChildren(this.time.host);
    this.stepPlace.replaceChildren(this.step.host);
  }

  /** The place that is looked at: the chosen one, or the largest weight of the head. */
  where() {
    const { N } = this.record.sizes, place = this.model.get("place");
    return place < 0 ? this.record.peak(this.get("t"), this.get("head")) : Math.min(N - 1, place);
  }

  /** The places that are shown: all, or some around the largest weight, which move by leaps. */
  window(t, head) {
    const { N } = this.record.sizes;
    if (!this.get("zoom") || N <= NEAR) return { start: 0, count: N };
    const middle = this.model.get("place") < 0 ? this.record.peak(t, head) : this.where();
    return { start: Math.floor(middle / MOVES) * MOVES - (NEAR - MOVES) / 2, count: NEAR };
  }

  draw() {
    this.frame = 0;
    const { get, todo } = this;
    const back = get("direction") === "backward", stages = get("_stages");
    if (todo.has("run")) this.read();
    if (todo.has("words")) {
      this.steady.reset();
      this.formulas.build({ stages }, back, this.record);
      setText(this.note, `${NOTE[back ? "backward" : "forward"]} ${KEYS}`);
    }
    const size = ["words", "paint", "size"].some((part) => todo.has(part));
    if (size) {
      this.theme.apply();
      this.colours = this.theme.colours();
      this.em = parseFloat(getComputedStyle(this.root.firstChild).fontSize);
      this.time.paint(this.colours, back, get("_vocabulary")[get("notation")]);
    }
    todo.clear();
    this.numbers(back, stages, size);
  }

  numbers(back, stages, measure) {
    const { get, record } = this;
    const [t, h, m, stage] = ["t", "head", "unit", "stage"].map(get);
    const names = get("_heads"), place = this.where(), window = this.window(t, h);
    record.choose({ h, i: place, m });
    const kind = names[h].split(" ")[0], right = get("_right")[t];
    const phase = phases(stages, stage, back);
    const state = { t, place, m, back, stage, right, phase, measure, em: this.em, colours: this.colours, hue: this.colours.hue(kind) };
    setAttribute(this.root, "data-kind", kind);
    setAttribute(this.root, "data-stage", stage);
    this.bar.show(place);
    this.time.show({ ...state, head: h }, window);
    this.step.show(state, window);
    this.formulas.show({ run: record, t, unit: m, phase, stage });
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    const said = says(record, { ...state, head: names[h], follow: this.model.get("place") < 0 });
    if (this.told !== said) typeset(this.said, (this.told = said));
  }

  close() {
    this.steady.stop();
    super.close();
  }
}

export default widget(MemoryView);
