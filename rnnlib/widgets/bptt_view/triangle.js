// The triangle of all pairs: how much of the loss of each row arrives at the step of each column.

import { svg, typesetSvg } from "../shared/frame/dom.js";
import { share } from "./numbers.js";

export class Triangle {
  /** `choose({t, source})` is called where a pair is clicked; `top`, `left`: px on the graph `root`. */
  constructor(root, { T, top, left, step, row, choose }) {
    this.pairs = [];
    for (let t = 0; t < T; t++) {
      if (row > 13 || t % 2 === (T - 1) % 2) {
        const text = svg("text", { class: "name", x: left - 8, y: top + (t + 0.75) * row });
        root.append(text);
        typesetSvg(text, `L_${t + 1}`);
      }
      for (let s = 0; s <= t; s++) {
        const [x, y] = [left + s * step + 1, top + t * row + 1];
        const size = { x, y, width: Math.max(1, step - 2), height: row - 2 };
        const rect = svg("rect", { class: "pair", ...size, dataset: { t, s }, onclick: () => choose({ source: t, t: s }) });
        root.append(rect);
        this.pairs.push({ t, s, rect });
      }
    }
  }

  show({ t: now, source, k, kind, layer, lane, numbers }, scale) {
    for (const { t, s, rect } of this.pairs) {
      const size = numbers.at(`${layer} norms ${lane}`, t, s);
      rect.style.setProperty("--part", share(size, scale).toFixed(3));
      rect.classList.toggle("lost", Number.isNaN(size));
      rect.classList.toggle("cut", !numbers.kept(t, s, k, kind));
      rect.classList.toggle("path", t === source && s >= now);
      rect.classList.toggle("end", t === source && s === now);
      rect.classList.toggle("walked", s >= now && (source < 0 || t === source));
    }
  }
}
