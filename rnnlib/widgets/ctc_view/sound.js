// The clock of a model: the sound plays, and the cursor goes where the ear is.

import { Record } from "./record.js";

const AUDIBLE = 20; // steps a second: slower than that, the sound would be a rumble, and is left out
const REAL = 50; // steps a second, as it was said
const PATIENCE = 300; // ms for the page to let sound begin
let speaker = null; // one for all

/** Start watching `playing`; returns a function that stops. */
export function startSound(model) {
  let frame = 0, source = null, from = 0, began = 0, put = -1, run = 0;

  const own = () => model.get("_clips")[Math.min(model.get("batch"), model.get("_clips").length - 1)];

  async function start() {
    hush();
    const mine = ++run;
    if (model.get("t") >= own().T - 1) move(0);
    put = from = model.get("t");
    const speed = model.get("speed");
    if (speed >= AUDIBLE) await audible();
    if (mine !== run || !model.get("playing")) return;
    if (speed >= AUDIBLE && speaker?.state === "running") {
      const { samples, rate } = new Record(model).clip(model.get("batch"));
      const buffer = speaker.createBuffer(1, samples.length, rate);
      buffer.copyToChannel(samples, 0);
      source = speaker.createBufferSource();
      source.buffer = buffer;
      source.playbackRate.value = speed / REAL;
      source.connect(speaker.destination);
      source.start(0, from / REAL);
      began = speaker.currentTime + (speaker.outputLatency || 0);
    } else began = performance.now() / 1000;
    frame = requestAnimationFrame(tick);
  }

  function tick() {
    if (!model.get("playing")) return;
    if (model.get("t") !== put) return void start(); // somebody moved the cursor: go on from there
    const now = source ? speaker.currentTime : performance.now() / 1000;
    const t = from + Math.floor(Math.max(0, now - began) * model.get("speed"));
    const last = own().T - 1;
    if (t > last) {
      model.set("t", (put = last));
      model.set("playing", false);
      return model.save_changes();
    }
    if (t !== put) move(t);
    frame = requestAnimationFrame(tick);
  }

  function move(t) {
    put = t;
    model.set("t", t);
    model.save_changes();
  }

  function hush() {
    cancelAnimationFrame(frame);
    frame = 0;
    source?.stop();
    source?.disconnect();
    source = null;
  }

  function toggled() {
    run++;
    hush();
    if (model.get("playing")) start();
    else model.save_changes();
  }

  function anew() {
    if (model.get("playing")) start();
  }

  model.on("change:playing", toggled);
  model.on("change:speed", anew);
  model.on("change:batch", anew);
  if (model.get("playing")) start();
  return () => {
    run++;
    hush();
    model.off("change:playing", toggled);
    model.off("change:speed", anew);
    model.off("change:batch", anew);
  };
}

/** Wait until sound may begin; a page that does not allow it yet goes on in silence. */
async function audible() {
  try {
    speaker ??= new AudioContext();
    const late = new Promise((done) => setTimeout(done, PATIENCE));
    if (speaker.state !== "running") await Promise.race([speaker.resume(), late]);
  } catch {
    speaker = null; // no sound on this machine
  }
}
