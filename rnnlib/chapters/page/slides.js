// The chapter as a slide show: the cells of one slide at a time, by keys or buttons.

const MOVES = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const LEFT_OUT = ["skip", "notes"];

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
    this.at = 0;
    this.button.addEventListener("click", () => (this.on ? this.end() : this.begin()));
    this.back.addEventListener("click", () => this.show(this.at - 1));
    this.next.addEventListener("click", () => this.show(this.at + 1));
    document.addEventListener("keydown", (event) => this.key(event));
    bar.hidden = false;
  }

  get on() {
    return document.body.classList.contains("slides");
  }

  /** Begin with the slide that the reader has before the eyes. */
  begin() {
    const seen = this.slides.findIndex((cells) => cells.at(-1).getBoundingClientRect().bottom > 120);
    this.switch(true);
    this.show(Math.max(0, seen));
    document.querySelector("main").focus({ preventScroll: true }); // Space must not end the show
  }

  /** Back to the page, to where this slide stands in it. */
  end() {
    this.switch(false);
    this.slides[this.at][0].scrollIntoView({ block: "start", behavior: "instant" });
  }

  switch(on) {
    document.body.classList.toggle("slides", on);
    this.button.setAttribute("aria-pressed", String(on));
    this.moves.hidden = !on;
  }

  show(k) {
    if (!this.slides[k]) return;
    this.at = k;
    for (const cell of document.querySelectorAll(".page-cell.shown")) cell.classList.remove("shown");
    for (const cell of this.slides[k]) cell.classList.add("shown");
    this.place.textContent = `slide ${k + 1} of ${this.slides.length}`;
    this.back.disabled = k === 0;
    this.next.disabled = k === this.slides.length - 1;
    scrollTo(0, 0);
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
