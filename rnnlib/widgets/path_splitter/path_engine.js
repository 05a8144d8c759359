// The live engine of the path splitter: an LSTM run forward, and back by two roads. Pure, float64.
//
//   z = x W + h⁻ U + b   i, f, o = σ(z)   g = tanh(z)   c = f c⁻ + i g   h = o tanh(c)
//
// It computes what rnnlib's split_paths computes for one sequence, so that a page without a kernel
// is alive; a test holds it to that. W (D, 4H), U (H, 4H): blocks i, f, o, g; x (T, D).

import { sigmoid } from "../shared/drawing/engine.js";

/** {f, carry, rest, total}: per step an array of H numbers; `forget[t]` is a number, or null for own. */
export function splitPaths({ W, U, b, x, h0, c0, dh }, forget, strength) {
  const H = h0.length;
  const steps = [];
  let [h, c] = [h0, c0];
  x.forEach((row, t) => {
    const z = b.map((bias, k) => {
      let sum = bias;
      row.forEach((value, j) => (sum += value * W[j][k]));
      h.forEach((value, j) => (sum += strength * value * U[j][k]));
      return sum;
    });
    const block = (n, squash) => z.slice(n * H, (n + 1) * H).map(squash);
    const step = { i: block(0, sigmoid), f: block(1, sigmoid), o: block(2, sigmoid), g: block(3, Math.tanh), before: c };
    if (forget[t] !== null) step.f = step.f.map(() => forget[t]);
    c = step.f.map((f, k) => f * step.before[k] + step.i[k] * step.g[k]);
    step.m = c.map(Math.tanh);
    h = step.m.map((m, k) => m * step.o[k]);
    steps.push(step);
  });
  return { f: steps.map((step) => step.f), ...back(steps, U, dh, forget, strength) };
}

/** From the last step to the first: along the carry alone, and by everything else. */
function back(steps, U, dh, forget, strength) {
  const H = dh.length;
  const zeros = () => Array(H).fill(0);
  const roads = { carry: [], rest: [], total: [] };
  let [along, around, direct, through] = [zeros(), zeros(), dh, zeros()];
  for (let t = steps.length - 1; t >= 0; t--) {
    const { i, f, o, g, m, before } = steps[t];
    const shown = o.map((gate, k) => gate * (1 - m[k] ** 2)); // ∂h/∂c
    const carry = along.map((d, k) => d + direct[k] * shown[k]);
    const rest = around.map((d, k) => d + through[k] * shown[k]);
    const dc = carry.map((d, k) => d + rest[k]);
    const own = forget[t] === null ? 1 : 0;
    const dz = [
      ...dc.map((d, k) => d * g[k] * i[k] * (1 - i[k])),
      ...dc.map((d, k) => own * d * before[k] * f[k] * (1 - f[k])),
      ...o.map((gate, k) => (direct[k] + through[k]) * m[k] * gate * (1 - gate)),
      ...dc.map((d, k) => d * i[k] * (1 - g[k] ** 2)),
    ];
    roads.carry[t] = carry;
    roads.rest[t] = rest;
    roads.total[t] = dc;
    through = U.map((row) => row.reduce((sum, u, k) => sum + strength * u * dz[k], 0));
    [along, around] = [carry.map((d, k) => d * f[k]), rest.map((d, k) => d * f[k])];
    direct = zeros();
  }
  return roads;
}

/** ‖·‖ of every step. */
export function norms(road) {
  return road.map((values) => Math.hypot(...values));
}
