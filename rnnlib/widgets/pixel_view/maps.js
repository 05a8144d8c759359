// All pictures: what is left, the completions, what was expected of them, and the influences.

import { el, setAttribute, setText } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";

/** One small picture: `show(paint)` asks for every pixel's class and how dark it is, 0 to 1. */
class Map_ {
  constructor({ R, C }, title, kind) {
    this.cells = Array.from({ length: R * C }, (_, k) => el("i", { dataset: { k } }));
    this.title = el("span", { class: "title" }, ...title);
    this.foot = el("span", { class: "foot" });
    this.grid = el("div", { class: "map", role: "img", style: `--columns: ${C}; --rows: ${R}` }, ...this.cells);
    this.host = el("div", { class: `panel ${kind}` }, this.title, this.grid, this.foot);
  }

  show(paint, label) {
    setAttribute(this.grid, "aria-label", label);
    this.cells.forEach((cell, k) => {
      const [kind, dark] = paint(k);
      if (cell.className !== kind) cell.className = kind;
      const part = `${Math.round(100 * dark)}%`;
      if (cell.dataset.part !== part) cell.style.setProperty("--dark", (cell.dataset.part = part));
    });
  }
}

export class Maps {
  constructor(plan) {
    this.plan = plan;
    const { copies, networks } = plan;
    this.rest = new Map_(plan, [say("pixels.left")], "rest");
    this.copies = Array.from({ length: copies }, (_, i) => new Map_(plan, [el("span", { class: "word" }, say("pixels.completion")), String(i + 1)], "copy"));
    this.expected = Array.from({ length: copies }, () => new Map_(plan, [], "expected"));
    this.fields = networks.map((name) => new Map_(plan, [name], "field"));
    const row = (name, maps) => el("div", { class: `row ${name}`, style: `--many: ${maps.length}` }, ...maps.map(({ host }) => host));
    this.first = el("div", { class: "first" }, this.rest.host);
    this.host = el("div", { class: "maps" },
      this.first,
      el("div", { class: "told" }, row("copies", this.copies), row("expecteds", this.expected)),
      row("fields", this.fields));
  }

  /** Completions are called by their numbers alone where they have no room for more. */
  fit() {
    this.host.classList.remove("tight");
    const tight = this.copies.some(({ title }) => title.scrollWidth > title.clientWidth);
    this.host.classList.toggle("tight", tight);
  }

  show(state) {
    const { t, seen, told, levels, erased, network, fields } = state;
    const top = this.plan.K - 1, gone = (k) => erased[k] === "1";
    const mark = (k, ...kinds) => [...kinds, k === t && "now", k === seen && k !== t && "seen"].filter(Boolean).join(" ");
    this.rest.show((k) => [mark(k, gone(k) && "gone"), gone(k) ? 0 : levels[k] / top], say("pixels.left_of", { n: count(erased) }));
    setText(this.rest.foot, say("pixels.count", { n: count(erased) }));
    this.copies.forEach((map, i) => {
      const drawn = told?.drawn[i];
      map.show((k) => {
        if (!gone(k)) return [mark(k), levels[k] / top];
        return drawn && k <= t ? [mark(k, "told"), drawn[k] / top] : [mark(k, "gone"), 0];
      }, say("pixels.completion_to", { i: i + 1, t: t + 1 }));
      setText(map.foot, told ? outcome(told, i, t, gone(t), top) : "…");
    });
    this.expected.forEach((map, i) => {
      const part = told?.expected[i];
      map.show((k) => (part && k <= t ? [mark(k), part[k] / 100] : [mark(k, "gone"), 0]), say("pixels.expected", { i: i + 1 }));
      setText(map.foot, part ? `${top === 1 ? say("pixels.p_ink") : say("pixels.darkness")} ${part[t]} %` : "…");
    });
    this.fields.forEach((map, m) => {
      const { shades, seen: many } = fields[m];
      map.show((k) => [mark(k, k > seen && "later", k < seen && !shades[k] && "blind"), shades[k] / 255], say("pixels.depends", { name: this.plan.networks[m], many, seen }));
      setText(map.foot, say("pixels.many_of", { many, seen }));
      map.host.classList.toggle("chosen", m === network);
    });
  }
}

function count(erased) {
  return erased.split("1").length - 1;
}

function outcome({ drawn, right }, i, t, gone, top) {
  const level = drawn[i][t];
  const what = top === 1 ? (level ? say("pixels.ink") : say("pixels.paper")) : say("pixels.level", { level });
  return `${gone ? "" : say("pixels.given")}${what}, ${right[i][t]} %`;
}
