// The bar: travel of a `Transport`, which recording, which layer, how fast, and digits to type.

import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { Transport } from "../shared/frame/transport.js";

const SPEEDS = { 50: say("speech.full"), 25: say("speech.half"), 10: say("speech.fifth"), 5: say("speech.tenth") };
const LAYERS = { gamma: say("speech.gamma"), alpha: say("speech.alpha"), beta: say("speech.beta"), gradient: say("speech.gradient") };

export class Controls extends Transport {
  /** What can be chosen; `t` of the recording that is shown. */
  get choices() {
    return { ...this.model.get("_choices"), t: this.clip.T };
  }

  get clip() {
    const clips = this.model.get("_clips");
    return clips[Math.min(this.model.get("batch"), clips.length - 1)];
  }

  buildChoices() {
    const field = (title, control) => el("label", { class: "field" }, el("span", {}, title), control);
    const select = (name, options, number) => el("select", {
      name, onchange: (event) => this.put({ [name]: number ? Number(event.target.value) : event.target.value, ...(name === "batch" ? { t: 0 } : {}) }),
    }, ...Object.entries(options).map(([value, title]) => el("option", { value }, title)));
    this.batch = select("batch", {}, true);
    this.layer = select("layer", LAYERS, false);
    this.speed = select("speed", SPEEDS, true);
    this.recording = field(say("speech.recording"), this.batch);
    const lattice = this.model.get("_parts").includes("lattice");
    this.host.append(el("div", { class: "choices" },
      this.recording, lattice ? field(say("speech.layer"), this.layer) : null, field(say("player.speed"), this.speed)));
  }

  show() {
    const get = (name) => this.model.get(name);
    const clips = get("_clips"), speed = get("speed");
    if (this.clips !== clips) {
      this.clips = clips;
      this.recording.hidden = clips.length === 1;
      this.batch.replaceChildren(...clips.map(({ title }, n) => el("option", { value: n }, title)));
    }
    if (!(speed in SPEEDS) && !this.speed.querySelector(`[value="${speed}"]`)) this.speed.append(el("option", { value: speed }, say("player.steps_a_second", { s: speed })));
    this.batch.value = String(Math.min(get("batch"), clips.length - 1));
    this.layer.value = get("layer");
    this.speed.value = String(speed);
    const { T } = this.clip, t = Math.min(get("t"), T - 1), playing = get("playing");
    setAttribute(this.scrub, "max", T - 1);
    this.scrub.value = t;
    this.tell(say("player.place", { t: t + 1, T }));
    const title = playing ? say("player.pause") : say("speech.play");
    setAttribute(this.playButton.path, "d", playing ? "M3 2h4v12H3zM9 2h4v12H9z" : "M4 2v12l9-6z");
    for (const name of ["aria-label", "title"]) setAttribute(this.playButton, name, title);
    setAttribute(this.playButton, "aria-pressed", playing);
  }

  key(event) {
    const { target, key, shiftKey } = event;
    if (target.matches("input[type=text]")) return event.stopPropagation();
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const turns = key === "l" && this.model.get("_parts").includes("lattice");
    if (modified || target.matches("select") || !(by || turns)) return super.key(event);
    event.preventDefault();
    event.stopPropagation();
    if (turns) {
      const names = Object.keys(LAYERS);
      return this.put({ layer: names[(names.indexOf(this.model.get("layer")) + 1) % names.length] });
    }
    const name = shiftKey ? "batch" : "s";
    const many = shiftKey ? this.model.get("_clips").length : this.clip.states.length;
    const next = Math.min(this.model.get(name), many - 1) + by;
    if (next >= 0 && next < many) this.put({ [name]: next, ...(shiftKey ? { t: 0 } : {}) });
  }
}

/** A line to type digits on; without a kernel a sentence in its place. */
export class Typing {
  constructor(model, put) {
    this.model = model;
    this.problem = el("p", { class: "problem", role: "status" });
    if (model.kernel === false) {
      this.host = el("p", { class: "note typing" }, say("speech.no_python"));
      return;
    }
    const input = el("input", { type: "text", name: "digits", inputmode: "numeric", maxlength: 8, size: 9, autocomplete: "off", placeholder: "2026" });
    this.host = el("form", { class: "typing", onsubmit: (event) => {
      event.preventDefault();
      const wanted = input.value.trim();
      if (wanted === model.get("asked")) put({ asked: "" }); // the same once more
      put({ asked: wanted });
    } }, el("label", { class: "field" }, el("span", {}, say("speech.own")), input),
      el("button", { type: "submit" }, say("speech.say")), this.problem);
  }

  show() {
    setText(this.problem, this.model.get("_problem"));
  }
}
