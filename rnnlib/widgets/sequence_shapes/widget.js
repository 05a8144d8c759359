// SequenceShapes in the page: five shapes of use, one drawing that goes over from one into the next.

import { el, setAttribute, setText, svg, typeset, typesetSvg } from "../shared/frame/dom.js";
import { startClock } from "../shared/frame/clock.js";
import { shown, View } from "../shared/frame/view.js";
import { Transport } from "../shared/frame/transport.js";
import { Column } from "./column.js";
import { sizes, wanted, windowed } from "./places.js";
import { hatch } from "../shared/drawing/nodes.js";
import { say } from "../shared/frame/say.js";
import { nats, sentence } from "./sentence.js";

const REDO = { shape: ["shape"], t: [], direction: [], playing: [], speed: [], notation: ["words"] };
const EASE = 170; // ms in which two thirds of a way are covered
let views = 0;

class ShapesView extends View {
  constructor(model, host) {
    super(model, REDO);
    const data = this.get("_numbers");
    const numbers = new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    this.shapes = this.get("_shapes").map((shape) => ({ ...shape, ...series(shape, numbers) }));
    this.first = 0;
    this.now = []; // of every column: where it is, and how visible its parts are
    this.bar = new Transport(model, this.put);
    this.bar.unit.closest("label").remove();
    this.buttons = this.shapes.map((shape, k) =>
      el("button", { type: "button", class: "way", title: `${shape.name} (${k + 1})`, dataset: { shape: k },
        onclick: () => this.choose(k) }, shape.short));
    const id = `rnn-shapes-${views++}`;
    this.svg = svg("svg", { class: "diagram", role: "img" });
    this.total = svg("text", { class: "sum", "text-anchor": "middle" });
    this.rail = svg("path", { class: "rail" });
    this.ends = ["start", "end"].map((anchor) => svg("text", { class: "more", "text-anchor": anchor }));
    const go = (t) => this.put({ t, playing: false });
    this.columns = Array.from({ length: Math.max(...this.shapes.map((s) => s.N)) }, () => new Column(id, go));
    this.svg.append(hatch(id), this.rail, ...this.columns.map((column) => column.root), this.total, ...this.ends);
    this.pictureHost = el("div", { class: "diagram-host" }, this.svg);
    this.about = el("p", { class: "about" });
    this.said = el("p", { class: "said", "aria-live": "polite" });
    this.note = el("p", { class: "note" });
    this.open(host,
      { kind: "rnn-shapes", title: say("shapes.title"), key: (event) => this.key(event), watched: [this.pictureHost] },
      this.bar.host,
      el("div", { class: "ways shapes", role: "group", "aria-label": say("shapes.shape") }, ...this.buttons),
      this.about, this.pictureHost, this.said, this.note);
  }

  choose(shape) {
    if (shape >= 0 && shape < this.shapes.length) this.put({ shape, playing: false });
  }

  key(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const typing = event.target.matches("select, input[type=number]");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const named = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : null;
    if (!plain || typing || (by === undefined && named === null)) return this.bar.key(event);
    event.preventDefault();
    event.stopPropagation();
    this.choose(named ?? this.get("shape") + by);
  }

  draw(time = performance.now()) {
    this.frame = 0;
    const { todo, get, shapes } = this;
    const words = get("_vocabulary")[get("notation")];
    const shape = shapes[get("shape")];
    const t = Math.min(shape.N - 1, get("t"));
    const back = get("direction") === "backward";
    if (todo.has("size")) this.theme.apply();
    const m = this.measure(shape);
    const old = this.first;
    this.first = windowed(this.first, t, m.count, shape.N);
    todo.clear();
    this.columns.forEach((column, k) => {
      if (k < shape.N) column.fill_in(k, shape, words);
      if (k < shape.N) column.look(t, back);
    });
    this.move(time, shape, m, t, back, old !== this.first);
    this.tell(shape, words, t, back, m);
  }

  measure(shape) {
    const width = this.pictureHost.clientWidth || 600;
    const key = [width, shape.N].join();
    if (this.measured !== key) {
      this.measured = key;
      this.m = sizes(width, shape.N);
      setAttribute(this.svg, "width", width);
      setAttribute(this.svg, "height", this.m.height);
      setAttribute(this.svg, "font-size", this.m.font.toFixed(1));
      for (const column of this.columns) column.size(this.m);
      this.ends.forEach((end, k) => {
        setAttribute(end, "x", k ? width - 2 : 2);
        setAttribute(end, "y", this.m.rows.h.toFixed(1));
      });
    }
    return this.m;
  }

