// WidgetCheck in the page: three things are tried, and each says how it went.

import { el, setText, svg } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { language, say } from "../shared/frame/say.js";
import { startTheme } from "../shared/frame/theme.js";
import { shown } from "../shared/frame/view.js";

const PATIENCE = 5000; // milliseconds until no answer counts as none
const WORDS = {
  drawn: say("widget_check.drawn"),
  undrawn: say("widget_check.undrawn"),
  asking: say("widget_check.asking"),
  silent: say("widget_check.silent") +
    say("widget_check.restart"),
  keys: say("widget_check.keys"),
  heard: say("widget_check.heard"),
};

class View {
  constructor(model, host) {
    this.model = model;
    this.lines = ["drawn", "answer", "keys"].map((name) => this.line(name));
    const [drawn, answer, keys] = this.lines;
    this.button = el("button", { type: "button", onclick: () => this.ask() }, say("widget_check.again"));
    answer.host.append(this.button);
    this.root = el("div",
      { class: "rnn-player rnn-check", tabindex: 0, role: "group", lang: language(), "aria-label": say("widget_check.title"),
        dataset: { lmSuppressShortcuts: "true" }, onkeydown: (event) => this.key(event) },
      el("div", { class: "body" }, this.picture(drawn), ...this.lines.map((line) => line.host)));
    host.append(this.root);
    this.theme = startTheme(this.root, model.get("_palette"), () => {});
    this.say(keys, null, WORDS.keys);
    this.answered = () => this.hear();
    model.on("change:_answered", this.answered);
    this.ask();
  }

  line(name) {
    const mark = el("span", { class: "mark", "aria-hidden": "true" });
    const words = el("span", { class: "words", role: "status" });
    return { mark, words, host: el("p", { class: "line", dataset: { line: name } }, mark, words) };
  }

  /** A line's words, with ✓ (true), × (false) or … (null). */
  say(line, fine, words) {
    const name = fine === null ? "open" : fine ? "fine" : "amiss";
    setText(line.mark, { open: "…", fine: "✓", amiss: "×" }[name]);
    line.host.dataset.outcome = name;
    setText(line.words, words);
  }

  picture(line) {
    const bytes = this.model.get("_numbers");
    const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const h = new Float32Array(copy);
    const sum = h.reduce((all, one) => all + one, 0);
    const fine = Math.abs(sum - this.model.get("_total")) < 1e-4;
    this.say(line, fine, fine ? WORDS.drawn : WORDS.undrawn);
    const bars = Array.from(h, (value, t) =>
      svg("rect", { x: t * 10 + 1, width: 8, y: 60 * (1 - value), height: 60 * value }));
    return svg("svg", { class: "push", viewBox: `0 0 ${h.length * 10} 61`, role: "img",
      "aria-label": say("widget_check.bars", { n: h.length, first: number(h[0]), last: number(h[h.length - 1]) }) }, ...bars);
  }

  /** Set a new question; whoever answers raises `_answered`. */
  ask() {
    const line = this.lines[1];
    this.say(line, null, WORDS.asking);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(line, false, WORDS.silent), PATIENCE);
    const last = this.model.get("asked");
    this.model.set("asked", last >= 0.9 ? 0.1 : Math.round(10 * last + 1) / 10);
    this.model.save_changes();
  }

  hear() {
    clearTimeout(this.timer);
    const [x, y] = [this.model.get("asked"), this.model.get("answer")];
    const fine = Math.abs(Math.tanh(x) - y) < 1e-9;
    this.say(this.lines[1], fine, say("widget_check.answers", { x: x.toFixed(1), y: number(y) }));
  }

  key(event) {
    if (event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    this.say(this.lines[2], true, WORDS.heard);
  }

  close() {
    clearTimeout(this.timer);
    this.model.off("change:_answered", this.answered);
    this.theme.stop();
    this.root.remove();
  }
}

export default {
  render: shown(View),
};
