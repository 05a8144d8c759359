// The equation as its own controls: a number field for every weight, and the numbers of this step.

import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";

const FIELDS = { U: ["U11", "U12", "U21", "U22"], W: ["W1", "W2"], b: ["b1", "b2"], h0: ["h01", "h02"] };

export class PhaseControls {
  /** `put(traits)` changes the model; `turn(scale, degrees)` sets U to a scaled rotation. */
  constructor({ get, put, turn }) {
    Object.assign(this, { get, put });
    this.inputs = Object.fromEntries(["U", "W", "b", "h0"].map((name) => [name, this.fields(name)]));
    this.rows = Object.fromEntries(["h", "h⁻"].map((name) => [name, [output(), output()]]));
    this.x = output();
    this.titles = Object.fromEntries(["h", "h⁻", "U", "x", "W", "b"].map((name) => [name, el("span", { class: "symbol" })]));
    const part = (name, kind, ...cells) => el("span", { class: "part", dataset: { part: name } },
      this.titles[name], el("span", { class: `cells ${kind}` }, ...cells));
    const sign = (text, kind = "") => el("span", { class: `sign ${kind}` }, text);
    this.equation = el("div", { class: "equation", role: "group", "aria-label": say("plane.equation") },
      part("h", "row", ...this.rows.h), sign("="), sign("tanh(", "squashed"),
      part("h⁻", "row", ...this.rows["h⁻"]), part("U", "square", ...this.inputs.U),
      sign("+", "pushed"), part("x", "one pushed", this.x), part("W", "row", ...this.inputs.W),
      sign("+"), part("b", "row", ...this.inputs.b), sign(")", "squashed"));
    this.scale = slider(say("plane.scale"), 0, 2.5, 0.05, (value) => turn(value, this.degrees.value()));
    this.degrees = slider(say("plane.angle"), -180, 180, 5, (value) => turn(this.scale.value(), value));
    this.ticks = { squash: tick("squash", say("plane.squash"), put), driven: tick("driven", say("plane.driven"), put) };
    this.backdrop = el("select", { name: "backdrop", onchange: () => put({ backdrop: this.backdrop.value }) },
      ...Object.entries({ arrows: say("plane.arrows"), grid: say("plane.grid"), none: say("plane.none") })
        .map(([value, text]) => el("option", { value }, text)));
    this.start = el("span", { class: "symbol" });
    this.turned = el("span", { class: "symbol" });
    this.relation = el("span");
    this.settings = el("div", { class: "settings" },
      el("div", { class: "turns" }, el("span", {}, this.turned, this.relation, say("plane.turn")),
        el("div", { class: "sliders" }, this.scale.host, this.degrees.host),
        el("label", { class: "field" }, say("plane.behind"), this.backdrop)),
      el("div", { class: "options" },
        el("span", { class: "field" }, say("plane.start"), this.start, el("span", { class: "cells row" }, ...this.inputs.h0)),
        this.ticks.squash.host, this.ticks.driven.host));
  }

  fields(name) {
    return FIELDS[name].map((label, k) => {
      const input = el("input", { type: "number", step: 0.05, name: label,
        oninput: () => input.value !== "" && Number.isFinite(Number(input.value)) && this.change(name, k, Number(input.value)),
        onblur: () => (input.value = shown(this.get(name).flat()[k])) });
      return input;
    });
  }

  change(name, k, value) {
    const flat = this.get(name).flat();
    flat[k] = value;
    this.put({ [name]: name === "U" ? [flat.slice(0, 2), flat.slice(2)] : flat, preset: "" });
  }

  name(symbols) {
    for (const [name, node] of Object.entries(this.titles)) typeset(node, symbols[name]);
    typeset(this.start, `${symbols.h}_0`);
    typeset(this.turned, symbols.U);
    const plain = (text) => text.replaceAll("_", "");
    for (const [name, inputs] of Object.entries(this.inputs)) {
      inputs.forEach((input, k) => {
        const place = name === "U" ? say("plane.entry", { row: 1 + (k >> 1), column: 1 + (k % 2) }) : say("plane.entry_k", { k: k + 1 });
        const what = name === "h0" ? say("plane.start_h", { h: plain(symbols.h) }) : plain(symbols[name]);
        setAttribute(input, "aria-label", `${what}, ${place}`);
      });
    }
  }

  show({ h, before, x, turn }) {
    this.rows.h.forEach((node, k) => setText(node, number(h[k])));
    this.rows["h⁻"].forEach((node, k) => setText(node, before ? number(before[k]) : "–"));
    setText(this.x, number(x));
    for (const [name, inputs] of Object.entries(this.inputs)) {
      const values = this.get(name).flat();
      inputs.forEach((input, k) => {
        if (document.activeElement !== input) input.value = shown(values[k]);
      });
    }
    setText(this.relation, turn.exact ? " =" : " ≈");
    this.scale.show(turn.scale);
    this.degrees.show(turn.degrees, "°");
    for (const [name, { input }] of Object.entries(this.ticks)) input.checked = this.get(name);
    this.backdrop.value = this.get("backdrop");
  }
}

/** A weight in its field: at most three decimals, no zeros behind. */
const shown = (value) => String(Math.round(value * 1000) / 1000);

const output = () => el("output", { class: "number", "aria-live": "off" });

function slider(name, min, max, step, moved) {
  const value = el("output", { class: "number", "aria-live": "off" });
  const input = el("input", { type: "range", name, min, max, step, "aria-label": name, oninput: () => moved(Number(input.value)) });
  const host = el("label", { class: "slider" }, el("span", {}, name), input, value);
  const show = (now, unit = "") => {
    input.value = now;
    setText(value, unit ? `${now.toFixed(0).replace("-", "−")}${unit}` : number(now));
    setAttribute(input, "aria-valuetext", value.textContent);
  };
  return { host, show, value: () => Number(input.value) };
}

function tick(name, text, put) {
  const input = el("input", { type: "checkbox", name, onchange: () => put({ [name]: input.checked, preset: "" }) });
  return { input, host: el("label", { class: "tick-box" }, input, el("span", {}, text)) };
}