  /** Bring every column nearer to its place in this shape; ask for another frame until all are there. */
  move(time, shape, m, t, back) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || !this.now.length || this.width !== m.width;
    const past = this.moved ? Math.min(64, time - this.moved) : 16;
    const part = calm ? 1 : 1 - Math.exp(-past / EASE);
    this.width = m.width;
    let busy = false;
    this.columns.forEach((column, k) => {
      const goal = wanted(k, shape, this.first, m);
      const now = (this.now[k] ??= goal);
      for (const name of Object.keys(goal)) {
        const off = goal[name] - now[name];
        const near = name === "x" ? 0.5 : 0.01;
        now[name] = Math.abs(off) < near || part === 1 ? goal[name] : now[name] + off * part;
        busy ||= now[name] !== goal[name];
      }
      column.fade(now);
      if (column.shape) column.place(now, k ? this.now[k - 1] : null, t, back);
    });
    this.moved = busy ? time : 0;
    this.root.dataset.moving = busy;
    if (busy) this.frame ||= requestAnimationFrame((next) => this.draw(next));
  }

  tell(shape, words, t, back, m) {
    const { get } = this;
    this.bar.show();
    this.bar.tell(say("shapes.place", { t: t + 1, N: shape.N }));
    this.buttons.forEach((button, k) => setAttribute(button, "aria-pressed", k === get("shape")));
    setText(this.about, shape.about);
    const asked = shape.answers.map((answer, k) => (answer ? k : -1)).filter((k) => k >= 0);
    const inSight = asked.map((k) => this.now[k]).filter((now) => now.column > 0.5).map((now) => now.x);
    const [low, high] = [Math.min(...inSight), Math.max(...inSight)];
    const rail = m.rows.total + m.heights.total / 2;
    setAttribute(this.rail, "d", inSight.length ? `M${low.toFixed(1)} ${rail.toFixed(1)}H${high.toFixed(1)}` : "");
    const sum = asked.reduce((all, k) => all + shape.losses[k], 0);
    const symbol = asked.length > 1 ? `${words.symbols.L} = Σ ${words.loss.join("t")} = ` : `${words.symbols.L} = `;
    const total = `${symbol}${nats(sum)}`;
    if (this.totalled !== total) typesetSvg(this.total, (this.totalled = total));
    setAttribute(this.total, "x", Math.max(m.font * 7, Math.min(m.width - m.font * 7, inSight.length ? (low + high) / 2 : m.width)).toFixed(1));
    setAttribute(this.total, "y", (m.rows.total + m.font * 0.3).toFixed(1));
    setText(this.ends[0], this.first > 0 ? "…" : "");
    setText(this.ends[1], this.first + m.count < shape.N ? "…" : "");
    const said = sentence(shape, words, t, back);
    setAttribute(this.said, "aria-live", get("playing") ? "off" : "polite");
    if (this.told !== said) typeset(this.said, (this.told = said));
    setAttribute(this.svg, "aria-label", say("shapes.picture", { name: shape.name, N: shape.N, said }));
    const note = back
      ? say("shapes.gradients", { h: words.symbols.h, told: shape.given.some(Boolean) ? say("shapes.none_through") : "" })
      : shape.given.some(Boolean)
        ? say("shapes.told_keys")
        : say("shapes.keys");
    if (this.noted !== note) typeset(this.note, (this.noted = note));
  }
}

/** The numbers of one shape, cut out of all. */
function series({ start, N, H }, numbers) {
  const cut = (k, n) => numbers.subarray(start + k * N, start + k * N + n);
  return { losses: cut(0, N), enters: cut(1, N), carried: cut(2, N), flow: cut(3, N), h: cut(4, N * H) };
}

/** Another shape has another number of columns: the transport and the clock are told. */
function follow(model) {
  const changed = () => {
    const choices = model.get("_choices");
    const N = model.get("_shapes")[model.get("shape")]?.N ?? choices.t;
    if (choices.t !== N) model.set("_choices", { ...choices, t: N });
    if (model.get("t") >= N) model.set("t", N - 1);
  };
  model.on("change:shape", changed);
  changed();
  return () => model.off("change:shape", changed);
}

export default {
  initialize({ model }) {
    const ends = [startClock(model), follow(model)];
    return () => ends.forEach((end) => end());
  },
  render: shown(ShapesView),
};
