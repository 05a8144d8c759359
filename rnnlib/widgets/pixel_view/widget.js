// PixelView in the page: what is left of a picture, its completions, and what a pixel depends on.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { Steady } from "../shared/frame/steady.js";
import { View, widget } from "../shared/frame/view.js";
import { Choices } from "./choices.js";
import { Eraser } from "./eraser.js";
import { Maps } from "./maps.js";
import { Record } from "./record.js";
import { says } from "./says.js";

const REDO = {
  t: [], picture: [], network: [], case: [], erased: [], playing: [], speed: [], _mine: [],
};

class PixelView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.record = new Record(model);
    this.bar = forwardBar(model, this.put, { unit: false });
    this.choices = new Choices(this.record.plan, (changes) => this.choose(changes));
    this.bar.host.querySelector(".choices").prepend(this.choices.host);
    this.maps = new Maps(this.record.plan);
    this.eraser = new Eraser(this.maps.rest, {
      start: () => this.erased(),
      now: (erased) => { this.pending = erased; this.ask(); },
      done: (erased) => this.erase(erased),
    });
    this.maps.host.addEventListener("pointermove", ({ target }) => this.hover(target));
    this.maps.host.addEventListener("pointerleave", () => this.hover(null));
    this.maps.host.addEventListener("click", ({ target }) => this.go(target));
    this.steady = new Steady(...this.maps.copies.map(({ foot }) => foot));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" },
      say("pixels.keys"));
    this.open(host, { kind: "rnn-pixels", title: say("pixels.title"), key: (event) => this.key(event), watched: [this.maps.host] },
      this.bar.host, this.maps.host);
    this.maps.first.append(this.said, this.note);
  }

  /** Which pixels are erased now, as a string. */
  erased() {
    return this.pending ?? this.record.erased();
  }

  erase(erased) {
    this.pending = null;
    if (erased === this.record.erased()) return this.ask();
    this.put({ playing: false, erased: erased.includes("1") ? erased : "" });
    this.ask();
  }

  choose(changes) {
    this.pending = null;
    const first = "case" in changes && changes.case >= 0 ? { t: this.record.given[changes.case].indexOf("1") } : {};
    this.put({ playing: false, ...first, ...changes });
  }

  hover(target) {
    const k = target?.dataset?.k ?? null;
    const next = k === null ? null : Number(k);
    if (next === this.hovered) return;
    this.hovered = next;
    this.ask();
  }

  go({ dataset: { k } }) {
    if (k !== undefined && !this.eraser.moved) this.put({ playing: false, t: Number(k) });
  }

  key(event) {
    const { target, key } = event, { C } = this.record.plan;
    this.hovered = null;
    const by = { ArrowUp: -C, ArrowDown: C }[key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified || !(by || key === "e") || target.matches("select, input")) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    const t = this.get("t");
    if (key === "e") {
      const erased = [...this.erased()];
      erased[t] = erased[t] === "1" ? "0" : "1";
      return this.erase(erased.join(""));
    }
    if (t + by >= 0 && t + by < this.get("_choices").t) this.put({ playing: false, t: t + by });
  }

  draw() {
    this.frame = 0;
    if (this.todo.has("size")) {
      this.theme.apply();
      this.maps.fit();
    }
    this.todo.clear();
    const t = this.get("t"), seen = this.hovered ?? t;
    const told = this.pending ? null : this.record.told();
    const state = {
      t, seen, told, levels: this.record.levels(), erased: this.erased(), network: this.get("network"),
      fields: this.record.fields(seen),
    };
    this.maps.show(state);
    this.bar.show();
    this.bar.tell(say("pixels.step", { t: t + 1, T: this.get("_choices").t }));
    this.choices.show({ picture: this.get("picture"), network: this.get("network"), case: this.model.get("case") });
    setAttribute(this.said, "aria-live", this.get("playing") || this.hovered !== null ? "off" : "polite");
    setText(this.said, says(this.record, state));
  }

  close() {
    this.steady.stop();
    super.close();
  }
}

export default widget(PixelView);
