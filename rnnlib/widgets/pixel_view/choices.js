// Which picture, which network, and what is erased of it.

import { el } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";

export class Choices {
  /** `put(changes)` sets traits. */
  constructor({ pictures, networks, cases }, put) {
    this.selects = {};
    const field = (title, name, options) => {
      const select = el("select", { name, onchange: () => put({ [name]: Number(select.value) }) },
        ...options.map((text, k) => el("option", { value: k }, text)));
      this.selects[name] = select;
      return el("label", { class: "field" }, el("span", {}, title), select);
    };
    this.mine = el("option", { value: -1, hidden: true, disabled: true }, say("pixels.own"));
    this.host = el("div", { class: "which" },
      field(say("pixels.picture"), "picture", pictures), field(say("pixels.told_by"), "network", networks), field(say("pixels.erased"), "case", cases));
    this.selects.case.append(this.mine);
  }

  show(state) {
    this.mine.hidden = this.mine.disabled = state.case >= 0;
    for (const [name, select] of Object.entries(this.selects)) select.value = String(state[name]);
  }
}
