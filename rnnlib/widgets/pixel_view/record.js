// The numbers that Python sent: which are shown for the present choices.

export class Record {
  constructor(model) {
    this.model = model;
    this.plan = model.get("_plan");
    this.given = model.get("_given");
    const bytes = (name) => {
      const { buffer, byteOffset, byteLength } = model.get(name);
      return new Uint8Array(buffer, byteOffset, byteLength);
    };
    this.bytes = { levels: bytes("_levels"), told: bytes("_told"), lit: bytes("_lit") };
    this.n = this.plan.R * this.plan.C;
  }

  at(name) {
    return this.model.get(name);
  }

  /** The levels of the chosen picture. */
  levels() {
    return this.bytes.levels.subarray(this.at("picture") * this.n, (this.at("picture") + 1) * this.n);
  }

  /** Which pixels are erased: a string of 0 and 1. */
  erased() {
    return this.at("case") < 0 ? this.at("erased") : this.given[this.at("case")];
  }

  /** {drawn, expected, right}, each a list of one line for every completion; null: not yet there. */
  told() {
    const { copies, networks, cases } = this.plan;
    const [p, m, c] = ["picture", "network", "case"].map((name) => this.at(name));
    const size = 3 * copies * this.n;
    let numbers;
    if (c >= 0) {
      const start = ((p * networks.length + m) * cases.length + c) * size;
      numbers = this.bytes.told.subarray(start, start + size);
    } else {
      const { key, told } = this.at("_mine");
      if (!key || key.join() !== [p, m, this.at("erased")].join()) return null;
      numbers = told;
    }
    const lines = (k) => Array.from({ length: copies }, (_, i) => numbers.slice((k * copies + i) * this.n, (k * copies + i + 1) * this.n));
    return { drawn: lines(0), expected: lines(1), right: lines(2) };
  }

  /** For every network the shades of all pixels by which pixel k is told, and the largest. */
  fields(k) {
    const { networks } = this.plan, p = this.at("picture"), n = this.n;
    return networks.map((_, m) => {
      const start = ((p * networks.length + m) * n + k) * n;
      const shades = this.bytes.lit.subarray(start, start + n);
      return { shades, seen: shades.reduce((sum, s) => sum + (s > 0), 0), largest: this.at("_largest")[p][m][k] };
    });
  }
}
