// AttentionView in the page: the source on top, what is written below, and the weights between.

import { forwardBar } from "../shared/frame/bar.js";
import { Transport } from "../shared/frame/transport.js";
import { el, setAttribute, typeset } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { Alignment } from "./alignment.js";
import { Numbers } from "./numbers.js";
import { says } from "./says.js";
import { WeightedSum } from "./weighted_sum.js";
import { View, widget } from "../shared/frame/view.js";

const REDO = {
  t: [], j: [], unit: [], playing: [], speed: [], direction: ["roads"], notation: ["words"],
};

class AttentionView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.numbers = new Numbers(this.get("_layout"), this.get("_numbers"));
    this.tokens = { source: this.get("_source"), target: this.get("_target") };
    const choices = this.get("_choices");
    const turns = choices.direction.length > 1;
    this.bar = turns ? new Transport(model, this.put) : forwardBar(model, this.put, { unit: choices.unit > 1 });
    if (turns && choices.unit === 1) this.bar.unit.closest("label").remove();
    this.picture = new Alignment(this.tokens, this.numbers, {
      go: (changes) => this.put({ playing: false, ...changes }),
      hover: (place) => this.hover(place),
    });
    this.sum = this.numbers.has("values") ? new WeightedSum(this.tokens.source, this.numbers) : null;
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" }, 
      turns ? say("attention.shows_both") : say("attention.shows"),
      say("attention.keys"),
      turns ? say("attention.turns") : "",
      choices.unit > 1 ? say("attention.unit") : "");
    this.hovered = null;
    this.open(host, { kind: "rnn-attention", title: say("attention.title"), key: (event) => this.key(event), watched: [this.picture.host] },
      this.bar.host, this.picture.host,
      el("div", { class: "beside" }, this.said, this.sum?.host, this.note));
  }

  hover(place) {
    if (JSON.stringify(place) === JSON.stringify(this.hovered)) return;
    this.hovered = place;
    this.ask();
  }

  key(event) {
    const { target, key, shiftKey } = event;
    this.hovered = null;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (!by || modified || target.matches("select, input[type=number]")) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    const [name, many] = shiftKey ? ["unit", this.get("_choices").unit] : ["j", this.tokens.source.length];
    const next = this.model.get(name) + by;
    if (next >= 0 && next < many) this.put({ [name]: next });
  }

  draw() {
    this.frame = 0;
    const { todo, get } = this;
    const { h } = get("_vocabulary")[get("notation")];
    const back = get("direction") === "backward";
    const at = { t: get("t"), j: get("j"), ...this.hovered };
    if (todo.has("size")) this.theme.apply();
    todo.clear();
    setAttribute(this.root, "data-direction", back ? "backward" : "forward");
    this.picture.draw(at, back);
    this.sum?.show(at, get("unit"), back, h);
    this.bar.show();
    this.bar.tell(say("attention.step", { t: get("t") + 1, T: this.tokens.target.length }));
    setAttribute(this.said, "aria-live", get("playing") || this.hovered ? "off" : "polite");
    const said = says(this.tokens, this.numbers, at, back);
    if (this.told !== said) typeset(this.said, (this.told = said));
  }
}

export default widget(AttentionView);
