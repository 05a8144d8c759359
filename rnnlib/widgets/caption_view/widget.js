// CaptionView in the page: pictures to choose from, one of them large, and its caption word by word.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { View, widget } from "../shared/frame/view.js";
import { Look, painted } from "./look.js";
import { named, says } from "./says.js";
import { Others, Sentence } from "./sentence.js";

const REDO = { t: [], picture: ["turn"], playing: [], speed: [], _choices: [] };

class CaptionView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.captions = this.get("_captions");
    [this.size, this.grid] = this.get("_size");
    this.bytes = bytesOf(this.get("_pixels"));
    this.maps = new Float32Array(bytesOf(this.get("_maps")).slice().buffer);
    this.most = Math.max(...this.captions.flatMap(({ others }) => others.map((row) => row.length)));
    this.hovered = { word: null, cell: null };
    this.bar = forwardBar(model, this.put, { unit: false });
    this.look = new Look([this.size, this.grid], (cell) => this.hover({ cell }));
    this.sentence = new Sentence((t) => this.put({ playing: false, t }), (word) => this.hover({ word }));
    this.others = new Others(this.most);
    this.shelf = el("div", { class: "shelf", role: "group", "aria-label": say("caption.pictures") },
      ...this.captions.map((_, k) => this.thumbnail(k)));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" }, this.grid.length
      ? say("caption.bright")
      : say("caption.no_attention"),
      say("caption.keys"));
    this.open(host, { kind: "rnn-caption", title: say("caption.title"), key: (event) => this.key(event), watched: [this.shelf] },
      this.bar.host, this.shelf, this.look.host,
      el("div", { class: "beside" }, this.sentence.host, this.said, this.others.host, this.note));
  }

  thumbnail(k) {
    return el("button", { type: "button", class: "thumbnail", "aria-label": say("caption.picture", { k: k + 1 }), tabindex: -1,
      onclick: () => this.turnTo(k) }, painted(this.bytes, this.start(k), this.size));
  }

  /** Where the bytes of picture `k` begin. */
  start(k) {
    return 3 * k * this.size[0] * this.size[1];
  }

  /** The weights of word `t` of picture `k`, or null. */
  weights(k, t) {
    if (!this.grid.length) return null;
    const cells = this.grid[0] * this.grid[1];
    const before = this.captions.slice(0, k).reduce((sum, { words }) => sum + words.length, 0);
    return this.maps.subarray((before + t) * cells, (before + t + 1) * cells);
  }

  turnTo(k) {
    const room = { ...this.model.get("_choices"), t: this.captions[k].words.length };
    this.hovered = { word: null, cell: null };
    this.put({ playing: false, t: 0, _choices: room, picture: k });
  }

  hover(change) {
    const next = { ...this.hovered, ...change };
    if (next.word === this.hovered.word && next.cell === this.hovered.cell) return;
    this.hovered = next;
    this.ask();
  }

  key(event) {
    const { target, key } = event;
    this.hovered = { word: null, cell: null };
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (!by || modified || target.matches("select, input[type=number]")) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    const next = this.get("picture") + by;
    if (next >= 0 && next < this.captions.length) this.turnTo(next);
  }

  draw() {
    this.frame = 0;
    const { todo, get } = this;
    const k = get("picture"), caption = this.captions[k];
    if (todo.has("size")) this.theme.apply();
    if (todo.has("turn")) {
      this.look.turn(this.bytes, this.start(k));
      this.sentence.turn(caption);
      [...this.shelf.children].forEach((node, n) => setAttribute(node, "aria-pressed", n === k));
    }
    todo.clear();
    const T = caption.words.length, at = Math.min(T - 1, get("t")), t = this.hovered.word ?? at;
    const weights = this.weights(k, t);
    const label = say("caption.picture_and", { k: k + 1, looks: weights ? say("caption.looks_of", { word: named(caption.words[t]) }) : "" });
    this.look.show(weights, this.hovered.cell, label);
    this.sentence.show(t, at);
    this.others.show(caption.others[t], caption.words[t]);
    this.bar.show();
    this.bar.tell(say("caption.step", { t: at + 1, T }));
    const quiet = get("playing") || this.hovered.word !== null || this.hovered.cell !== null;
    setAttribute(this.said, "aria-live", quiet ? "off" : "polite");
    setText(this.said, says(caption, t, weights, this.grid, this.hovered.cell));
  }
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

export default widget(CaptionView);
