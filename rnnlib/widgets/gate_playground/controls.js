// Beside the curves: the memory's half-life, and sliders for the gates or for the weights.

import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const GATES = ["i", "f", "o", "g"];
const KINDS = { w: 20, u: 20, b: 20, p: 10 }; // how far the sliders of each kind go

/** "4.3 steps", "692 steps", "∞: nothing is lost". */
export function duration(steps) {
  if (steps === Infinity) return say("playground.endless");
  return say("playground.steps", { steps: steps < 100 ? steps.toFixed(1) : number(steps).split(".")[0] });
}

/** A slider with its number: `moved(value)` is called while it is dragged. */
function slider(name, [low, high, step], moved) {
  const value = el("output", { class: "number", "aria-live": "off" });
  const input = el("input", { type: "range", min: low, max: high, step, name,
    oninput: () => moved(Number(input.value)) });
  const show = (now, label) => {
    input.value = now;
    setText(value, number(now));
    if (label) setAttribute(input, "aria-label", label);
    setAttribute(input, "aria-valuetext", number(now));
  };
  return { input, value, show };
}

function tick(name, text, changed) {
  const input = el("input", { type: "checkbox", name, onchange: () => changed(input.checked) });
  const words = el("span", {}, text);
  return { input, words, host: el("label", { class: "tick-box" }, input, words) };
}

export class Controls {
  /** `set(gate, value, everywhere)`, `weigh(name, value)` and `put(traits)` change the model. */
  constructor({ set, weigh, put }) {
    this.everywhere = true;
    this.half = el("output", { class: "half number", "aria-live": "off" });
    this.law = el("span", { class: "law" });
    this.legend = el("span", { class: "dashed" });
    const card = el("div", { class: "half-life" },
      el("span", {}, say("playground.half_life")), this.half, this.law, this.legend);
    this.hands = GATES.map((gate) => {
      const range = [gate === "g" ? -1 : 0, 1, 0.01];
      const made = slider(gate, range, (value) => set(gate, value, this.everywhere));
      return { gate, ...made, symbol: el("span", { class: "symbol" }) };
    });
    this.scopes = [[say("playground.every_step"), true], [say("playground.this_step"), false]].map(([text, everywhere]) =>
      el("button", { type: "button", class: "way", onclick: () => {
        this.everywhere = everywhere;
        this.scope();
      } }, text));
    this.follow = tick("follow", "", (follow) => put({ follow, preset: "" }));
    this.peepholes = tick("peepholes", say("playground.peepholes"), (peepholes) =>
      put({ peepholes, preset: "" }));
    this.c0 = slider("c0", [-2, 2, 0.1], (c0) => put({ c0, preset: "" }));
    this.first = el("span", { class: "symbol" });
    this.byHand = el("div", { class: "by-hand" },
      el("div", { class: "scope" }, say("playground.slider_sets"),
        el("div", { class: "ways", role: "group", "aria-label": say("playground.what_slider_sets") }, ...this.scopes)),
      ...this.hands.map(({ gate, symbol, input, value }) => line(gate, symbol, input, value)),
      this.follow.host);
    this.weights = this.table(weigh);
    this.byWeights = el("div", { class: "by-weights" }, this.grid, this.peepholes.host);
    this.host = el("div", { class: "controls" }, card, this.byHand, this.byWeights,
      line("c", this.first, this.c0.input, this.c0.value));
    this.scope();
  }

  table(weigh) {
    this.heads = Object.keys(KINDS).map((kind) => ({ kind, node: el("div", { class: "head" }) }));
    this.rows = GATES.map((gate) => ({ gate, node: el("div", { class: "symbol gate" }) }));
    const cells = [];
    this.grid = el("div", { class: "weights", role: "group", "aria-label": say("playground.weights") },
      el("div", {}), ...this.heads.map((h) => h.node),
      ...this.rows.flatMap(({ gate, node }) => [
        node,
        ...Object.entries(KINDS).map(([kind, far]) => {
          const name = `${kind}_${gate}`;
          if (name === "p_g") return el("div", { class: "cell p" });
          const made = slider(name, [-far, far, 0.1], (value) => weigh(name, value));
          cells.push({ kind, gate, name, ...made });
          return el("div", { class: `cell ${kind}`, style: `--hue: var(--hue-${gate})` }, made.value, made.input);
        }),
      ]));
    return cells;
  }

  scope() {
    this.scopes.forEach((button, k) => setAttribute(button, "aria-pressed", this.everywhere === (k === 0)));
  }

  name(symbols, letters) {
    const plain = (text) => text.replaceAll("_", "");
    this.symbols = { ...symbols, ...letters };
    for (const { gate, symbol } of this.hands) typeset(symbol, symbols[gate]);
    const on = { w: symbols.x, u: symbols["h⁻"], b: "", p: symbols.c };
    for (const { kind, node } of this.heads) {
      typeset(node, letters[kind]);
      if (on[kind]) node.append(say("playground.weighs"), typeset(el("span", {}), on[kind]));
      else node.prepend(`${say("playground.bias")} `);
      node.classList.add(kind);
    }
    for (const { gate, node } of this.rows) typeset(node, symbols[gate]);
    this.labels = Object.fromEntries(this.weights.map(({ name, kind, gate }) =>
      [name, say("playground.weight", { letter: plain(letters[kind]), gate: plain(symbols[gate]), what: on[kind] ? say("playground.on", { symbol: plain(on[kind]) }) : say("playground.bias") })]));
    this.follow.words.replaceChildren(typeset(el("span", { class: "symbol" }), symbols.g),
      say("playground.copies"), typeset(el("span", { class: "symbol" }), symbols.x));
    typeset(this.first, symbols.c);
    this.first.append(el("sub", {}, "0"));
    typeset(this.law, `ln ½ / ln ${symbols.f}`);
    typeset(this.legend, say("playground.dashed", { c: symbols.c, f: symbols.f }));
  }

  show({ run, t, weights, follow, peepholes, c0, half }) {
    setText(this.half, duration(half));
    for (const { gate, show } of this.hands) {
      show(run.value(gate, t), this.symbols[gate].replaceAll("_", ""));
    }
    for (const { name, show } of this.weights) show(weights[name], this.labels[name]);
    this.follow.input.checked = follow;
    this.peepholes.input.checked = peepholes;
    this.c0.show(c0, say("playground.before_first"));
  }
}

function line(gate, symbol, input, value) {
  return el("div", { class: "slider", style: `--hue: var(--hue-${gate})` }, symbol, input, value);
}
