// Behind a walk: where one step moves every point, as arrows or as a grid and what becomes of it.

import { next } from "./engine.js";

const ARROWS = 13; // along each side
const LINES = 9, BENDS = 24;

/** Little comets: a dot at a point, a tail towards where the point goes in one step. */
export function arrows(map, reach, place) {
  const spacing = (2 * reach) / ARROWS;
  let [dots, tails] = ["", ""];
  for (let i = 0; i < ARROWS; i++) {
    for (let j = 0; j < ARROWS; j++) {
      const s = [i, j].map((k) => -reach + spacing * (k + 0.5));
      const move = next(map, s).map((value, k) => value - s[k]);
      const size = Math.hypot(...move);
      const part = size > 1e-9 ? Math.min(1, (0.85 * spacing) / size) * Math.min(1, 0.35 + size) : 0;
      const [from, to] = [place(s), place(s.map((value, k) => value + part * move[k]))];
      dots += `M${pair(from)}h0.01`;
      tails += `M${pair(from)}L${pair(to)}`;
    }
  }
  return { dots, tails };
}

/** A square grid, and the same lines after one step. */
export function grids(map, reach, place) {
  const paths = { before: "", after: "" };
  for (let k = 0; k < LINES; k++) {
    const fixed = reach * (-1 + (2 * k) / (LINES - 1));
    for (const across of [false, true]) {
      const line = Array.from({ length: BENDS + 1 }, (_, n) => {
        const along = reach * (-1 + (2 * n) / BENDS);
        return across ? [along, fixed] : [fixed, along];
      });
      paths.before += polyline(line.map(place));
      paths.after += polyline(line.map((s) => place(next(map, s))));
    }
  }
  return paths;
}

/** An SVG path through points in pixels. */
export function polyline(points) {
  return points.length > 1 ? `M${points.map(pair).join("L")}` : "";
}

/** Dots of a path drawn with round ends. */
export function spots(points) {
  return points.map((point) => `M${pair(point)}h0.01`).join("");
}

const FARTHEST = 1e5; // px: what lies beyond is far outside the picture

function pair(point) {
  return point.map((value) => Math.max(-FARTHEST, Math.min(FARTHEST, value)).toFixed(1)).join(" ");
}
