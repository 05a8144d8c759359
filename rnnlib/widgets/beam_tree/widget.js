// BeamTree in the page: the tree on the left, the texts of the step in a table beside it.

import { forwardBar } from "../shared/frame/bar.js";
import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { number } from "../shared/frame/format.js";
import { say } from "../shared/frame/say.js";
import { Ranking } from "./ranking.js";
import { Tree } from "./tree.js";
import { View, widget } from "../shared/frame/view.js";

const REDO = { t: [], rank: [], playing: [], speed: [], notation: [] };

class BeamView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.steps = this.get("_steps").map((column) =>
      column.map(([parent, token, logp, score, state, greedy]) => ({ parent, token, logp, score, state, greedy })));
    this.bar = forwardBar(model, this.put, { unit: false });
    const go = (t, rank) => this.put({ playing: false, t, ...(rank === null ? {} : { rank }) });
    this.words = this.steps.flat().some(({ token }) => [...token].length > 1);
    this.tree = new Tree(this.steps, this.get("_more"), go);
    this.ranking = new Ranking(this.get("_choices").rank, (rank) => this.put({ rank }));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" },
      say("beam.keys"));
    this.open(host, { kind: "rnn-beam", title: say("beam.title"), key: (event) => this.key(event), watched: [this.tree.host] },
      this.bar.host, this.tree.host, el("div", { class: "beside" }, this.said, this.ranking.host, this.note));
    this.root.dataset.words = this.words;
  }

  /** The node that is looked at: the text of that rank, or the last there is. */
  chosen() {
    const alive = this.steps[this.get("t")].filter(({ state }) => state !== "dropped").length;
    return Math.min(this.get("rank"), alive - 1);
  }

  key(event) {
    const { target, key } = event;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (!by || modified || target.matches("select, input[type=number]")) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    const next = this.chosen() + by;
    const alive = this.steps[this.model.get("t")].filter(({ state }) => state !== "dropped").length;
    if (next >= 0 && next < alive) this.put({ rank: next });
  }

  draw() {
    this.frame = 0;
    if (this.todo.has("size")) this.theme.apply();
    this.todo.clear();
    const t = this.get("t"), rank = this.chosen();
    this.tree.draw(t, rank);
    const texts = this.steps[t].map((node, k) => ({ ...node, text: this.text(t, k) }));
    this.ranking.show(texts, rank, this.get("_more")[t]);
    this.bar.show();
    setAttribute(this.said, "aria-live", this.get("playing") ? "off" : "polite");
    setText(this.said, this.says(texts, t, rank));
  }

  text(t, k) {
    const { parent, token } = this.steps[t][k];
    return t ? [this.text(t - 1, parent), token].join(this.words ? " " : "") : token;
  }

  says(texts, t, rank) {
    const alive = texts.filter(({ state }) => state !== "dropped");
    const many = texts.length + this.get("_more")[t];
    const { text, logp, state } = texts[rank];
    const fate = { kept: say("beam.goes_on"), done: say("beam.is_done") }[state];
    return say("beam.said", { t: t + 1, many, alive: alive.length, text, rank: rank + 1, logp: number(logp), fate });
  }
}

export default widget(BeamView);
