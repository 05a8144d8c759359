// PhasePlane in the page: drag the start, change the matrix, draw the input; the engine walks.

import { forwardBar, putter } from "../shared/frame/bar.js";
import { startClock } from "../shared/frame/clock.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { Lanes } from "../shared/drawing/lanes.js";
import { language, say } from "../shared/frame/say.js";
import { PhaseControls } from "./controls.js";
import { fate, fixedPoints, mapAt, nearestRotation, rotation, run } from "./engine.js";
import { prospect, told } from "./sentence.js";
import { Plane } from "./plane.js";
import { Roomy } from "../shared/frame/roomy.js";
import { startTheme } from "../shared/frame/theme.js";
import { shown } from "../shared/frame/view.js";

const LANES = ["x", "h1", "h2"];
const REDO = {
  t: [], stage: [], playing: [], speed: [], preset: [], backdrop: [], border: [], sides: [],
  U: ["run"], W: ["run"], b: ["run"], h0: ["run"], x: ["run"], squash: ["run"], driven: ["run"],
  notation: ["words"],
};

class View {
  constructor(model, host) {
    this.model = model;
    this.get = (name) => model.get(name);
    this.put = putter(model);
    this.bar = forwardBar(model, this.put, { unit: false });
    this.plane = new Plane((h0) => this.put({ h0, preset: "" }));
    this.lanes = new Lanes(LANES, (t) => this.put({ t }), (name, numbers) => this.write(numbers));
    this.controls = new PhaseControls({ get: this.get, put: this.put,
      turn: (scale, degrees) => this.put({ U: rotation(scale, degrees), preset: "" }) });
    const { preset, stage } = this.get("_choices"); // lists: the keys of an object may be sorted on the way
    this.stages = stage.slice(1);
    this.presets = preset.map((name) =>
      el("button", { type: "button", class: "way", dataset: { choice: name },
        onclick: () => this.put({ ...this.get("_presets")[name], preset: name }) }, say(`preset.${name}`)));
    this.says = new Roomy(el("p", { class: "preset-says", "aria-live": "polite" }));
    this.told = el("p", { class: "said", "aria-live": "polite" });
    this.prospect = el("p", { class: "prospect" });
    this.note = el("p", { class: "note" });
    this.legend = el("p", { class: "legend", "aria-hidden": "true" },
      ...["stable", "unstable", "saddle"].map((kind) => el("span", { class: `key ${kind}` }, say(`plane.${kind}`))));
    this.root = el("div",
      { class: "rnn-player rnn-phase", tabindex: 0, role: "group", lang: language(), "aria-label": say("plane.title"),
        dataset: { lmSuppressShortcuts: "true" }, onkeydown: (event) => this.key(event) },
      el("div", { class: "body" },
        el("div", { class: "presets ways", role: "group", "aria-label": say("playground.presets") }, ...this.presets),
        this.says.host, this.bar.host, this.controls.equation,
        el("div", { class: "sight" }, this.plane.host, this.legend),
        el("div", { class: "beside" }, this.lanes.host, this.told, this.prospect, this.controls.settings),
        this.note));
    host.append(this.root);
    this.todo = new Set(["run", "words"]);
    this.theme = startTheme(this.root, this.get("_palette"), () => this.ask("paint"));
    this.sizes = new ResizeObserver(() => this.ask("size"));
    for (const part of [this.plane.host, this.lanes.host]) this.sizes.observe(part);
    this.listeners = Object.entries(REDO).map(([name, parts]) => {
      const changed = () => this.ask(...parts);
      model.on(`change:${name}`, changed);
      return [`change:${name}`, changed];
    });
    this.draw();
  }

  /** New input numbers {t: value}; at t = 0 nothing is read. */
  write(numbers) {
    const x = Array.from(this.get("x"));
    for (const [t, value] of Object.entries(numbers)) if (Number(t)) x[t - 1] = value;
    this.put({ x, preset: "" });
  }

  key(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const slides = target.matches("input[type=range]:not(.scrub)") && /^(Arrow|Home|End|Page)/.test(key);
    const ticks = target.matches("input[type=checkbox]") && key === " ";
    const typed = target.matches("input[type=number], select");
    if (slides || ticks || typed) return event.stopPropagation(); // or the notebook takes it from the control
    if (this.todo.has("run")) this.compute(); // a second key before the next frame
    const { driven, t } = { driven: this.get("driven"), t: this.get("t") };
    const drawn = driven && t ? this.lanes.key(event, this.run, t) : null;
    if (drawn === null) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    this.write({ [t]: drawn });
  }

