// What sampling draws from: the same steps as rnnlib.decoding.sampling.reshaped, which tests compare.

/** Probabilities p, sharpened by the temperature, cut to the k likeliest, then to the nucleus. */
export function reshaped(p, { temperature, top_k: k, top_p: least }) {
  const logs = Array.from(p, (value) => Math.log(value) / temperature);
  const top = Math.max(...logs);
  let q = normal(logs.map((log) => Math.exp(log - top)));
  const order = Array.from(q.keys()).sort((a, b) => q[b] - q[a] || a - b);
  if (k) {
    for (const v of order.slice(k)) q[v] = 0;
    q = normal(q);
  }
  if (least >= 1) return q; // rounding alone would cut
  let before = 0;
  order.forEach((v, rank) => {
    const value = q[v];
    if (rank && before >= least) q[v] = 0;
    before += value;
  });
  return normal(q);
}

function normal(q) {
  const sum = q.reduce((total, value) => total + value, 0);
  return q.map((value) => value / sum);
}
