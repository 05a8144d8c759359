// CTCView in the page: four pictures over one time, the sound, and the lattice state by state.

import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { View, shown } from "../shared/frame/view.js";
import { Controls, Typing } from "./controls.js";
import { Panels } from "./panels.js";
import { Record } from "./record.js";
import { formula, readSoFar, says } from "./says.js";
import { startSound } from "./sound.js";

const REDO = {
  t: [], s: [], playing: [], speed: [], _problem: [], batch: ["paint"], layer: ["paint"],
  _numbers: ["read", "paint"], _clips: ["read", "paint"],
};

class CTCView extends View {
  constructor(model, host) {
    super(model, REDO);
    this.parts = this.get("_parts");
    this.bar = new Controls(model, this.put);
    this.panels = new Panels(this.parts, (place) => this.put({ playing: false, ...place }));
    this.typing = this.get("_typed") ? new Typing(model, this.put) : null;
    this.digits = el("b", { class: "digits" });
    this.soFar = el("b", { class: "digits so-far" });
    const reads = this.parts.includes("symbols");
    const reading = el("p", { class: "reading" }, el("span", {}, say("speech.said"), this.digits),
      reads ? el("span", {}, say("speech.sofar"), this.soFar) : null);
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.formula = this.parts.includes("lattice") ? el("p", { class: "formula numbers" }) : null;
    const note = el("p", { class: "note" }, say("speech.keys"),
      this.formula ? say("speech.lattice_keys") : "",
      this.get("_clips").length > 1 || this.typing ? say("speech.recordings") : "");
    this.open(host, { kind: "rnn-ctc", title: say("speech.title"), key: (event) => this.bar.key(event), watched: [this.panels.host] },
      this.bar.host, reading, this.panels.host, this.said, this.formula, this.typing?.host, note);
  }

  draw() {
    this.frame = 0;
    const { todo, get } = this;
    if (todo.has("size")) this.theme.apply();
    if (todo.has("read") || !this.record) this.record = new Record(this.model);
    const stale = ["read", "paint", "size"].some((part) => todo.has(part));
    todo.clear();
    if (stale) {
      this.clip = this.record.clip(get("batch"));
      this.panels.paint(this.clip, get("layer"), this.theme.colours());
    }
    const { clip } = this;
    const t = Math.min(get("t"), clip.T - 1), s = Math.min(get("s"), clip.states.length - 1);
    this.panels.show(t, s);
    this.bar.show();
    this.typing?.show();
    setText(this.digits, clip.digits);
    setText(this.soFar, this.parts.includes("symbols") ? readSoFar(clip, t) || "–" : "");
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    setText(this.said, says(clip, t, s, this.parts));
    if (this.formula) setText(this.formula, formula(clip, get("layer"), t, s));
  }
}

export default { initialize: ({ model }) => startSound(model), render: shown(CTCView) };
