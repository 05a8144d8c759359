// The gauges of a diagram as handles: drag a gate up and down.

import { snapped } from "../shared/drawing/strokes.js";

export class Grip {
  /** `movable(id)` says which gauges can be held; `moved(id, value)` where one is dragged to. */
  constructor(host, movable, moved) {
    Object.assign(this, { host, movable, moved, held: null });
    host.addEventListener("pointerdown", (event) => this.press(event));
    host.addEventListener("pointermove", (event) => this.held && this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      host.addEventListener(end, () => (this.held = null));
    }
  }

  press(event) {
    const node = event.target.closest?.("[data-id]");
    if (event.button || !node || !this.movable(node.dataset.id)) return;
    event.preventDefault();
    this.host.setPointerCapture(event.pointerId);
    this.held = { id: node.dataset.id, box: node.querySelector(".tank").getBoundingClientRect() };
    this.held.low = node.classList.contains("gauge") ? -1 : 0;
    this.host.closest("[tabindex]").focus();
    this.drag(event);
  }

  drag(event) {
    const { id, box, low } = this.held;
    const part = (box.bottom - event.clientY) / box.height;
    this.moved(id, snapped(low + part * (1 - low), low, 1));
  }
}
