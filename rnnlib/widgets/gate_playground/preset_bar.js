// Mode and presets: what to move, and what it shows.

import { el, setAttribute } from "../shared/frame/dom.js";
import { Roomy } from "../shared/frame/roomy.js";
import { say } from "../shared/frame/say.js";

const MODES = { hands: say("playground.by_hand"), weights: say("playground.by_weights") };

export class PresetBar {
  /** `presets`: {name: the traits it sets}; `put(traits)` sets them. */
  constructor(presets, put) {
    const button = (name, text, act) =>
      el("button", { type: "button", class: "way", dataset: { choice: name }, onclick: act }, text);
    this.modes = Object.entries(MODES).map(([mode, text]) => button(mode, text, () => put({ mode })));
    this.choices = Object.entries(presets).map(([preset, traits]) =>
      button(preset, say(`preset.${preset}`), () => put({ preset, ...traits })));
    this.says = new Roomy(el("p", { class: "preset-says", "aria-live": "polite" }));
    const group = (name, buttons) =>
      el("div", { class: "ways", role: "group", "aria-label": name }, ...buttons);
    this.host = el("div", { class: "presets" },
      el("div", { class: "preset-row" }, group(say("playground.gates"), this.modes), group(say("playground.presets"), this.choices)),
      this.says.host);
  }

  show(mode, preset, words) {
    for (const button of this.modes) setAttribute(button, "aria-pressed", button.dataset.choice === mode);
    for (const button of this.choices) setAttribute(button, "aria-pressed", button.dataset.choice === preset);
    const told = ({ says, byWeights }) => (mode === "hands" ? says : `${says} ${byWeights}`);
    const own = say("playground.own");
    this.says.room([...Object.values(words).map(told), own]);
    this.says.say(words[preset] ? told(words[preset]) : own);
  }
}
