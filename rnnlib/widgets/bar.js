// The bar of controls where there is no way back through time, and perhaps no unit to choose.

import { Transport } from "./transport.js";

/** A `Transport` without direction; `unit: false` takes the unit away as well. */
export function forwardBar(model, put, { unit = true } = {}) {
  const bar = new Transport(model, put);
  bar.ways[0].parentElement.remove();
  if (!unit) bar.unit.closest("label").remove();
  return bar;
}

/** Set traits at once, tell the kernel at most ten times a second; `flush` tells it now. */
export function putter(model) {
  let timer = 0;
  const flush = () => {
    clearTimeout(timer);
    timer = 0;
    model.save_changes();
  };
  const put = (changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    timer ||= setTimeout(flush, 100);
  };
  return { put, flush: () => timer && flush() };
}
