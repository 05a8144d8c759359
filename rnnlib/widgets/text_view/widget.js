// TextView in the page: a text whose characters are coloured by a unit, or by their influence.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { Influence } from "./influence.js";
import { Letters } from "./letters.js";
import { Run } from "../shared/drawing/run.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";
import { View, widget } from "../shared/frame/view.js";

// What must be done again when a trait changes.
const REDO = {
  t: [], playing: [], speed: [],
  unit: ["colours"], name: ["colours"], mode: ["colours"], notation: ["words"],
};
const LEAP = 10; // characters that Shift and an arrow key cross
const minus = (text) => text.replace("-", "−");

class TextView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.run = new Run(this.get("_run"), this.get("_numbers"));
    this.influence = new Influence(this.get("_influence"), this.run.T, this.get("_outputs"));
    const choices = this.get("_choices");
    this.bar = forwardBar(model, this.put, { unit: choices.unit > 1 });
    this.letters = new Letters(this.run.labels, (t) => this.put({ t }), (t) => this.hover(t));
    this.buttons = [
      ...choices.name.map((name) => this.choice(name, { mode: "values", name })),
      ...(choices.mode.includes("sensitivity") ? [this.choice("", { mode: "sensitivity" })] : []),
    ];
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.legend = el("div", { class: "ends", "aria-hidden": "true" });
    this.hovered = null;
    this.open(
      host,
      { kind: "rnn-text", title: say("text.title"), key: (event) => this.key(event), watched: [this.letters.host] },
      this.bar.host,
      el("div", { class: "shown" },
        el("div", { class: "ways", role: "group", "aria-label": say("compare.shown") }, ...this.buttons.map((b) => b.node)),
        this.legend),
      this.letters.host, this.said,
    );
  }

  choice(name, traits) {
    const style = `--hue: var(--hue-${name || "y"}, var(--soft))`;
    const node = el("button", { type: "button", class: "way", style, dataset: { choice: name || "sensitivity" },
      onclick: () => this.put(traits) });
    return { name, node };
  }

  hover(t) {
    this.hovered = t;
    this.ask();
  }

  key(event) {
    const { target, key } = event;
    this.hovered = null;
    const typing = target.matches("select, input[type=number]");
    const leap = event.shiftKey && !typing && { ArrowLeft: -LEAP, ArrowRight: LEAP }[key];
    if (!leap) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    this.put({ t: Math.max(0, Math.min(this.run.T - 1, this.get("t") + leap)) });
  }

  draw() {
    this.frame = 0;
    const { todo, get } = this;
    const { symbols } = get("_vocabulary")[get("notation")];
    const [mode, name, unit] = ["mode", "name", "unit"].map(get);
    const moves = mode === "sensitivity";
    const t = this.hovered ?? get("t");
    if (todo.has("size")) this.theme.apply();
    if (todo.has("words")) this.name(symbols);
    for (const { name: offered, node } of this.buttons) {
      setAttribute(node, "aria-pressed", moves ? offered === "" : offered === name);
    }
    setAttribute(this.root, "data-mode", mode);
    this.root.style.setProperty("--shown", `var(--hue-${moves ? "y" : name}, var(--accent))`);
    if (moves) this.letters.paint(this.influence.parts(t), t);
    else if (todo.has("colours") || this.painted !== "values") {
      const full = this.run.unitScale(name, unit);
      this.letters.paint(Array.from({ length: this.run.T }, (_, s) => this.run.value(name, s, unit) / full));
    }
    this.painted = mode;
    todo.clear();
    this.letters.show(get("t"), this.hovered, get("playing"));
    this.bar.show();
    setAttribute(this.said, "aria-live", get("playing") || this.hovered !== null ? "off" : "polite");
    const said = moves ? this.influence.says(t, this.run.labels) : this.says(t, symbols[name], name, unit);
    if (this.told !== said) typeset(this.said, (this.told = said));
    setAttribute(this.letters.host, "aria-valuetext", said.replaceAll("_", ""));
    setAttribute(this.letters.host, "aria-valuenow", t + 1);
    this.scale(moves, t, name, unit);
  }

  name(symbols) {
    for (const { name, node } of this.buttons) {
      if (name) typeset(node, symbols[name]);
      else setText(node, say("text.influence"));
      node.classList.toggle("symbol", name !== "");
    }
  }

  says(t, symbol, name, unit) {
    const of = this.run.H > 1 ? say("text.of_unit", { unit }) : "";
    const value = number(this.run.value(name, t, unit), name);
    return say("text.value", { symbol: spoken(this.run.labels[t]), t: t + 1, name: symbol, of, value });
  }

  /** What full colour stands for. */
  scale(moves, t, name, unit) {
    const full = moves ? this.influence.largest(t) : this.run.unitScale(name, unit);
    const signed = !moves && this.run.steps(name).some((value) => value < 0);
    const low = moves ? this.influence.floor(t) : signed ? -full : 0;
    const kind = signed ? "signed" : "positive";
    const written = [low, full].map((value) => minus(String(Number(value.toPrecision(2)))));
    const key = [kind, ...written].join();
    if (this.scaled === key) return;
    this.scaled = key;
    setAttribute(this.legend, "data-kind", kind);
    this.legend.replaceChildren(
      el("span", { class: "number" }, written[0]), el("span", { class: "ramp" }), el("span", { class: "number" }, written[1]));
  }
}

export default widget(TextView);
