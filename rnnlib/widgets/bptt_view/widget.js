// BPTTView in the page: a walk backward over gradients that Python computed.

import { forwardBar } from "../shared/frame/bar.js";
import { Graph } from "./graph.js";
import { Numbers, added, dot, largest, norm } from "./numbers.js";
import { Parts } from "./parts.js";
import { told, truncated } from "./words.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { View, widget } from "../shared/frame/view.js";

const REDO = {
  t: [], playing: [], speed: [], source: [], k: [], kind: [],
  parameter: ["words"], notation: ["words"],
};
const HUES = { U: "h", W: "i", b: "a", V: "o" };
const KINDS = { windows: say("bptt.windows"), reach: say("bptt.reach") };

class BPTTView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.choices = this.get("_choices");
    const T = (this.T = this.choices.t);
    this.numbers = new Numbers(this.get("_run"), this.get("_numbers"));
    this.bar = forwardBar(model, this.put, { unit: false });
    this.graphHost = el("div", { class: "graph-host" });
    this.graph = new Graph(this.graphHost, (changes) => this.put({ playing: false, ...changes }));
    this.parts = new Parts(T);
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.measured = el("p", { class: "measured" });
    this.open(
      host,
      { kind: "rnn-bptt", title: say("bptt.title"), key: (event) => this.key(event), watched: [this.graphHost] },
      this.bar.host, this.chooser(), this.graphHost, this.parts.strip,
      el("div", { class: "result" }, this.parts.sum, el("div", { class: "told" }, this.said, this.measured)),
    );
  }

  chooser() {
    const { T } = this;
    const button = (name, value, text) =>
      el("button", { type: "button", class: "way", dataset: { [name]: value }, onclick: () => this.put({ [name]: value }) }, text);
    this.parameters = this.choices.parameter.map((name) => button("parameter", name, ""));
    this.kinds = this.choices.kind.map((name) => button("kind", name, KINDS[name]));
    this.source = el("select", { name: "source", onchange: () => this.put({ source: Number(this.source.value) }) },
      el("option", { value: -1 }, say("bptt.all_losses")),
      ...Array.from({ length: T }, (_, t) => el("option", { value: t }, say("bptt.alone", { t: t + 1 }))));
    this.slider = el("input", { type: "range", name: "k", min: 1, max: T, step: 1, "aria-label": say("bptt.truncation_k"),
      oninput: () => this.put({ k: Number(this.slider.value) }) });
    this.cutAt = el("output", { class: "number", "aria-live": "off" });
    const group = (title, ...nodes) => el("div", { class: "ways", role: "group", "aria-label": title }, ...nodes);
    return el("div", { class: "chooser" },
      el("span", { class: "field" }, el("span", {}, say("bptt.gradient_of")), group(say("bptt.parameter"), ...this.parameters)),
      el("label", { class: "field" }, el("span", {}, say("bptt.from")), this.source),
      el("label", { class: "field" }, el("span", {}, say("bptt.truncate")), this.slider, this.cutAt),
      group(say("bptt.truncation"), ...this.kinds));
  }

  key(event) {
    const { target, key } = event;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (target.matches("input[name=k]") && key.startsWith("Arrow")) return event.stopPropagation();
    if (!by || !plain || target.matches("select, input")) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    const source = this.get("source") + by;
    if (source >= -1 && source < this.T) this.put({ source });
  }

  draw() {
    this.frame = 0;
    const { todo, numbers, T } = this;
    const [t, parameter, notation] = ["t", "parameter", "notation"].map(this.get);
    const [k, source] = [within(this.get("k"), 1, T), within(this.get("source"), -1, T - 1)];
    const kind = this.get("kind");
    const { symbols } = this.get("_vocabulary")[notation];
    if (["size", "paint"].some((part) => todo.has(part))) this.theme.apply();
    const left = this.graphHost.clientWidth < 560 ? 34 : 64;
    const built = this.graph.layout(numbers, this.graphHost.clientWidth, left);
    this.root.style.setProperty("--left", `${left}px`);
    this.root.classList.toggle("tight", this.graph.step < 34);
    if (built || todo.has("words")) this.words(symbols, parameter);
    todo.clear();
    this.bar.show();
    this.controls(parameter, source, k, kind);
    if (!this.graph.root) return;
    const state = { t, source, k, kind, parameter, symbols, numbers };
    this.graph.show(state);
    this.sums(state);
  }

  words(symbols, parameter) {
    if (this.graph.root) this.graph.name(symbols, parameter);
    for (const node of this.parameters) typeset(node, symbols[node.dataset.parameter]);
    this.parts.label(symbols[parameter]);
  }

  controls(parameter, source, k, kind) {
    for (const node of this.parameters) setAttribute(node, "aria-pressed", node.dataset.parameter === parameter);
    for (const node of this.kinds) setAttribute(node, "aria-pressed", node.dataset.kind === kind);
    this.source.value = source;
    this.slider.value = k;
    setText(this.cutAt, k === this.T ? say("bptt.none") : `k = ${k}`);
    setAttribute(this.slider, "aria-valuetext", k === this.T ? say("bptt.none") : say("bptt.k_steps", { k }));
  }

  sums(state) {
    const { t, source, k, kind, parameter, symbols, numbers } = state;
    const parts = numbers.parts(parameter, source, k, kind);
    const whole = added(numbers.parts(parameter, source, this.T, "windows"), 0);
    const sofar = added(parts, t);
    const norms = parts.map(norm);
    const found = { sofar: norm(sofar), whole: norm(whole), part: norms[t] };
    found.cosine = found.sofar && found.whole ? dot(sofar, whole) / found.sofar / found.whole : NaN;
    this.parts.show({
      parts, norms, now: t, size: numbers.size(parameter), colours: this.theme.colours(), hue: HUES[parameter],
      scale: largest(parts) || 1, room: this.graph.step,
      sums: {
        sofar: { array: sofar, norm: found.sofar }, whole: { array: whole, norm: found.whole },
        scale: largest([sofar, whole]) || 1,
      },
    });
    setAttribute(this.said, "aria-live", this.get("playing") ? "off" : "polite");
    const said = told(state, found);
    if (this.told !== said) typeset(this.said, (this.told = said));
    const measured = truncated(numbers, k, kind, symbols);
    if (this.cutTo !== measured) typeset(this.measured, (this.cutTo = measured));
  }
}

const within = (value, low, high) => Math.max(low, Math.min(high, value));

export default widget(BPTTView);
