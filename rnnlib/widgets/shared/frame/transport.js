// Play, step, scrub, speed, direction, unit, sequence, notation, reset: what every player shares.

import { el, setText, setAttribute, svg } from "./dom.js";
import { staged, stepped } from "./moves.js";
import { say } from "./say.js";

const SPEEDS = [0.5, 1, 2, 4, 8, 16, 30, 60];

const ICONS = {
  first: "M3 2h2v12H3zM14 2v12L6 8z",
  back: "M12 2v12L4 8z",
  play: "M4 2v12l9-6z",
  pause: "M3 2h4v12H3zM9 2h4v12H9z",
  forth: "M4 2v12l8-6z",
  last: "M11 2h2v12h-2zM2 2v12l8-6z",
  reset: "M8 3a5 5 0 1 1-4.6 3l1.8.8A3 3 0 1 0 8 5v2.5L3.5 4 8 .5z",
};

/** The bar of controls of a player. `put(changes)` sets traits. */
export class Transport {
  constructor(model, put) {
    this.model = model;
    this.put = put;
    this.host = el("div", { class: "transport", role: "toolbar", "aria-label": say("player.player") });
    this.buildTravel();
    this.buildChoices();
  }

  /** How many steps there are, and what can be chosen: a widget may change it. */
  get choices() {
    return this.model.get("_choices");
  }

  button(name, title, act) {
    const path = svg("path", { d: ICONS[name] });
    const icon = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
    const properties = { type: "button", class: "icon", title, "aria-label": title, onclick: act };
    return Object.assign(el("button", { ...properties, dataset: { act: name } }, icon), { path });
  }

  buildTravel() {
    const last = this.choices.t - 1;
    this.playButton = this.button("play", say("player.play"), () => this.toggle());
    this.scrub = el("input", {
      type: "range", min: 0, max: last, step: 1, "aria-label": say("player.step"), class: "scrub",
      oninput: () => this.put({ t: Number(this.scrub.value) }),
    });
    // the ear has the sentence, and the slider's value: it need not hear of every step once more
    this.place = el("output", { class: "place", "aria-live": "off" });
    this.host.append(
      el("div", { class: "buttons" },
        this.button("first", say("player.first"), () => this.put({ t: 0 })),
        this.button("back", say("player.back"), () => this.step(-1)),
        this.playButton,
        this.button("forth", say("player.forth"), () => this.step(1)),
        this.button("last", say("player.last"), () => this.put({ t: this.choices.t - 1 })),
        this.button("reset", say("player.reset"), () => this.put(this.model.get("_start")))),
      this.scrub, this.place);
  }

  buildChoices() {
    const words = this.model.get("_vocabulary");
    const { unit, batch, output = 1, notation } = this.choices;
    const letters = notation.length > 1;
    this.unit = this.counter("unit", unit);
    this.batch = this.counter("batch", batch);
    this.output = this.counter("output", output);
    this.speed = el("select", {
      name: "speed", onchange: () => this.put({ speed: Number(this.speed.value) }),
    });
    this.notation = el("select", {
      name: "notation", onchange: () => this.put({ notation: this.notation.value }),
    }, ...(letters ? notation : []).map((name) => el("option", { value: name }, words[name].label)));
    this.ways = ["forward", "backward"].map((way) => {
      const possible = this.choices.direction.includes(way);
      const title = possible
        ? say(`player.${way}_title`)
        : say("player.no_gradients");
      return el("button", {
        type: "button", class: "way", title, disabled: !possible, dataset: { way },
        onclick: () => this.put({ direction: way }),
      }, say(`player.${way}`));
    });
    const field = (title, control) => el("label", { class: "field" }, el("span", {}, title), control);
    this.host.append(
      el("div", { class: "choices" },
        el("div", { class: "ways", role: "group", "aria-label": say("player.direction") }, ...this.ways),
        field(say("player.unit"), this.unit),
        output > 1 ? field(say("player.output"), this.output) : null,
        batch > 1 ? field(say("player.sequence"), this.batch) : null,
        field(say("player.speed"), this.speed),
        letters ? field(say("player.symbols"), this.notation) : null));
  }

  counter(name, size) {
    const input = el("input", {
      type: "number", name, min: 0, max: size - 1, step: 1,
      oninput: () => {
        const wanted = Math.round(Number(input.value));
        if (input.value !== "") this.put({ [name]: Math.max(0, Math.min(size - 1, wanted)) });
      },
      onblur: () => (input.value = this.model.get(name)),
    });
    return input;
  }

  /** Bring the controls in line with the model. */
  show() {
    const get = (name) => this.model.get(name);
    const [t, playing] = [get("t"), get("playing")];
    setAttribute(this.scrub, "max", this.choices.t - 1);
    this.scrub.value = t;
    this.tell(say("player.place", { t: t + 1, T: this.choices.t }));
    setAttribute(this.playButton.path, "d", ICONS[playing ? "pause" : "play"]);
    setAttribute(this.playButton, "aria-label", playing ? say("player.pause") : say("player.play"));
    setAttribute(this.playButton, "title", playing ? say("player.pause") : say("player.play"));
    setAttribute(this.playButton, "aria-pressed", playing);
    for (const name of ["unit", "batch", "output"]) {
      if (document.activeElement !== this[name]) this[name].value = get(name);
    }
    this.notation.value = get("notation");
    this.showSpeed(get("speed"));
    for (const way of this.ways) {
      setAttribute(way, "aria-pressed", way.dataset.way === get("direction"));
    }
  }

  /** Where the cursor stands, in words, for the eye and for the ear. */
  tell(place) {
    setText(this.place, place);
    setAttribute(this.scrub, "aria-valuetext", place);
  }

  showSpeed(speed) {
    if (this.shownSpeed !== speed) {
      this.shownSpeed = speed;
      const all = [...new Set([...SPEEDS, speed])].sort((a, b) => a - b);
      this.speed.replaceChildren(...all.map((s) => el("option", { value: s }, say("player.steps_a_second", { s }))));
    }
    this.speed.value = String(speed);
  }

  toggle() {
    this.put({ playing: !this.model.get("playing") });
  }

  step(by) {
    this.put({ playing: false, ...stepped({ t: this.model.get("t") }, by, this.choices) });
  }

  stage(by) {
    const names = ["t", "stage", "direction"];
    const state = Object.fromEntries(names.map((name) => [name, this.model.get(name)]));
    this.put({ playing: false, ...staged(state, by, this.choices) });
  }

  turn() {
    const other = this.model.get("direction") === "forward" ? "backward" : "forward";
    if (this.choices.direction.includes(other)) this.put({ direction: other });
  }

  /** Answer a key; the widget must have the focus. */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key, shiftKey } = event;
    if (target.matches("select, input[type=number]") || (key === " " && target.matches("button"))) {
      return event.stopPropagation(); // or a notebook takes it from the control
    }
    const other = (by) => {
      const name = shiftKey && this.choices.output > 1 ? "output" : "unit";
      const next = this.model.get(name) + by;
      if (next >= 0 && next < this.choices[name]) this.put({ [name]: next });
    };
    const act = {
      ArrowLeft: () => (shiftKey ? this.stage(-1) : this.step(-1)),
      ArrowRight: () => (shiftKey ? this.stage(1) : this.step(1)),
      ArrowUp: () => other(-1),
      ArrowDown: () => other(1),
      Home: () => this.put({ t: 0 }),
      End: () => this.put({ t: this.choices.t - 1 }),
      " ": () => this.toggle(),
      b: () => this.turn(),
    }[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
