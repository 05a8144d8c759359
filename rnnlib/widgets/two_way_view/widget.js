// TwoWayView in the page: two cursors that meet, and one output's gradient sent back both ways.

import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { Lanes } from "./lanes.js";
import { Prediction } from "../shared/drawing/sequence.js";
import { Run } from "../shared/drawing/run.js";
import { say } from "../shared/frame/say.js";
import { Steady } from "../shared/frame/steady.js";
import { Transport } from "../shared/frame/transport.js";
import { View, widget } from "../shared/frame/view.js";
import { complete, reached, shares } from "./ways.js";
import { percent, sentence } from "./words.js";

// What must be done again when a trait changes.
const REDO = {
  t: [], playing: [], speed: [], unit: [], output: [], direction: [], notation: ["words"],
  _run: ["paint"],
};

class TwoWayView extends View {
  constructor(model, host) {
    super(model, REDO);
    const layout = this.get("_run");
    this.run = new Run(layout, this.get("_numbers"));
    this.bar = new Transport(model, this.put);
    this.chooser = this.outputs();
    this.lanes = new Lanes(this.run, layout, {
      choose: (output) => this.put({ output }),
      go: (t, unit) => this.put({ t, unit }),
    });
    this.prediction = new Prediction();
    this.prediction.build(layout.predictions);
    this.shares = ["forward", "backward"].map((way) => ({
      way, bar: el("span", { class: `share-bar ${way}` }), value: el("span", { class: "number" }) }));
    this.gradient = el("div", { class: "shares" },
      el("div", { class: "title" }, say("ways.share")),
      ...this.shares.map(({ way, bar, value }) =>
        el("div", { class: "share-row", dataset: { way } }, el("span", {}, say(`ways.${way}_layer`)), el("span", { class: "bar-room" }, bar), value)));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.steady = new Steady(this.said);
    this.open(
      host,
      { kind: "rnn-two-way", title: say("ways.title"), key: (event) => this.key(event), watched: [this.lanes.host] },
      this.bar.host, this.lanes.host,
      el("div", { class: "beside" }, el("div", { class: "panel" }, this.prediction.host, this.gradient), this.said),
    );
  }

  /** The transport's own counts from 0, as units do; an output is a step, and steps count from 1. */
  outputs() {
    const label = this.bar.output.closest("label");
    const chooser = el("input", { type: "number", name: "output", min: 1, max: this.run.T, step: 1,
      oninput: () => {
        const wanted = Math.round(Number(chooser.value)) - 1;
        if (chooser.value !== "") this.put({ output: Math.max(0, Math.min(this.run.T - 1, wanted)) });
      },
      onblur: () => (chooser.value = this.get("output") + 1) });
    label.lastChild.replaceWith(chooser);
    return chooser;
  }

  key(event) {
    this.bar.key(event);
  }

  draw() {
    this.frame = 0;
    const { todo, get, run } = this;
    const { symbols } = get("_vocabulary")[get("notation")];
    if (todo.has("size")) this.theme.apply();
    if (todo.has("words")) this.lanes.name(symbols);
    if (todo.has("paint") || todo.has("size") || todo.has("words")) this.lanes.paint(this.theme.colours());
    todo.clear();
    const state = { T: run.T, t: get("t"), output: get("output"), unit: get("unit"), back: get("direction") === "backward" };
    const ways = reached(state);
    this.bar.show();
    if (document.activeElement !== this.chooser) this.chooser.value = state.output + 1;
    this.lanes.show(state, ways);
    setAttribute(this.root, "data-direction", get("direction"));
    const ready = state.back || complete(state.output, state);
    this.prediction.host.classList.toggle("waiting", !ready);
    setText(this.prediction.host.firstChild, ready ? say("ways.says_title", { n: state.output + 1 }) : say("ways.not_yet", { n: state.output + 1 }));
    this.prediction.show(state.output);
    const parts = shares(this.get("_run").gradient, state.output);
    this.shares.forEach(({ bar, value }, k) => {
      setAttribute(bar, "style", `width: ${(100 * parts[k]).toFixed(1)}%`);
      setText(value, percent(parts[k]));
    });
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    const said = sentence(state, run, this.get("_run"));
    if (this.told !== said) typeset(this.said, (this.told = said));
  }

  close() {
    this.steady.stop();
    super.close();
  }
}

export default widget(TwoWayView);
