// A line drawn over time with a mouse that jumps: every step in between gets its number.

const NEAR = 0.05; // of the range: so near to its ends or to zero a number becomes exact

/** {t: value} for all steps from one point {t, value} to another, in a straight line. */
export function stroke(from, to) {
  const numbers = {};
  const way = Math.abs(to.t - from.t);
  for (let k = 0; k <= way; k++) {
    const part = way ? k / way : 1;
    numbers[from.t + Math.sign(to.t - from.t) * k] = round(from.value + part * (to.value - from.value));
  }
  return numbers;
}

/** A number within low … high, exact at the ends and at zero. */
export function snapped(value, low, high) {
  const near = NEAR * (high - low);
  const exact = [low, 0, high].find((mark) => Math.abs(value - mark) < near);
  return exact ?? round(Math.max(low, Math.min(high, value)));
}

const round = (value) => Math.round(value * 100) / 100;
