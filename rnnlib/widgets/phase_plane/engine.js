// The live engine of the phase plane: two units with one input, run along time. Pure functions.
//
//   h = tanh(x W + h⁻ U + b), or without tanh       W, b, h rows of 2, U two rows of 2, float64
//
// It computes what rnnlib's VanillaCell, StateMap, fixed_points and fate compute, so that a page
// without a kernel is alive; a test holds it to them. A map is {U, r, squash}: s ↦ tanh(s U + r).

const FAR = 1e6, STEPS = 4000, LONGEST = 24, REPEATS = 1e-8; // as in rnnlib.analysis.state_map
const LATTICE = 13, ITERATIONS = 60, SAME = 1e-3; // as in rnnlib.analysis.fixed_points

/** s U */
export function times([a, b], U) {
  return [a * U[0][0] + b * U[1][0], a * U[0][1] + b * U[1][1]];
}

/** What x W and b make of a network while its input stays at x. */
export function mapAt({ U, W, b, squash }, x) {
  return { U, squash, r: [x * W[0] + b[0], x * W[1] + b[1]] };
}

/** One step of a state. */
export function next({ U, r, squash }, s) {
  const a = times(s, U).map((value, k) => value + r[k]);
  return squash ? a.map(Math.tanh) : a;
}

/** Every state h_0 … h_T, and for each step h⁻ U, the sum a; `x` has T numbers. */
export function run(net, h0, x) {
  const [states, turned, sums] = [[h0], [h0], [h0]];
  for (const value of x) {
    const old = states.at(-1);
    const map = mapAt(net, value);
    turned.push(times(old, net.U));
    sums.push(next({ ...map, squash: false }, old));
    states.push(next(map, old));
  }
  return { states, turned, sums };
}

/** scale × the rotation by an angle in degrees, counter-clockwise for rows. */
export function rotation(scale, degrees) {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  return [[c, s], [-s, c]];
}

/** The scale and angle of the scaled rotation nearest to U, and whether U is just that. */
export function nearestRotation([[a, b], [c, d]]) {
  const [along, across] = [(a + d) / 2, (b - c) / 2];
  const exact = Math.abs(a - d) + Math.abs(b + c) < 1e-9;
  const angle = along || across ? Math.atan2(across, along) : 0; // of ±0 it would be anything
  return { scale: Math.hypot(along, across), degrees: (angle * 180) / Math.PI, exact };
}

/** {kind, period, states}: where a state goes in the long run. */
export function fate(map, start) {
  const { U: [[a, b], [c, d]], r, squash } = map;
  let [x, y] = start;
  for (let n = 0; n < STEPS; n++) { // number by number: this runs with every frame
    const [p, q] = [x, y];
    x = p * a + q * c + r[0];
    y = p * b + q * d + r[1];
    if (squash) [x, y] = [Math.tanh(x), Math.tanh(y)];
    if (x === p && y === q) break; // and so for ever
    if (Math.abs(x) > FAR || Math.abs(y) > FAR) return { kind: "escape", period: 0, states: [[x, y]] };
  }
  const s = [x, y];
  const later = [s];
  for (let p = 1; p <= LONGEST; p++) {
    later.push(next(map, later.at(-1)));
    if (distance(later[p], s) < REPEATS) {
      return { kind: p === 1 ? "rest" : "cycle", period: p, states: later.slice(0, p) };
    }
  }
  return { kind: "open", period: 0, states: [s] };
}

/** All fixed points that Newton's method finds, [{state, kind}], from left to right. */
export function fixedPoints(map) {
  if (!map.squash) return linear(map);
  const tried = [];
  for (let i = 0; i < LATTICE; i++) {
    for (let j = 0; j < LATTICE; j++) {
      const s = newton(map, ...[i, j].map((k) => (2 * k) / (LATTICE - 1) - 1));
      tried.push({ s, left: distance(next(map, s), s) });
    }
  }
  const found = [];
  for (const { s, left } of tried.sort((one, other) => one.left - other.left)) {
    if (left < 1e-12 && found.every((point) => distance(point, s) > SAME)) found.push(s);
  }
  const place = (value) => Math.round(value * 1000);
  found.sort((p, q) => place(p[0]) - place(q[0]) || place(p[1]) - place(q[1]));
  return found.map((state) => ({ state, kind: kindOf(jacobian(map, state)) }));
}

/** Where s ← s − (f(s) − s) (J − I)⁻¹ leads from (x, y), kept within −1 … 1. */
function newton({ U: [[a, b], [c, d]], r }, x, y) {
  for (let n = 0; n < ITERATIONS; n++) {
    const [p, q] = [Math.tanh(x * a + y * c + r[0]), Math.tanh(x * b + y * d + r[1])];
    const [gx, gy, kx, ky] = [p - x, q - y, 1 - p * p, 1 - q * q];
    let [A, D] = [a * kx - 1, d * ky - 1];
    const [B, C] = [b * ky, c * kx];
    if (Math.abs(A * D - B * C) < 1e-12) [A, D] = [A - 1e-3, D - 1e-3];
    const det = A * D - B * C;
    const [mx, my] = [(gx * D - gy * C) / det, (gy * A - gx * B) / det];
    [x, y] = [Math.max(-1, Math.min(1, x - mx)), Math.max(-1, Math.min(1, y - my))];
    if (Math.abs(mx) + Math.abs(my) < 1e-15) break;
  }
  return [x, y];
}

function linear({ U: [[a, b], [c, d]], r }) {
  const det = (1 - a) * (1 - d) - b * c;
  if (Math.abs(det) < 1e-9) return [];
  const state = [(r[0] * (1 - d) + r[1] * c) / det, (r[0] * b + r[1] * (1 - a)) / det];
  return [{ state, kind: kindOf([[a, b], [c, d]]) }];
}

function jacobian(map, s) {
  if (!map.squash) return map.U;
  const slope = next(map, s).map((value) => 1 - value * value);
  return map.U.map((row) => row.map((value, k) => value * slope[k]));
}

/** By the sizes of the two eigenvalues. */
function kindOf([[a, b], [c, d]]) {
  const [half, det] = [(a + d) / 2, a * d - b * c];
  const inside = half * half - det;
  const root = Math.sqrt(Math.max(0, inside));
  const sizes = inside < 0 ? [Math.sqrt(det), Math.sqrt(det)] : [Math.abs(half + root), Math.abs(half - root)];
  if (sizes.some((size) => Math.abs(size - 1) < 1e-6)) return "neutral";
  const small = sizes.filter((size) => size < 1).length;
  return ["unstable", "saddle", "stable"][small];
}

export function distance(p, q) {
  return Math.max(...p.map((value, k) => Math.abs(value - q[k])));
}
