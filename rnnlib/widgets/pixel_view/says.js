// What is seen, in a sentence.

/** `state` as the maps get it. */
export function says({ plan, n }, { t, seen, told, erased, network, fields }) {
  const { C, K, networks } = plan, { seen: many, largest } = fields[network];
  const at = (k) => `row ${Math.floor(k / C) + 1}, column ${(k % C) + 1}`;
  const field = `${networks[network]}: what is expected at ${at(seen)} depends on ${many} of ${seen} earlier pixels` +
    (many ? `, by up to |∂ log p/∂x| = ${largest}.` : ".");
  if (!told) return "Python completes what you have erased …";
  if (seen !== t) return field;
  const what = K === 2 ? "ink with p" : "a darkness";
  const expected = list(told.expected.map((line) => `${line[t]} %`));
  const drawn = list(told.drawn.map((line) => (K === 2 ? (line[t] ? "ink" : "paper") : String(line[t]))));
  const end = erased[t] === "1" ? `drawn is ${drawn}.` : `given is ${told.drawn[0][t] ? (K === 2 ? "ink" : told.drawn[0][t]) : K === 2 ? "paper" : 0}.`;
  return `Pixel ${t + 1} of ${n}, ${at(t)}: it expects ${what} = ${expected}; ${end} ${field}`;
}

function list(parts) {
  return new Set(parts).size === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
