// Which steps of a run are on the screen: all of them, or, of a long run, those around the cursor.

const LEAST = 2; // px of a step: with less, a run is too long to be seen as a whole
const MOST = 28; // px of a step that shows its label; longer labels do without

export class Span {
  /** `follows`: of a run that is too long a part is shown, and it moves along; else always all. */
  constructor(follows = false) {
    Object.assign(this, { follows, T: 1, count: 1, first: 0, step: 0 });
  }

  get whole() {
    return this.count === this.T;
  }

  /** For a run of T steps on `width` px, with labels as `wide` as that. */
  fit(T, width, wide) {
    const whole = !this.follows || width / T >= LEAST;
    this.T = T;
    this.count = whole ? T : Math.max(1, Math.min(T, Math.floor(width / Math.min(MOST, wide))));
    this.step = width / this.count; // px
    this.first = this.inside(this.first);
  }

  /** Move so that step `t` is shown; whether it had to. */
  hold(t) {
    if (t >= this.first && t < this.first + this.count) return false;
    this.first = this.inside(t - (this.count >> 1));
    return true;
  }

  inside(first) {
    return Math.max(0, Math.min(this.T - this.count, first));
  }

  /** The step at so much of the width, from 0 to 1. */
  stepAt(part) {
    return this.first + Math.max(0, Math.min(this.count - 1, Math.floor(part * this.count)));
  }

  /** Where step `t` begins, in px. */
  x(t) {
    return (t - this.first) * this.step;
  }
}
