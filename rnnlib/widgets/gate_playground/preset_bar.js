// Mode and presets: what to move, and what it shows.

import { el, retold, setAttribute } from "../shared/frame/dom.js";
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
    this.says = el("p", { class: "preset-says", "aria-live": "polite" });
    const group = (name, buttons) =>
      el("div", { class: "ways", role: "group", "aria-label": name }, ...buttons);
    this.host = el("div", { class: "presets" },
      el("div", { class: "preset-row" }, group(say("playground.gates"), this.modes), group(say("playground.presets"), this.choices)),
      this.says);
  }

  show(mode, preset, words) {
    for (const button of this.modes) setAttribute(button, "aria-pressed", button.dataset.choice === mode);
    for (const button of this.choices) setAttribute(button, "aria-pressed", button.dataset.choice === preset);
    const said = words[preset];
    const text = !said
      ? say("playground.own")
      : mode === "hands" ? said.says : `${said.says} ${said.byWeights}`;
    if (this.shown !== text) retold(this.says, (this.shown = text), !said);
  }
}
