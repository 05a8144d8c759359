// Where the two layers stand, and how far a gradient has come: pure functions.

/** [[first, last] of the forward lane, the same of the backward lane], both ends included. */
export function reached({ T, t, output, back }) {
  if (!back) return [[0, t], [T - 1 - t, T - 1]];
  const far = T - 1 - t;
  return [[Math.max(0, output - far), output], [output, Math.min(T - 1, output + far)]];
}

/** Whether both layers have passed step `s`, so that its output is there. */
export function complete(s, { T, t }) {
  return s <= t && s >= T - 1 - t;
}

/** [forward, backward]: the parts of the sums of norms of one output's gradient; they add up to 1. */
export function shares(gradient, output) {
  const sums = gradient.map((rows) => rows[output].reduce((sum, value) => sum + value, 0));
  const whole = sums[0] + sums[1];
  return whole > 0 ? sums.map((sum) => sum / whole) : [0.5, 0.5];
}
