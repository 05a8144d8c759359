// BPTTView in the page: a walk backward over gradients that Python computed.

import { forwardBar } from "../shared/frame/bar.js";
import { Graph } from "./graph.js";
import { Numbers, added, dot, largest, norm } from "./numbers.js";
import { Parts } from "./parts.js";
import { shown, told, truncated } from "./words.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { View, widget } from "../shared/frame/view.js";

const REDO = {
  t: [], playing: [], speed: [], source: [], k: [], kind: [],
  parameter: ["words"], notation: ["words"], layer: ["words"], lane: ["words"],
};
const HUES = { U: "h", W: "i", b: "a", b_U: "a", V: "o", P: "c", E: "g" };
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
    this.shown = el("p", { class: "shown" });
    const plain = this.choices.layer === 1 && this.choices.lane.length === 1;
    this.open(
      host,
      { kind: "rnn-bptt", title: say("bptt.title"), key: (event) => this.key(event), watched: [this.graphHost] },
      this.bar.host, this.chooser(), this.graphHost, this.parts.strip, plain ? null : this.shown,
      el("div", { class: "result" }, this.parts.sum, el("div", { class: "told" }, this.said, this.measured)),
    );
    this.root.classList.toggle("several", !plain);
  }

  chooser() {
    const { T } = this;
    const button = (name, value, text) =>
      el("button", { type: "button", class: "way", dataset: { [name]: value }, onclick: () => this.put({ [name]: value }) }, text);
    this.parameters = this.choices.parameter.map((name) => button("parameter", name, ""));
    this.kinds = this.choices.kind.map((name) => button("kind", name, KINDS[name]));
    this.lanes = this.choices.lane.map((name) => button("lane", name, ""));
    this.layers = Array.from({ length: this.choices.layer }, (_, layer) => button("layer", layer, String(layer)));
    this.source = el("select", { name: "source", onchange: () => this.put({ source: Number(this.source.value) }) },
      el("option", { value: -1 }, say("bptt.all_losses")),
      ...Array.from({ length: T }, (_, t) => el("option", { value: t }, say("bptt.alone", { t: t + 1 }))));
    this.slider = el("input", { type: "range", name: "k", min: 1, max: T, step: 1, "aria-label": say("bptt.truncation_k"),
      oninput: () => this.put({ k: Number(this.slider.value) }) });
    this.cutAt = el("output", { class: "number", "aria-live": "off" });
    const group = (title, ...nodes) => el("div", { class: "ways", role: "group", "aria-label": title }, ...nodes);
    const among = (title, nodes) => nodes.length > 1
      ? el("span", { class: "field" }, el("span", {}, title), group(title, ...nodes)) : null;
    return el("div", { class: "chooser" },
      among(say("bptt.layer"), this.layers),
      el("span", { class: "field" }, el("span", {}, say("bptt.gradient_of")), group(say("bptt.parameter"), ...this.parameters)),
      el("label", { class: "field" }, el("span", {}, say("bptt.from")), this.source),
      el("label", { class: "field" }, el("span", {}, say("bptt.truncate")), this.slider, this.cutAt),
      group(say("bptt.truncation"), ...this.kinds),
      among(say("bptt.pairs"), this.lanes));
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
    const [t, parameter, notation, layer] = ["t", "parameter", "notation", "layer"].map(this.get);
    const [k, source] = [within(this.get("k"), 1, T), within(this.get("source"), -1, T - 1)];
    const kind = this.get("kind");
    const { states } = numbers.layers[layer];
    const lane = states.includes(this.get("lane")) ? this.get("lane") : states[0];
    const { symbols } = this.get("_vocabulary")[notation];
    if (["size", "paint"].some((part) => todo.has(part))) this.theme.apply();
    const left = this.graphHost.clientWidth < 560 ? 34 : 64;
    const built = this.graph.layout(numbers, layer, this.graphHost.clientWidth, left);
    this.root.style.setProperty("--left", `${left}px`);
    this.root.classList.toggle("tight", this.graph.step < 34);
    const state = { t, source, k, kind, parameter, layer, lane, symbols, numbers };
    if (built || todo.has("words")) this.words(state);
    todo.clear();
    this.bar.show();
    this.controls(state);
    if (!this.graph.root) return;
    this.graph.show(state);
    this.sums(state);
  }

  words(state) {
    const { symbols, parameter, lane } = state;
    if (this.graph.root) this.graph.name(symbols, parameter, lane);
    for (const node of this.parameters) typeset(node, symbols[node.dataset.parameter]);
    for (const node of this.lanes) typeset(node, `∂L/∂${symbols[node.dataset.lane]}`);
    this.parts.label(symbols[parameter]);
    typeset(this.shown, shown(state));
  }

  controls({ parameter, layer, lane, source, k, kind, numbers }) {
    const pressed = (nodes, name, value) => {
      for (const node of nodes) setAttribute(node, "aria-pressed", node.dataset[name] === String(value));
    };
    pressed(this.parameters, "parameter", parameter);
    pressed(this.kinds, "kind", kind);
    pressed(this.layers, "layer", layer);
    pressed(this.lanes, "lane", lane);
    for (const node of this.lanes) node.disabled = !numbers.layers[layer].states.includes(node.dataset.lane);
    this.source.value = source;
    this.slider.value = k;
    setText(this.cutAt, k === this.T ? say("bptt.none") : `k = ${k}`);
    setAttribute(this.slider, "aria-valuetext", k === this.T ? say("bptt.none") : say("bptt.k_steps", { k }));
  }

  sums(state) {
    const { t, source, k, kind, parameter, layer, symbols, numbers } = state;
    const parts = numbers.parts(parameter, layer, source, k, kind);
    const whole = added(numbers.parts(parameter, layer, source, this.T, "windows"), 0);
    const sofar = added(parts, t);
    const norms = parts.map(norm);
    const found = { sofar: norm(sofar), whole: norm(whole), part: norms[t] };
    found.cosine = found.sofar && found.whole ? dot(sofar, whole) / found.sofar / found.whole : NaN;
    this.parts.show({
      parts, norms, now: t, size: numbers.size(parameter, layer), colours: this.theme.colours(), hue: HUES[parameter],
      scale: largest(parts) || 1,
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
