// The pointer over what is left of the picture: dragging erases pixels, or brings them back.

export class Eraser {
  /** `start()` gives the erased pixels as a string; `now(erased)` while dragging, `done(erased)` after. */
  constructor(map, { start, now, done }) {
    const { grid } = map;
    this.moved = false;
    grid.addEventListener("pointerdown", (event) => {
      const k = place(event);
      this.moved = false;
      if (event.button || k === null) return;
      event.preventDefault();
      map.host.closest(".rnn-player").focus({ preventScroll: true });
      this.erased = [...start()];
      this.to = this.erased[k] === "1" ? "0" : "1"; // the first pixel says which
      this.first = k;
      grid.setPointerCapture(event.pointerId);
    });
    grid.addEventListener("pointermove", (event) => {
      if (!this.erased) return;
      const k = place(event);
      if (k === null || (!this.moved && k === this.first)) return;
      this.put(this.first);
      this.put(k);
      this.moved = true;
      now(this.erased.join(""));
    });
    const end = (event) => {
      if (!this.erased) return;
      if (!this.moved && event.type === "pointerup") {
        this.put(this.first); // a click on one pixel
        this.moved = true;
      }
      const { erased, moved } = this;
      this.erased = null;
      if (moved) done(erased.join(""));
    };
    for (const name of ["pointerup", "pointercancel"]) grid.addEventListener(name, end);
  }

  put(k) {
    this.erased[k] = this.to;
  }
}

/** The pixel under the pointer, even while another element has captured it. */
function place({ clientX, clientY, currentTarget }) {
  const cell = document.elementFromPoint(clientX, clientY)?.closest?.("[data-k]");
  return cell && currentTarget.contains(cell) ? Number(cell.dataset.k) : null;
}