  /** Draw once, before the next frame, whatever has changed until then. */
  ask(...parts) {
    for (const part of parts) this.todo.add(part);
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  compute() {
    const { get } = this;
    this.net = { U: get("U"), W: get("W"), b: get("b"), squash: get("squash") };
    this.input = get("driven") ? get("x") : get("x").map(() => 0);
    this.walk = run(this.net, get("h0"), this.input);
    this.run = new Series(this.walk, this.input, this.net.squash);
    this.found = new Map();
  }

  draw() {
    this.frame = 0;
    const { todo, get } = this;
    const words = get("_vocabulary")[get("notation")];
    const driven = get("driven");
    setAttribute(this.root, "data-driven", driven);
    setAttribute(this.root, "data-squash", get("squash"));
    if (todo.has("run")) this.compute();
    if (todo.has("paint") || todo.has("size")) this.theme.apply();
    const symbols = { x: words.symbols.x, h1: `${words.symbols.h}_1`, h2: `${words.symbols.h}_2` };
    if (todo.has("run") || todo.has("words")) {
      this.lanes.name(symbols, (name) => name === "x" && driven);
      this.plane.name(words.symbols.h);
      this.controls.name(words.symbols);
      typeset(this.note, words.note);
    }
    this.plane.layout(this.net.squash ? 1.3 : 1.6);
    if (todo.has("run") || todo.has("size")) this.lanes.draw(this.run);
    todo.clear();
    if (this.plane.place) this.numbers(words, driven);
  }

  numbers(words, driven) {
    const { get, net, walk } = this;
    const [t, stage, preset] = [get("t"), get("stage"), get("preset")];
    const x = t ? this.input[t - 1] : 0;
    const map = mapAt(net, x);
    if (!this.found.has(x)) this.found.set(x, fixedPoints(map));
    const found = this.found.get(x);
    const end = fate(map, walk.states[t]);
    setAttribute(this.root, "data-stage", stage);
    setAttribute(this.told, "aria-live", get("playing") ? "off" : "polite");
    this.bar.show();
    this.bar.tell(say("player.place", { t, T: walk.states.length - 1 })); // the walk starts before step 1
    this.plane.behind(map, get("backdrop"), found, get("border"));
    this.plane.beside(get("border"), get("sides"));
    this.plane.walk(walk, t, stage);
    this.lanes.show(t, 0);
    this.controls.show({ h: walk.states[t], before: walk.states[t - 1], x, turn: nearestRotation(net.U) });
    for (const button of this.presets) setAttribute(button, "aria-pressed", button.dataset.choice === preset);
    const own = say("plane.own");
    this.says.room([...Object.values(words.presets), own]);
    this.says.say(words.presets[preset] ?? own);
    setText(this.told, told({ walk, t, x, net, driven, stage, words, order: this.stages }));
    const leads = prospect({ found, end, driven, x, border: get("border"), sides: get("sides") });
    setText(this.prospect, leads);
    setAttribute(this.plane.picture, "aria-label", say("plane.picture", { leads }));
  }

  close() {
    cancelAnimationFrame(this.frame);
    for (const [event, listener] of this.listeners) this.model.off(event, listener);
    this.sizes.disconnect();
    this.theme.stop();
    this.root.remove();
  }
}

/** The walk as curves over t = 0 … T, read as `Lanes` reads a run. */
class Series {
  constructor({ states }, input, squash) {
    const [h1, h2] = [0, 1].map((k) => states.map((state) => state[k]));
    this.series = { x: [0, ...input], h1, h2 };
    this.T = states.length;
    this.squash = squash;
  }

  value(name, t) {
    return this.series[name][t];
  }

  range(name) {
    if (name === "x" || this.squash) return [-1, 1];
    const most = Math.max(1, ...["h1", "h2"].flatMap((one) => this.series[one].map(Math.abs)));
    return [-most, most];
  }
}

export default {
  initialize({ model }) {
    return startClock(model);
  },
  render: shown(View),
};
