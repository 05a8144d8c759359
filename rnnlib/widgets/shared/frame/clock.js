// The one clock of a model: it moves the cursor while `playing`, however many views look on.

import { played, rewound } from "./moves.js";

const LONGEST = 250; // ms: after a pause of the page, go on and do not catch up

/** Start watching `playing`; returns a function that stops. */
export function startClock(model) {
  let frame = 0, last = 0, due = 0;
  const choices = () => model.get("_choices"); // a widget may change them
  const state = () => ({
    t: model.get("t"),
    stage: model.get("stage"),
    direction: model.get("direction"),
  });
  const put = (changes) => Object.entries(changes).forEach(([k, v]) => model.set(k, v));

  function tick(now) {
    frame = 0;
    if (!model.get("playing")) return;
    due += Math.min(now - last, LONGEST) * model.get("speed") / 1000;
    last = now;
    const moves = due >= 1;
    while (due >= 1) {
      due -= 1;
      const next = played(state(), choices());
      if (!next) {
        model.set("playing", false);
        model.save_changes();
        return;
      }
      put(next);
    }
    if (moves) model.save_changes(); // at once: an echo takes back what is set and not yet saved
    frame = requestAnimationFrame(tick);
  }

  function toggled() {
    cancelAnimationFrame(frame);
    frame = 0;
    if (!model.get("playing")) return model.save_changes();
    if (!played(state(), choices())) put(rewound(state(), choices()));
    last = performance.now();
    due = 0;
    frame = requestAnimationFrame(tick);
  }

  model.on("change:playing", toggled);
  if (model.get("playing")) toggled();
  return () => {
    cancelAnimationFrame(frame);
    model.off("change:playing", toggled);
  };
}
