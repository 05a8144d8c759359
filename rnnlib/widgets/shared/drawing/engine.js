// The live engine: one LSTM unit with one input, run along time. Pure functions in float64.
//
//   i, f, o = σ(x w + h⁻ u + b)   g = tanh(x w + h⁻ u + b)   c = f c⁻ + i g   h = o tanh(c)
//
// With peepholes i and f also see p c⁻, and o sees p c. It computes what rnnlib's LSTMCell and
// PeepholeLSTMCell compute, so that a page without a kernel is alive; a test holds it to them.

/** 1 / (1 + e^−z), without overflow. */
export function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** A number, or one number per step, as T numbers. */
export function filled(value, T) {
  return typeof value === "number" ? Array(T).fill(value) : value;
}

/** The candidate when a hand sets the gates: the input itself, within −1 … 1. */
export function followed(x) {
  return x.map((value) => Math.max(-1, Math.min(1, value)));
}

/** Steps after which half of c is left if f stays: ln ½ / ln f. */
export function halfLife(f) {
  return f === 1 ? Infinity : Math.log(0.5) / Math.log(f);
}

/** Every series of a run, by name, T numbers each; `start` is {c0, h0}, zero by default. */
export function runHands(x, { i, f, o, g }, follow, start = {}) {
  const T = x.length;
  const [I, F, O, G] = [i, f, o, follow ? followed(x) : g].map((gate) => filled(gate, T));
  return along(x, start, (t) => [I[t], F[t], () => O[t], G[t]]);
}

/** The same for a unit with the weights w_i, u_i, b_i … b_g, and p_i, p_f, p_o for peepholes. */
export function runWeights(x, weights, peepholes, start = {}) {
  const p = (gate) => (peepholes ? weights[`p_${gate}`] : 0);
  const parts = {};
  for (const gate of ["i", "f", "o", "g"]) {
    for (const part of ["x", "h", "b", ...(peepholes && gate !== "g" ? ["c"] : [])]) {
      parts[`${gate}.${part}`] = new Float64Array(x.length);
    }
  }
  const sum = (gate, t, h, c) => {
    const [fromX, fromH] = [x[t] * weights[`w_${gate}`], h * weights[`u_${gate}`]];
    const bias = weights[`b_${gate}`];
    parts[`${gate}.x`][t] = fromX;
    parts[`${gate}.h`][t] = fromH;
    parts[`${gate}.b`][t] = bias;
    if (!peepholes || gate === "g") return fromX + fromH + bias;
    parts[`${gate}.c`][t] = p(gate) * c;
    return fromX + fromH + bias + p(gate) * c;
  };
  const series = along(x, start, (t, h, c) => [
    sigmoid(sum("i", t, h, c)),
    sigmoid(sum("f", t, h, c)),
    (now) => sigmoid(sum("o", t, h, now)),
    Math.tanh(sum("g", t, h, c)),
  ]);
  return { ...series, ...parts };
}

/** The recurrence itself; `gates(t, h⁻, c⁻)` gives i, f, o as a function of the new c, and g. */
function along(x, { c0 = 0, h0 = 0 }, gates) {
  const T = x.length;
  const names = ["i", "f", "o", "g", "c", "h", "m", "c⁻", "h⁻", "f⊙c⁻", "i⊙g"];
  const s = Object.fromEntries(names.map((name) => [name, new Float64Array(T)]));
  let [c, h] = [c0, h0];
  for (let t = 0; t < T; t++) {
    const [i, f, expose, g] = gates(t, h, c);
    s["c⁻"][t] = c;
    s["h⁻"][t] = h;
    s["f⊙c⁻"][t] = f * c;
    s["i⊙g"][t] = i * g;
    c = f * c + i * g;
    const [o, m] = [expose(c), Math.tanh(c)];
    h = o * m;
    s.i[t] = i;
    s.f[t] = f;
    s.o[t] = o;
    s.g[t] = g;
    s.c[t] = c;
    s.m[t] = m;
    s.h[t] = h;
  }
  return { x: Float64Array.from(x), ...s };
}
