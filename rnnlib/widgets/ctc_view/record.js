// The recordings that Python sent: their words, their arrays, and their sound.

const MU = 255; // of the μ-law

export class Record {
  constructor(model) {
    this.clips = model.get("_clips");
    const bytes = model.get("_numbers"), sound = model.get("_sound");
    this.numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    this.codes = new Int8Array(sound.buffer, sound.byteOffset, sound.byteLength);
  }

  /** One recording: its words, `at(name, t, k)`, and `samples`. */
  clip(n) {
    const own = this.clips[Math.min(n, this.clips.length - 1)];
    const at = (name, t, k) => {
      const [start, , columns] = own.layout[name];
      return this.numbers[start + t * columns + k];
    };
    const [start, length] = own.sound;
    return { ...own, at, samples: expanded(this.codes.subarray(start, start + length)), size: (name) => own.layout[name].slice(1) };
  }
}

/** Samples from −1 to 1 of 8-bit codes: the inverse of the μ-law. */
function expanded(codes) {
  return Float32Array.from(codes, (code) => (Math.sign(code) * Math.expm1((Math.abs(code) / 127) * Math.log1p(MU))) / MU);
}

/** What a path says: equal neighbours become one, then the blanks go. */
export function collapsed(path) {
  return path.filter((k, n) => k !== 0 && k !== path[n - 1]);
}

/** The values of a layer at (t, state) as the lattice shows them, from −1 to 1 or 0 to 1. */
export function layered(clip, layer) {
  const S = clip.states.length;
  if (layer === "gamma") return (t, s) => clip.at("gamma", t, s);
  if (layer === "gradient") {
    const most = steepest(clip);
    return (t, s) => clip.at("dz", t, clip.states[s]) / most;
  }
  const name = `log_${layer}`;
  const top = Array.from({ length: clip.T }, (_, t) => Math.max(...Array.from({ length: S }, (_, s) => clip.at(name, t, s))));
  return (t, s) => Math.exp(clip.at(name, t, s) - top[t]);
}

/** The largest entry of the gradient; 1 if all are zero. */
export function steepest(clip) {
  const [T, K] = clip.size("dz");
  let most = 0;
  for (let t = 0; t < T; t++) for (let k = 0; k < K; k++) most = Math.max(most, Math.abs(clip.at("dz", t, k)));
  return most || 1;
}

/** The states from which `s` is entered: itself, the one before, and perhaps the one before that. */
export function sources(states, s) {
  const skip = s > 1 && states[s] !== 0 && states[s] !== states[s - 2];
  return [s, s - 1, ...(skip ? [s - 2] : [])].filter((from) => from >= 0);
}
