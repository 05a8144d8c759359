// PathSplitter in the page: draw the forget gates, and see by which road the gradient arrives.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { ForgetLane } from "./forget_lane.js";
import { number } from "../shared/frame/format.js";
import { fromLog, Legend, LogChart } from "../shared/drawing/log_chart.js";
import { say } from "../shared/frame/say.js";
import { norms, splitPaths } from "./path_engine.js";
import { View, widget } from "../shared/frame/view.js";

const REDO = {
  t: [], playing: [], speed: [], notation: ["words"], forget: ["run"], strength: ["run"],
};
const ROADS = { total: say("paths.total"), carry: say("paths.carry"), rest: say("paths.rest") };

class PathView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.T = this.get("_choices").t;
    this.bar = forwardBar(model, this.put, { unit: false });
    const go = (t) => this.put({ t });
    this.chart = new LogChart(ROADS, {
      low: -8, high: 2, every: 2, steps: this.T, first: 1, bars: true, height: 300, xlabel: say("paths.step"), ylabel: "", go,
    });
    this.yTitle = this.chart.host.querySelector(".y");
    this.lane = new ForgetLane(this.chart, (changes) => this.write(changes), go);
    this.legend = new Legend(ROADS);
    this.presets = this.get("_presets").map(([name, forget]) => ({ forget, button:
      el("button", { type: "button", class: "way", dataset: { choice: name }, onclick: () => this.put({ forget }) }, name) }));
    this.strength = el("input", { type: "range", name: "strength", min: 0, max: 1.5, step: 0.05,
      oninput: () => this.put({ strength: Number(this.strength.value) }) });
    this.times = el("output", { class: "number", "aria-live": "off" });
    this.weights = el("span", {});
    this.title = el("p", { class: "lane-title" });
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" });
    this.open(host, { kind: "rnn-paths", title: say("paths.title"), key: (event) => this.key(event), watched: [this.chart.host] },
      this.bar.host,
      el("div", { class: "settings" },
        el("div", { class: "ways", role: "group", "aria-label": say("paths.gates") }, ...this.presets.map((p) => p.button)),
        el("label", { class: "slider" }, this.weights, this.strength, this.times)),
      el("div", { class: "pictures" }, this.title, this.lane.host, this.chart.host),
      el("div", { class: "beside" }, this.legend.host, this.said),
      this.note);
  }

  /** Forget gates {t: value} by hand; null gives one back to the network. */
  write(changes) {
    const forget = Array.from(this.get("forget"));
    for (const [t, value] of Object.entries(changes)) forget[t] = value;
    this.put({ forget });
  }

  key(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target === this.strength && /^(Arrow|Home|End|Page)/.test(key)) return event.stopPropagation();
    const t = this.get("t");
    if (this.todo.has("run")) this.compute(); // a second key before the next frame
    const value = target.matches("select, input, button") ? undefined : this.lane.key(event, this.f[t]);
    if (value === undefined) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    this.write({ [t]: value });
  }

  compute() {
    const forget = this.get("forget");
    const paths = splitPaths(this.get("_network"), forget, this.get("strength"));
    this.f = paths.f.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
    this.curves = Object.fromEntries(Object.keys(ROADS).map((name) => [name, norms(paths[name]).map(Math.log10)]));
  }

  draw() {
    this.frame = 0;
    const { todo, get } = this;
    const { symbols } = get("_vocabulary")[get("notation")];
    if (todo.has("run")) this.compute();
    if (todo.has("words")) this.name(symbols);
    if (todo.has("size")) this.theme.apply();
    todo.clear();
    const [t, forget] = [get("t"), get("forget")];
    this.chart.size();
    this.chart.draw(this.curves, t);
    this.lane.draw(this.f, forget.map((value) => value !== null), t, symbols.f.replaceAll("_", ""));
    this.legend.show(this.curves, t);
    this.bar.show();
    this.strength.value = get("strength");
    setText(this.times, `× ${number(get("strength"))}`);
    for (const preset of this.presets) {
      setAttribute(preset.button, "aria-pressed", preset.forget.every((value, k) => value === forget[k]));
    }
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    const [total, carry, rest] = Object.values(this.curves).map((logs) => fromLog(logs[t]));
    const far = this.T - 1 - t;
    const where = far === 0 ? say("paths.at_loss") : say("paths.before_loss", { far });
    const said = say("paths.said", { t: t + 1, where, c: symbols.c, total, carry, h: symbols.h, rest, f: symbols.f, value: number(this.f[t]), set: forget[t] === null ? "" : say("paths.set") });
    if (this.told !== said) typeset(this.said, (this.told = said));
  }

  name(symbols) {
    typeset(this.yTitle, say("paths.size", { c: symbols.c }));
    typeset(this.weights, say("paths.weights", { U: symbols.U }));
    setAttribute(this.strength, "aria-label", this.weights.textContent);
    typeset(this.title, say("paths.draw", { f: symbols.f }));
    typeset(this.note, say("paths.note", { h: symbols.h, U: symbols.U }));
  }
}

export default widget(PathView);
