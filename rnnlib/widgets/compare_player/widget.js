// ComparePlayer in the page: several networks on one input, under one cursor.

import { Band } from "./band.js";
import { Diagram } from "../shared/drawing/diagram.js";
import { el, setAttribute, setText, typeset } from "../shared/frame/dom.js";
import { Run } from "../shared/drawing/run.js";
import { Strip } from "../shared/drawing/sequence.js";
import { say } from "../shared/frame/say.js";
import { spoken } from "../shared/frame/spoken.js";
import { Steady } from "../shared/frame/steady.js";
import { Transport } from "../shared/frame/transport.js";
import { View, widget } from "../shared/frame/view.js";

// What must be done again when a trait changes.
const REDO = {
  t: [], units: [], playing: [], speed: [],
  diagrams: ["diagrams"],
  notation: ["words"],
  shown: ["maps"],
  direction: ["words", "maps"],
  _networks: ["runs", "words", "maps"],
};
const LEGEND = {
  forward: say("cell.negative"),
  backward: say("compare.one_scale"),
};

class ComparePlayer extends View {
  constructor(model, host) {
    super(model, REDO);
    this.transport = new Transport(model, this.put);
    this.transport.unit.closest("label").remove();
    this.offers = ["states", "gates"].map((shown) =>
      el("button", { type: "button", class: "way", dataset: { shown }, onclick: () => this.put({ shown }) }, say(`compare.${shown}`)));
    this.drawn = el("button", { type: "button", class: "way alone", dataset: { act: "diagrams" },
      onclick: () => this.put({ diagrams: !this.get("diagrams") }) }, say("compare.diagrams"));
    this.transport.host.querySelector(".choices").prepend(
      el("div", { class: "ways", role: "group", "aria-label": say("compare.shown") }, ...this.offers), this.drawn);
    this.strip = new Strip((t) => this.put({ t }));
    this.bands = model.get("_networks").map((network, k) => new Band(network, {
      go: (t, unit) => this.put({ t, units: this.with(k, unit) }),
      choose: (unit) => this.put({ units: this.with(k, unit) }),
    }, k));
    this.cells = this.bands.map(({ name }, k) => {
      const room = el("div", { class: "diagram-host" });
      const node = el("figure", { dataset: { network: k } }, el("figcaption", {}, name), room);
      return { node, room, diagram: new Diagram(room, model.get("_networks")[k].picture) };
    });
    this.gallery = el("div", { class: "cells" }, ...this.cells.map((cell) => cell.node));
    this.time = el("div", { class: "time" },
      el("div", { class: "strip-room" }, this.strip.host), ...this.bands.map((band) => band.host));
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.legend = el("span", { class: "legend" });
    this.steady = new Steady(this.said);
    this.open(
      host,
      { kind: "rnn-compare", title: say("compare.title"), key: (event) => this.key(event),
        watched: [this.gallery, this.time] },
      this.transport.host, this.gallery, this.time, this.said, el("p", { class: "note" }, this.legend),
    );
  }

  /** The units, that of network k replaced. */
  with(k, unit) {
    return this.units().map((old, j) => (j === k ? unit : old));
  }

  units() {
    return this.bands.map(({ H }, k) => Math.max(0, Math.min(H - 1, this.get("units")[k] ?? 0)));
  }

