// The characters of a text as they stand on the page, each with a colour behind it.

import { el, setAttribute } from "../shared/frame/dom.js";
import { say } from "../shared/frame/say.js";

const FAINT = 0.03, STRONG = 0.8; // parts of full colour: below one no hatch, above the other light ink
const MARKS = { "\n": "↵", "\r": "␍", "\0": "␀" };

export class Letters {
  /** `go(t)` is called for a click on character t, `hover(t)` when the mouse is over it, or null. */
  constructor(symbols, go, hover) {
    this.letters = symbols.map((symbol, t) => {
      const mark = MARKS[symbol];
      return el("span", { class: mark ? "letter mark" : "letter", dataset: { t } }, mark ?? symbol);
    });
    const lines = this.letters.flatMap((node, t) => (symbols[t] === "\n" ? [node, el("br")] : [node]));
    const at = (event) => event.target.closest?.(".letter")?.dataset.t;
    this.host = el("div", {
      class: "letters", tabindex: 0, role: "slider", "aria-label": say("text.character"),
      "aria-valuemin": 1, "aria-valuemax": symbols.length,
      onclick: (event) => at(event) !== undefined && go(Number(at(event))),
      onpointermove: (event) => hover(at(event) === undefined ? null : Number(at(event))),
      onpointerleave: () => hover(null),
    }, ...lines);
    this.shown = [];
  }

  /** Colour all characters: parts −1 … 1 of full colour; those after `end` are still unread. */
  paint(parts, end = parts.length) {
    this.letters.forEach((node, s) => {
      const part = Number.isFinite(parts[s]) ? Math.max(-1, Math.min(1, parts[s])) : 0;
      const look = s > end ? "unread" : `${part < 0 ? "−" : "+"}${Math.abs(part).toFixed(3)}`;
      if (this.shown[s] === look) return;
      this.shown[s] = look;
      node.style.setProperty("--part", s > end ? 0 : Math.abs(part).toFixed(3));
      node.classList.toggle("negative", part < -FAINT && s <= end);
      node.classList.toggle("strong", part < -STRONG && s <= end);
      node.classList.toggle("unread", s > end);
    });
  }

  /** Mark the current character, and the one under the mouse. */
  show(t, hovered, playing) {
    if (this.seen !== t) this.bring(t, playing);
    this.mark("current", t);
    this.mark("hovered", hovered);
  }

  /** Scroll to a character; before anything is marked, or the page would be laid out once more. */
  bring(t, playing) {
    this.seen = t;
    const [room, node] = [this.host, this.letters[t]];
    const top = node.offsetTop - room.offsetTop;
    const margin = node.offsetHeight * 2;
    if (top < room.scrollTop + margin || top > room.scrollTop + room.clientHeight - margin) {
      const smooth = !playing && !matchMedia("(prefers-reduced-motion: reduce)").matches;
      room.scrollTo({ top: top - room.clientHeight / 2, behavior: smooth ? "smooth" : "auto" });
    }
  }

  mark(kind, t) {
    const node = t === null ? null : this.letters[t];
    if (this[kind] === node) return;
    this[kind]?.classList.remove(kind);
    this[kind] = node;
    node?.classList.add(kind);
    if (kind === "current") setAttribute(this.host, "data-t", t);
  }
}
