// What the views of all widgets share: they read traits, draw once a frame, and clean up.

import { putter } from "./bar.js";
import { startClock } from "./clock.js";
import { el } from "./dom.js";
import { bringLetters } from "./letters.js";
import { language } from "./say.js";
import { startTheme } from "./theme.js";

export class View {
  /** `redo`: {trait: what must be done again when it changes}, every part once at the first drawing. */
  constructor(model, redo) {
    this.model = model;
    this.redo = redo;
    this.put = putter(model);
    this.get = (name) => offered(model.get(name), model.get("_choices")[name]);
    this.todo = new Set(Object.values(redo).flat());
  }

  /** Put the view on the page and draw: a root of class `kind` around `parts`; sizes are watched. */
  open(host, { kind, title, key, watched }, ...parts) {
    this.root = el(
      "div",
      { class: `rnn-player ${kind}`, tabindex: 0, role: "group", lang: language(), "aria-label": title,
        dataset: { lmSuppressShortcuts: "true" }, onkeydown: key },
      el("div", { class: "body" }, ...parts),
    );
    host.append(this.root);
    this.theme = startTheme(this.root, this.model.get("_palette"), () => this.ask("paint"));
    this.sizes = new ResizeObserver(() => this.ask("size"));
    for (const part of watched) this.sizes.observe(part);
    this.listeners = Object.entries(this.redo).map(([name, tasks]) => {
      const changed = () => this.ask(...tasks);
      this.model.on(`change:${name}`, changed);
      return [`change:${name}`, changed];
    });
    this.draw();
  }

  /** Draw once, before the next frame, whatever has changed until then. */
  ask(...parts) {
    for (const part of parts) this.todo.add(part);
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  close() {
    cancelAnimationFrame(this.frame);
    for (const [event, listener] of this.listeners) this.model.off(event, listener);
    this.sizes.disconnect();
    this.theme.stop();
    this.root.remove();
  }
}

/** What anywidget wants of a module: a model's clock, and `Kind` as its view. */
export function widget(Kind) {
  return {
    initialize: ({ model }) => startClock(model),
    render: shown(Kind),
  };
}

/** How a view comes on a page: with its letters, so that nothing is measured in others. */
export function shown(Kind) {
  return async ({ model, el: host }) => {
    await bringLetters();
    const view = new Kind(model, host);
    return () => view.close();
  };
}

/** A value that a link may have put out of reach, back among the choices: how many, or which. */
export function offered(value, choices) {
  if (Array.isArray(choices)) return choices.includes(value) ? value : choices[0] ?? value;
  return choices === undefined ? value : Math.max(0, Math.min(choices - 1, value));
}
