// A slide cut into screens: what stands on one fits the window, so that nothing has to be scrolled.

const LEAST = 0.6; // of the size of code and tables: letters still reach the back row
const LEAST_PLAYER = 0.57;
const TEXT = 0.86; // of the size of prose and code
const SIZES = [1, 0.94, 0.88, 0.83, 0.78, 0.74, 0.7, 0.66, 0.63, 0.6, LEAST_PLAYER];
const HEADING = "h1, h2, h3, h4";
const WHOLE = `.page-widget, pre, details, table, .formula-line, img, p, ${HEADING}`;

/**
 * A promise of the screens of all slides, each a list of parts in the order in which they stand.
 * All cells must be displayed; players are made as small as they must be, and draw anew.
 */
export async function screensOf(slides, room) {
  const cells = slides.flat();
  await sized(cells.flatMap((cell) => [...cell.querySelectorAll(".page-widget")]), room);
  for (const cell of cells) narrow(cell);
  return slides.flatMap((slide) => cut(slide.flatMap((cell) => parts(cell, room)), room));
}

/** Scale the parts of a screen until `place`, where they stand, ends above `bottom`. */
export function fit(screen, place, top, bottom) {
  for (let turn = 0; turn < 4; turn++) {
    const share = (place.getBoundingClientRect().bottom - top) / (bottom - top);
    if (share <= 1) return;
    for (const { node } of screen) scale(node, Math.max(least(node), (0.995 * scaled(node)) / share));
  }
}

/** Back to its own size. */
export function unscaled(node) {
  node.style.removeProperty("--fit");
  delete node.dataset.fit;
}

function scale(node, size) {
  node.style.setProperty("--fit", size);
  node.dataset.fit = "";
}

const least = (node) => (node.matches(".page-widget") ? LEAST_PLAYER : LEAST);
const scaled = (node) => Number(node.style.getPropertyValue("--fit") || 1);

/** Players as large as fits, one size after the other: each draws itself for its width. */
async function sized(players, room) {
  let left = players;
  for (const size of SIZES) {
    for (const player of left) scale(player, size);
    await frames(3);
    left = left.filter((player) => player.getBoundingClientRect().height > room);
    if (!left.length) break;
  }
}

function frames(count) {
  return new Promise((done) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : setTimeout(done));
    next(count);
  });
}

/** Code and tables wider than their places, smaller: letters don't shrink exactly as is asked. */
function narrow(cell) {
  const most = (node) => node.scrollWidth / node.clientWidth;
  for (const node of cell.querySelectorAll("pre, div")) {
    if (!node.clientWidth || node.closest(".page-widget") || getComputedStyle(node).overflowX !== "auto") continue;
    for (let turn = 0; turn < 6 && most(node) > 1.0005 && scaled(node) > LEAST; turn++) {
      scale(node, Math.max(LEAST, (0.995 * scaled(node)) / most(node)));
    }
  }
}

/** The parts of a cell that may stand on different screens, from top to bottom. */
function parts(node, room) {
  const found = [...node.children].flatMap((child) => {
    const { top, bottom, height } = child.getBoundingClientRect();
    if (!height) return [];
    const many = child.childElementCount && !child.matches(WHOLE);
    if (height > room && many) return parts(child, room);
    child.classList.add("slide-part");
    return [{ node: child, top, bottom }];
  });
  return found.sort((a, b) => a.top - b.top);
}

/** The cheapest way to cut the parts: few screens, little shrinking, evenly filled. */
function cut(all, room) {
  const best = [{ cost: 0 }];
  for (let end = 1; end <= all.length; end++) {
    best[end] = { cost: Infinity };
    for (let start = 0; start < end; start++) {
      const cost = best[start].cost + price(all.slice(start, end), room, end === all.length);
      if (cost < best[end].cost) best[end] = { cost, start };
    }
  }
  const screens = [];
  for (let end = all.length; end; end = best[end].start) {
    screens.unshift(all.slice(best[end].start, end));
  }
  return screens;
}

function price(screen, room, last) {
  const share = (screen.at(-1).bottom - screen[0].top) / room;
  const most = screen.some(({ node }) => scaled(node) < 1) ? 1 : 1 / TEXT;
  if (share > most && screen.length > 1) return Infinity;
  const alone = !last && screen.at(-1).node.matches(HEADING);
  return 1 + 4 * Math.max(0, 1 - 1 / share) + 0.3 * Math.max(0, 1 - share) ** 2 + (alone ? 5 : 0);
}
