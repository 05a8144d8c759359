// TrainingView in the page: the training's curve, the next character's bars, and what is written.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";
import { View, widget } from "../shared/frame/view.js";
import { Bars } from "./bars.js";
import { Chart } from "./chart.js";
import { reshaped } from "./reshape.js";

const SETTINGS = ["temperature", "top_k", "top_p"];
const TITLES = { temperature: say("training.temperature"), top_k: "top-k", top_p: "top-p" };
const RANGES = { temperature: [0.1, 2, 0.05], top_k: [1, null, 1], top_p: [0.05, 1, 0.05] };
const PATIENCE = 900; // ms: Python answers sooner, if it is there and at leisure
const REDO = Object.fromEntries([
  "t", "playing", "speed", "learning", "draw", "_done", "_losses", "_bits", "_chances", "_samples", "_live", "_trouble", ...SETTINGS,
].map((name) => [name, []]));

class TrainingView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.plan = this.get("_plan");
    this.alone = model.kernel === false;
    this.bar = forwardBar(model, this.put, { unit: false });
    const button = (name, title, act) => el("button", { type: "button", class: "act", title, dataset: { act: name }, onclick: act });
    this.learn = button("learn", say("training.train_title"), () => this.train());
    this.again = button("again", say("training.again_title"), () => this.put({ learning: false, restarts: this.get("restarts") + 1 }));
    this.redraw = button("draw", say("training.draw_title"), () => this.put({ draw: this.next() }));
    setText(this.again, say("training.again"));
    setText(this.redraw, say("training.draw"));
    this.sliders = SETTINGS.map((name) => this.slider(name));
    this.chart = new Chart(this.plan, (update) => this.put({ playing: false, t: this.nearest(update) }));
    this.bars = new Bars(this.plan.alphabet);
    this.prompt = el("span", { class: "prompt" }, this.plan.prompt);
    this.text = el("span", { class: "text" });
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.source = el("p", { class: "source", role: "status" });
    this.open(host, { kind: "rnn-training", title: say("training.title"), key: (event) => this.key(event), watched: [this.chart.host] },
      this.bar.host,
      el("div", { class: "settings" },
        this.alone ? null : el("div", { class: "acts" }, this.learn, this.again),
        ...this.sliders.map((slider) => slider.host), this.redraw),
      this.chart.host, this.bars.host,
      el("div", { class: "written", tabindex: 0, role: "region", "aria-label": say("training.writes") }, this.prompt, this.text),
      this.said, this.source);
  }

  slider(name) {
    const [min, most, step] = RANGES[name];
    const value = el("output", { class: "number", "aria-live": "off" });
    const input = el("input", { type: "range", name, min, max: most ?? this.plan.alphabet.length, step, "aria-label": TITLES[name],
      oninput: () => this.put({ [name]: Number(input.value) }) });
    return { name, input, value, host: el("label", { class: "slider" }, el("span", {}, TITLES[name]), input, value) };
  }

  /** The moment of the training nearest to an update. */
  nearest(update) {
    const steps = this.plan.steps.slice(0, this.get("_bits").length);
    return steps.reduce((best, step, k) => (Math.abs(step - update) < Math.abs(steps[best] - update) ? k : best), 0);
  }

  next() {
    const draw = this.get("draw") + 1;
    return this.alone ? draw % this.get("_samples")[0][0].length : draw;
  }

  train() {
    if (!this.alone) this.put({ learning: !this.get("learning") });
  }

  key(event) {
    const { target, key } = event;
    if (target.matches("input[type=range]:not(.scrub)") && /^(Arrow|Home|End|Page)/.test(key)) return event.stopPropagation();
    const last = this.get("_bits").length - 1;
    const now = Math.min(this.get("t"), last); // what is drawn may be a key behind
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !target.matches("select");
    const act = plain && {
      t: () => this.train(),
      r: () => this.put({ draw: this.next() }),
      End: () => this.put({ t: last }),
      ArrowRight: () => this.put({ playing: false, t: Math.min(last, now + 1) }),
      ArrowLeft: () => this.put({ playing: false, t: Math.max(0, now - 1) }),
    }[key];
    if (!act) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** The text for what is asked: Python's own, one written beforehand, or the nearest of those. */
  find() {
    const { get, moment } = this;
    const live = get("_live");
    const V = this.plan.alphabet.length;
    const k = (value) => value || V;
    const asked = { temperature: get("temperature"), top_k: k(get("top_k")), top_p: get("top_p"), draw: get("draw"), t: moment };
    if (Object.entries(asked).every(([name, value]) => (name === "top_k" ? k(live[name]) : live[name]) === value)) {
      return { text: live.text, exact: true };
    }
    const { temperatures } = this.plan;
    const best = temperatures.reduce((b, tau, j) => (Math.abs(tau - asked.temperature) < Math.abs(temperatures[b] - asked.temperature) ? j : b), 0);
    const written = get("_samples")[moment][best];
    const exact = temperatures[best] === asked.temperature && asked.top_k === V && asked.top_p === 1 && asked.draw < written.length;
    return { text: written[asked.draw % written.length], exact, temperature: temperatures[best] };
  }

  /** After a while without Python's answer, what was written beforehand is all there is: say so. */
  wait({ exact, temperature }) {
    const says = exact ? "" : say("training.drawn", { temperature });
    if (this.awaited === says) return;
    this.awaited = says;
    clearTimeout(this.timer);
    if (!says) return setText(this.source, this.get("_trouble"));
    this.timer = setTimeout(() => setText(this.source, says), PATIENCE);
  }

  draw() {
    this.frame = 0;
    const { get, todo, plan } = this;
    const bits = get("_bits");
    const last = bits.length - 1;
    const t = (this.moment = Math.min(get("t"), last));
    if (get("playing") && t >= last) this.put({ playing: false, t });
    if (todo.has("size")) this.theme.apply();
    todo.clear();
    this.chart.size();
    this.chart.draw(floats(get("_losses")), plan.steps, bits, t);
    this.bar.show();
    setAttribute(this.bar.scrub, "max", last);
    this.bar.tell(say("training.place", { t: plan.steps[t], done: get("_done") }));
    const finished = get("_done") >= plan.updates;
    setText(this.learn, finished ? say("training.trained") : get("learning") ? say("training.pause") : get("_done") ? say("training.go_on") : say("training.train"));
    this.learn.disabled = finished;
    setAttribute(this.learn, "aria-pressed", get("learning"));
    for (const { name, input, value } of this.sliders) {
      const set = get(name) || plan.alphabet.length;
      input.value = set;
      const all = name === "top_k" ? set >= plan.alphabet.length : name === "top_p" && set >= 1;
      setText(value, all ? say("training.all") : name === "top_k" ? String(set) : set.toFixed(2));
      setAttribute(input, "aria-valuetext", value.textContent);
    }
    const V = plan.alphabet.length;
    const p = floats(get("_chances")).subarray(t * V, (t + 1) * V);
    const q = reshaped(p, Object.fromEntries(SETTINGS.map((name) => [name, get(name)])));
    const shown = this.bars.show(plan.prompt, p, q);
    const found = this.find();
    setText(this.text, found.text);
    this.wait(found);
    const busy = get("playing") || get("learning");
    setAttribute(this.said, "aria-live", busy ? "off" : "polite");
    const left = q.filter((value) => value > 0).length;
    const [name, , chance] = shown[0];
    setText(this.said, say("training.said", { steps: plan.steps[t], bits: bits[t].toFixed(2) }) +
      say("training.draws", { many: left === 1 ? say("training.one_character") : say("training.characters", { n: left }), name: spoken(name), p: chance.toFixed(2) }));
  }

  close() {
    clearTimeout(this.timer);
    super.close();
  }
}

/** The bytes of a trait as float32; copied, for nobody promises where they begin. */
function floats(view) {
  if (!view) return new Float32Array(0);
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

export default widget(TrainingView);
