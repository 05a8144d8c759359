// UnrollView in the page: one drawing that folds and unfolds, with the numbers of a run.

import { forwardBar, putter } from "../shared/frame/bar.js";
import { startClock } from "../shared/frame/clock.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { Formulas } from "../shared/drawing/formula.js";
import { language, say } from "../shared/frame/say.js";
import { Steady } from "../shared/frame/steady.js";
import { startTheme } from "../shared/frame/theme.js";
import { shown } from "../shared/frame/view.js";
import { Graph, parameterAt } from "./graph.js";
import { phaseOf } from "./nodes.js";
import { Panel } from "./panel.js";
import { UnrolledRun } from "./run.js";

const TRAITS = ["t", "unit", "stage", "playing", "speed", "notation", "folded", "parameter"];
const EASE = 190; // ms in which folding covers two thirds of its way
const STAGE_OF = { sum: "a", squash: "h", scores: "s", softmax: "y", loss: "L" };

class View {
  constructor(model, host) {
    this.model = model;
    this.get = (name) => model.get(name);
    this.put = putter(model);
    this.run = new UnrolledRun(this.get("_run"), this.get("_numbers"), this.get("_parameters"));
    Object.assign(this, { pointed: "", focused: "" }); // parameters under the mouse, and in focus
    this.folded = this.get("folded");
    const choose = (parameter) => this.put({ parameter: parameter === this.get("parameter") ? "" : parameter });
    const look = (how) => (name) => {
      if (this[how] !== name) this.ask((this[how] = name));
    };
    const point = look("pointed");
    this.bar = forwardBar(model, this.put);
    this.fold = this.folding();
    this.panel = new Panel(this.run, { focus: look("focused"), choose });
    this.graphHost = el("div", { class: "diagram-host" });
    this.graph = new Graph(this.graphHost, this.run, { choose, go: (t) => this.put({ t }) });
    this.formulas = new Formulas((stage) => this.put({ stage: stage === this.get("stage") ? "all" : stage }));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" });
    this.root = el("div",
      { class: "rnn-player rnn-unroll", tabindex: 0, role: "group", lang: language(), "aria-label": say("unroll.title"),
        dataset: { lmSuppressShortcuts: "true" }, onkeydown: (event) => this.key(event),
        onpointerover: (event) => point(parameterAt(event)), onpointerleave: () => point("") },
      el("div", { class: "body" },
        this.bar.host, el("div", { class: "above" }, this.fold.host, this.panel.bar),
        this.graphHost, this.said, this.formulas.host, this.panel.host, this.note));
    host.append(this.root);
    this.renamed = true;
    this.theme = startTheme(this.root, this.get("_palette"), () => this.ask());
    this.steady = new Steady(this.said, this.formulas.host, this.panel.host);
    this.listeners = TRAITS.map((name) => {
      const changed = () => {
        this.renamed ||= name === "notation";
        this.ask();
      };
      model.on(`change:${name}`, changed);
      return [`change:${name}`, changed];
    });
    this.sizes = new ResizeObserver(() => this.ask());
    this.sizes.observe(this.graphHost);
    this.draw(performance.now());
  }

  /** The slider and the button between the folded block and the unrolled graph. */
  folding() {
    const slider = el("input", {
      type: "range", min: 0, max: 1, step: 0.01, class: "fold", "aria-label": say("unroll.unfold_label"),
      oninput: () => this.put({ folded: 1 - Number(slider.value) }),
    });
    const button = el("button", { type: "button", class: "way turn", dataset: { act: "fold" }, title: say("unroll.fold_title"),
      onclick: () => this.turn() });
    return { slider, button, host: el("div", { class: "folding" }, button, slider) };
  }

  turn() {
    this.put({ folded: this.get("folded") > 0.5 ? 0 : 1 });
  }

  key(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const typing = event.target.matches("select, input[type=number]");
    if (event.key !== "f" || !plain || typing) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    this.turn();
  }

  ask() {
    this.frame ||= requestAnimationFrame((now) => this.draw(now));
  }

  draw(now) {
    this.frame = 0;
    this.theme.apply();
    const words = this.get("_vocabulary")[this.get("notation")];
    const built = this.graph.layout(this.graphHost.clientWidth);
    if (this.renamed) {
      this.steady.reset();
      this.formulas.build(words, false, this.run);
      this.panel.name(words.symbols);
      typeset(this.note, words.note);
    }
    if (this.graph.root && (built || this.renamed)) this.graph.name(words);
    this.renamed = false;
    this.move(now);
    this.show(words);
  }

  /** Bring what is shown of the folding nearer to what is wanted. */
  move(now) {
    const wanted = this.get("folded");
    const off = wanted - this.folded;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (calm || Math.abs(off) < 0.004) {
      this.folded = wanted;
      this.moved = 0;
      return;
    }
    const past = this.moved ? Math.min(64, now - this.moved) : 16;
    this.moved = now;
    this.folded += off * (1 - Math.exp(-past / EASE));
    this.ask();
  }

  show({ stages, symbols }) {
    const { get, run } = this;
    const t = Math.min(run.T - 1, get("t"));
    const unit = Math.min(run.H - 1, get("unit"));
    const [stage, parameter] = ["stage", "parameter"].map(get);
    const lit = this.pointed || this.focused || parameter;
    const state = { t, unit, stage };
    if (this.graph.root) {
      this.graph.show(state, this.folded);
      this.graph.place(this.folded);
      this.graph.glow(lit);
    }
    this.panel.show(lit, parameter);
    this.bar.show();
    const phase = (name) => phaseOf(t, STAGE_OF[name], t, stage);
    this.formulas.show({ run, t, unit, phase, stage });
    setAttribute(this.root, "data-stage", stage);
    const away = get("folded") > 0.5;
    setText(this.fold.button, away ? say("unroll.unfold") : say("unroll.fold"));
    this.fold.slider.value = 1 - get("folded");
    setAttribute(this.fold.slider, "aria-valuetext", away ? say("unroll.folded") : say("unroll.unfolded"));
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    const said = this.sentence(state, stages, symbols);
    if (this.told !== said) typeset(this.said, (this.told = said));
  }

  sentence({ t, unit, stage }, stages, symbols) {
    const { run } = this;
    const read = run.labels[t] ? say("unroll.input_target", { input: run.labels[t], target: run.symbols[run.target[t]] }) : say("unroll.target", { target: run.symbols[run.target[t]] });
    const told = stages.filter(({ name }) => stage === "all" || name === stage);
    const fill = (p) => (p.number ? number(run.value(p.terms[0], t, unit)) : p.text);
    const said = told.map(({ says }) => says.map(fill).join(""));
    const sum = say("unroll.sofar", { L: symbols.L, value: number(run.sofar(t, stage)) });
    return [say("unroll.said", { t: t + 1, read, unit }), ...said, sum].join(" ");
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

export default {
  initialize({ model }) {
    return startClock(model);
  },
  render: shown(View),
};
