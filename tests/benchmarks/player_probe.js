// Opens a player in a page and measures it; `player.py` reads what `probe` finds.

import { Model } from "./model.js";

const { state, arrays } = await (await fetch("state.json")).json();
for (const name of arrays) {
  state[name] = new DataView(await (await fetch(`${name}.bin`)).arrayBuffer());
}
const model = new Model("player", state, null);
const proxy = model.proxy({});
const widget = (await import("./widget.js")).default;
widget.initialize({ model: proxy });

const frame = () => new Promise((done) => requestAnimationFrame(done));
const T = state._run.T;
const place = document.querySelector("#place");

/** Milliseconds from `render` until the first picture is drawn, and its frame begun and done. */
async function open() {
  const start = performance.now();
  window.close_view = await widget.render({ model: proxy, el: place });
  await frame();
  await new Promise((done) => setTimeout(done));
  return performance.now() - start;
}

/** Milliseconds of script, and of script and layout, for each of `n` steps of the scrub bar. */
async function scrub(n, inside) {
  const bar = document.querySelector(".scrub");
  const real = window.requestAnimationFrame;
  const found = { script: [], laid: [] };
  for (let k = 0; k < n; k++) {
    bar.value = inside(k);
    const draw = [];
    window.requestAnimationFrame = (asked) => draw.push(asked);
    const start = performance.now();
    bar.dispatchEvent(new Event("input"));
    window.requestAnimationFrame = real;
    for (const one of draw) one(performance.now());
    const done = performance.now();
    void place.offsetHeight;
    found.laid.push(performance.now() - start);
    found.script.push(done - start);
    await frame();
  }
  return found;
}

/** Milliseconds between the frames of `seconds` of playing at `speed`, and how far it came. */
async function play(speed, seconds) {
  model.set({ t: T >> 1, speed });
  await frame();
  model.set("playing", true);
  const between = [], begun = performance.now(), from = model.get("t");
  let last = await frame();
  while (performance.now() - begun < 1000 * seconds) {
    const now = await frame();
    between.push(now - last);
    last = now;
  }
  model.set("playing", false);
  return { between, steps: Math.abs(model.get("t") - from) };
}

window.probe = {
  open,
  play,
  walk: (n) => scrub(n, (k) => (T >> 1) + (k % (T >> 1))),
  leap: (n) => scrub(n, (k) => (k * 37) % T),
  turn: () => model.set("direction", "backward"),
  nodes: () => place.querySelectorAll("*").length,
};
