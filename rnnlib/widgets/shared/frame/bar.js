// The bar of controls where there is no way back through time, and perhaps no unit to choose.

import { Transport } from "./transport.js";

/** A `Transport` without direction; `unit: false` takes the unit away as well. */
export function forwardBar(model, put, { unit = true } = {}) {
  const bar = new Transport(model, put);
  bar.ways[0].parentElement.remove();
  if (!unit) bar.unit.closest("label").remove();
  return bar;
}

/** `put(changes)` sets traits and saves them: what is set but not saved, an echo may take back. */
export function putter(model) {
  return (changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
}
