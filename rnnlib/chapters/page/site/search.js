// The search over all chapters: what is found stands in the place of the course.

import { found, prepared } from "./finding.js";
import { unpacked } from "./packing.js";
import { say } from "../../../widgets/shared/frame/say.js";

// Sections that are shown.
const MOST = 40;

export class Search {
  /** `place` holds the field, `course` is what it leaves when nothing is asked. */
  constructor(place, course, packed) {
    Object.assign(this, { place, course, packed });
    [this.field, this.told, this.list] =
      ["input", "[role=status]", "ol"].map((part) => place.querySelector(part));
    this.field.addEventListener("input", () => this.show());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.ask("");
      if (event.key === "Enter") this.links()[0]?.click();
    });
    place.addEventListener("keydown", (event) => this.walk(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, select, textarea")) return;
      event.preventDefault();
      this.field.focus();
    });
    place.hidden = false;
    if (location.hash === "#search") this.field.focus();
    this.ask(new URLSearchParams(location.search).get("q") ?? "");
  }

  links() {
    return [...this.list.querySelectorAll("a")];
  }

  /** From the field to what was found, and through it. */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.field, ...this.links()];
    const to = stops[stops.indexOf(event.target) + step];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  ask(question) {
    this.field.value = question.slice(0, this.field.maxLength);
    return this.show();
  }

  /** A promise of all sections, unpacked once. */
  sections() {
    this.known ??= unpacked(...this.packed).then((bytes) =>
      prepared(JSON.parse(new TextDecoder().decode(bytes))));
    return this.known;
  }

  async show() {
    const question = this.field.value;
    this.keep(question);
    const all = question.trim() ? found(await this.sections(), question) : [];
    // More was typed meanwhile.
    if (question !== this.field.value) return;
    this.course.hidden = Boolean(question.trim());
    this.list.replaceChildren(...all.slice(0, MOST).map(item));
    this.told.textContent = question.trim() ? count(all.length) : "";
  }

  /** In the address, so that the way back from a chapter leads to what was found. */
  keep(question) {
    try {
      const address = new URL(location.href);
      if (question) address.searchParams.set("q", question);
      else address.searchParams.delete("q");
      if (address.href !== location.href) history.replaceState(null, "", address);
    } catch {
      // The way back leads to the whole course.
    }
  }
}

function count(size) {
  if (size === 0) return say("course.nothing");
  return size > MOST ? say("course.best", { n: size, most: MOST }) : say("course.found", { n: size });
}

function item({ name, title, id, heading, parts }) {
  const [node, link, words] = ["li", "a", "p"].map((tag) => document.createElement(tag));
  link.href = `${encodeURIComponent(name)}.html${id && `#${encodeURIComponent(id)}`}`;
  link.textContent = heading && heading !== title ? `${title} › ${heading}` : title;
  words.append(...parts.map(([text, hit]) => {
    if (!hit) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  }));
  node.append(link, words);
  return node;
}
