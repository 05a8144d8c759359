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

/** `magnitude` of many numbers, given as their parts of full size: a quick function for one name.
 *  Of gradients it is right to 1/10000 of full size, which no colour shows. */
export function magnitudes(name) {
  return name.startsWith("∂") ? decades : level;
}

const level = (part) => (part < 1 ? part : part < Infinity ? 1 : 0);

// The decimal logarithm of a float32 by its exponent, and by the first bits of its fraction.
const BITS = 10;
const FRACTIONS = Float64Array.from({ length: 1 << BITS }, (_, k) => Math.log10(1 + (k + 0.5) / (1 << BITS)));
const float = new Float32Array(1), bits = new Uint32Array(float.buffer);

function decades(part) {
  if (!(part < 1)) return part < Infinity ? 1 : 0;
  float[0] = part || 0; // −0 has a sign, and that is a bit, too
  const log = ((bits[0] >>> 23) - 127) * Math.LN2 * Math.LOG10E + FRACTIONS[(bits[0] >>> (23 - BITS)) & ((1 << BITS) - 1)];
  return Math.max(0, 1 + log / DECADES);
}
