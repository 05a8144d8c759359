// The chapter as a slide show: one screen at a time, by keys or buttons.

import { say } from "../../../widgets/shared/frame/say.js";
import { fit, screensOf, unscaled } from "./screens.js";

const MOVES = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const LEFT_OUT = ["skip", "notes"];
const MARGIN = 24; // above the first line and below the last

/** The cells in groups, a new one wherever a slide or a subslide begins. */
function slidesOf(cells) {
  const slides = [];
  for (const cell of cells) {
    const kind = cell.dataset.slide;
    if (LEFT_OUT.includes(kind)) continue;
    if (!slides.length || kind === "slide" || kind === "subslide") slides.push([]);
    slides.at(-1).push(cell);
  }
  return slides;
}

/** Whether a key belongs to what has the focus: a player takes arrows, a field takes all. */
function taken({ key, target }) {
  if (target.closest("input, select, textarea, .page-field")) return true;
  return key.startsWith("Arrow") && Boolean(target.closest(".page-widget"));
}

export class Slides {
  constructor() {
    this.slides = slidesOf(document.querySelectorAll(".page-cell"));
    const bar = document.querySelector(".page-slides");
    [this.back, this.next] = bar.querySelectorAll("[data-move]");
    this.button = bar.querySelector("[aria-pressed]");
    this.moves = bar.querySelector(".page-moves");
    this.place = bar.querySelector("output");
    this.main = document.querySelector("main");
    this.screens = [];
    this.at = 0;
    this.button.addEventListener("click", () => (this.on ? this.end() : this.begin()));
    this.back.addEventListener("click", () => this.show(this.at - 1));
    this.next.addEventListener("click", () => this.show(this.at + 1));
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("resize", () => this.on && this.lay(this.screens[this.at]?.[0].node));
    bar.hidden = false;
  }

  get on() {
    return document.body.classList.contains("slides");
  }

  /** Where the bar ends. */
  get top() {
    return document.querySelector(".page-bar").getBoundingClientRect().height;
  }

  /** Begin with the slide that the reader has before the eyes. */
  begin() {
    const seen = this.slides.find((cells) => cells.at(-1).getBoundingClientRect().bottom > 120);
    this.switch(true);
    this.main.focus({ preventScroll: true }); // Space must not end the show
    return this.lay(seen?.[0]);
  }

  /** Cut all slides for this window, then show the screen on which `node` stands. */
  async lay(node) {
    const turn = (this.turn = {});
    const here = (this.here = node ?? this.here);
    this.screens = [];
    this.place.textContent = "";
    this.bare();
    document.body.classList.add("laying");
    const screens = await screensOf(this.slides, innerHeight - this.top - MARGIN);
    if (turn !== this.turn || !this.on) return;
    document.body.classList.remove("laying");
    this.screens = screens;
    const meets = ({ node }) => node.contains(here) || here?.contains(node);
    this.show(Math.max(0, screens.findIndex((screen) => screen.some(meets))));
  }

  /** Back to the page, to where this slide stands in it. */
  end() {
    const [first] = this.screens[this.at] ?? [];
    this.switch(false);
    this.bare();
    first?.node.scrollIntoView({ block: "start", behavior: "instant" });
  }

  switch(on) {
    document.body.classList.toggle("slides", on);
    document.body.classList.remove("laying");
    this.button.setAttribute("aria-pressed", String(on));
    this.moves.hidden = !on;
  }

  /** As if no slide had been shown. */
  bare() {
    for (const node of this.main.querySelectorAll("[data-fit]")) unscaled(node);
    for (const name of ["slide-part", "slide-shown", "slide-leading", "slide-trailing"]) {
      for (const node of this.main.querySelectorAll(`.${name}`)) node.classList.remove(name);
    }
  }

  show(k) {
    const screen = this.screens[k];
    if (!screen) return;
    this.at = k;
    for (const node of this.main.querySelectorAll(".slide-shown")) node.classList.remove("slide-shown");
    for (const { node } of screen) {
      for (let up = node; !up.matches("main"); up = up.parentElement) up.classList.add("slide-shown");
    }
    screen[0].node.classList.add("slide-leading");
    screen.at(-1).node.classList.add("slide-trailing");
    this.place.textContent = say("page.slide", { k: k + 1, n: this.screens.length });
    this.back.disabled = k === 0;
    this.next.disabled = k === this.screens.length - 1;
    scrollTo(0, 0);
    fit(screen, this.main, this.top, innerHeight - MARGIN / 4);
  }

  key(event) {
    if (!this.on || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape") {
      if (event.target.closest(".page-widget")) event.target.blur();
      else this.end();
    } else if (event.key in MOVES && !taken(event)) {
      event.preventDefault();
      this.show(this.at + MOVES[event.key]);
    }
  }
}
