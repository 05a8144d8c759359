// How numbers are written and how large they look.

const minus = (text) => text.replaceAll("-", "−");

const LONG = 1e5; // from here on a gradient has too many digits to be written out

/** Two decimals for values; two significant digits for gradients, which may be tiny, or explode. */
export function number(value, name = "") {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  if (!name.startsWith("∂")) return minus(fixed(value));
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 0.001 || size >= LONG) return powered(value, 1);
  return minus(size < 100 ? String(Number(value.toPrecision(2))) : value.toFixed(0));
}

const powered = (value, digits) => minus(value.toExponential(digits).replace("+", ""));

function fixed(value) {
  const text = value.toFixed(2);
  return text === "-0.00" ? "0.00" : text;
}

/** The same where room is short: gradients in at most six characters. */
export function compact(value, name = "") {
  const size = Math.abs(value);
  if (!name.startsWith("∂") || !Number.isFinite(value) || size === 0) return number(value, name);
  if (size < 0.1 || size >= LONG) return powered(value, 0);
  return minus(size < 10 ? fixed(value) : value.toFixed(0));
}

/** A number as a factor or a summand: negative ones in parentheses. */
export function enclosed(text) {
  return text.startsWith("−") ? `(${text})` : text;
}

const DECADES = 4;

/** How much of full size |value| has, 0 … 1: linear for values, four decades for gradients. */
export function magnitude(value, scale, name = "") {
  const part = Math.abs(value) / scale;
  if (!Number.isFinite(part) || part === 0) return 0;
  if (name.startsWith("∂")) return Math.min(1, Math.max(0, 1 + Math.log10(part) / DECADES));
  return Math.min(1, part);
}