  /** ↑ ↓ move the unit of the network that has the focus, or of all. */
  key(event) {
    const { target, key } = event;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!by || !plain || target.matches("select, input")) return this.transport.key(event);
    event.preventDefault();
    event.stopPropagation();
    const own = target.closest("[data-network]")?.dataset.network;
    const moved = this.units().map((unit, k) => {
      if (own !== undefined && Number(own) !== k) return unit;
      return Math.max(0, Math.min(this.bands[k].H - 1, unit + by));
    });
    this.put({ units: moved });
  }

  draw() {
    this.frame = 0;
    const { get, todo } = this;
    const back = get("direction") === "backward";
    const words = get("_vocabulary")[get("notation")].networks;
    if (todo.has("runs")) this.read();
    this.gallery.hidden = !get("diagrams");
    if (todo.has("words")) {
      this.steady.reset();
      setText(this.legend, back ? LEGEND.backward : LEGEND.forward);
      this.bands.forEach((band, k) => band.words(words[k], back));
    }
    if (todo.has("maps")) {
      this.bands.forEach((band, k) => band.build(get("shown"), back, words[k].symbols));
    } else if (todo.has("words")) this.bands.forEach((band, k) => band.rename(words[k].symbols));
    const measure = ["size", "diagrams"].some((part) => todo.has(part));
    this.cells.forEach(({ room, diagram }, k) => {
      const built = get("diagrams") && (measure || !diagram.root) && diagram.layout(room.clientWidth);
      if ((built || todo.has("words")) && diagram.root) diagram.name({ symbols: words[k].symbols, back });
    });
    if (["maps", "paint", "size", "diagrams"].some((part) => todo.has(part))) this.paint();
    todo.clear();
    this.numbers(back, words);
  }

  /** The runs, out of the bytes that Python sent. */
  read() {
    const all = this.get("_numbers");
    this.get("_networks").forEach((network, k) => {
      const [start, length] = network.bytes;
      const part = new DataView(all.buffer, all.byteOffset + start, length);
      this.bands[k].take(new Run(network, part), network, this.get("_axis"));
    });
  }

  /** Size and theme, then everything that depends on them. */
  paint() {
    this.theme.apply();
    const colours = this.theme.colours();
    for (const band of this.bands) band.paint(colours);
    const [{ maps, run }] = this.bands;
    if (!maps.step) return;
    this.strip.take(run.labels, run.T, run.held);
    this.strip.layout(maps.left, maps.span);
  }

  numbers(back, words) {
    const t = this.get("t");
    const units = this.units();
    const held = this.bands[0].run.held.has(t);
    this.root.classList.toggle("held", held);
    setAttribute(this.said, "aria-live", this.get("playing") ? "off" : "polite");
    this.transport.show();
    for (const offer of this.offers) setAttribute(offer, "aria-pressed", offer.dataset.shown === this.get("shown"));
    setAttribute(this.drawn, "aria-pressed", this.get("diagrams"));
    this.bands.forEach((band, k) => {
      band.show(t, units[k]);
      const { diagram } = this.cells[k];
      if (!diagram.root || !this.get("diagrams")) return;
      diagram.show({ run: band.run, t, unit: units[k], back, phase: () => (held ? "future" : "past"), symbols: words[k].symbols });
    });
    this.strip.show(t);
    const told = this.told(t, units, back, held, words);
    if (this.last !== told) typeset(this.said, (this.last = told));
  }

  /** What the step did in every network, in one sentence each. */
  told(t, units, back, held, words) {
    const label = this.bands[0].run.labels[t];
    const opening = say("compare.opening", { t: t + 1, reads: label ? say("drawing.reads", { label: spoken(label) }) : "" });
    if (held) return say("compare.masked", { opening });
    return [opening, ...this.bands.map((band, k) => band.says(t, units[k], back, words[k].symbols))].join(" ");
  }

  close() {
    this.steady.stop();
    for (const band of this.bands) band.close();
    super.close();
  }
}

/** On a page without a kernel `unit` moves the unit of every network, as Python does elsewhere. */
function together(model) {
  if (model.kernel !== false) return () => {};
  const sizes = () => model.get("_networks").map(({ H }) => H);
  const move = () => model.set("units", sizes().map((H) => Math.max(0, Math.min(H - 1, model.get("unit")))));
  model.on("change:unit", move);
  return () => model.off("change:unit", move);
}

const { initialize, render } = widget(ComparePlayer);

export default {
  initialize(context) {
    const stops = [together(context.model), initialize(context)];
    return () => stops.forEach((stop) => stop());
  },
  render,
};
