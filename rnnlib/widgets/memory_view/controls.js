// The bar of controls: beside what every player has, the head, the place and how many are shown.

import { el, setAttribute } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";
import { Transport } from "../shared/frame/transport.js";
import { headed, sided } from "./heads.js";

export class Controls {
  /** `where()` is the place that is looked at. */
  constructor(model, put, where) {
    Object.assign(this, { model, put, where });
    this.transport = new Transport(model, put);
    const { host, unit } = this.transport, { place: N } = model.get("_choices");
    unit.closest("label").firstChild.textContent = say("memory.number");
    this.heads = model.get("_heads").map((name, head) =>
      el("button", { type: "button", class: "way", dataset: { head }, title: say("memory.the_head", { head: headed(name) }), onclick: () => put({ head }) }, sided(name)));
    this.place = el("input", { type: "number", name: "place", min: 0, max: N - 1, step: 1,
      oninput: () => {
        if (this.place.value !== "") put({ place: Math.max(0, Math.min(N - 1, Math.round(Number(this.place.value)))) });
      } });
    const toggle = (act, text, title, run) =>
      el("button", { type: "button", class: "way", title, dataset: { act }, onclick: run }, text);
    this.peak = toggle("peak", say("memory.peak"), say("memory.follow"), () => this.follow());
    this.zoom = toggle("zoom", say("memory.zoom"), say("memory.around"), () => this.turn());
    host.querySelector(".choices").prepend(
      el("div", { class: "ways", role: "group", "aria-label": say("memory.head") }, ...this.heads),
      el("label", { class: "field" }, el("span", {}, say("memory.place")), this.place),
      el("div", { class: "ways", role: "group", "aria-label": say("memory.places") }, this.peak, N > 24 ? this.zoom : null));
    this.host = host;
  }

  follow() {
    this.put({ place: this.model.get("place") < 0 ? this.where() : -1 });
  }

  turn() {
    this.put({ zoom: !this.model.get("zoom") });
  }

  show(place) {
    this.transport.show();
    const [head, wanted, zoom] = ["head", "place", "zoom"].map((name) => this.model.get(name));
    this.heads.forEach((button, k) => setAttribute(button, "aria-pressed", k === head));
    if (document.activeElement !== this.place) this.place.value = place;
    setAttribute(this.peak, "aria-pressed", wanted < 0);
    setAttribute(this.zoom, "aria-pressed", zoom);
  }

  key(event) {
    const { target, key, shiftKey } = event;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const act = { p: () => this.follow(), z: () => this.turn() }[key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified || !(by || act) || target.matches("select, input[type=number]")) return this.transport.key(event);
    event.preventDefault();
    event.stopPropagation();
    if (act) return act();
    const { head: K, place: N } = this.model.get("_choices");
    if (shiftKey) return this.put({ place: (this.where() + by + N) % N });
    const head = this.model.get("head") + by;
    if (head >= 0 && head < K) this.put({ head });
  }
}
