// Walks through the slide show of a page: what scrolls, is cut, too small, or on no slide at all,
// and which widgets are not, after it, what they were before.
async () => {
  const LEAST = 9.5; // pixels of a letter's size, on a screen of 720
  const drawn = () => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
  const style = (node) => getComputedStyle(node);
  const named = (node) =>
    `${node.tagName}.${node.getAttribute("class")} ${node.textContent.trim().slice(0, 30)}`;
  const seen = (node) => node.getClientRects().length > 0 && style(node).visibility === "visible";
  const SHOWN = ".page-cell:not([data-slide=skip], [data-slide=notes])";
  const PIECES = ":is(h1, h2, h3, p, li, td, pre, img, math, summary, .rnn-player)";
  const wanted = [...document.querySelectorAll(SHOWN)]
    .flatMap((cell) => [...cell.querySelectorAll(PIECES)])
    .filter(seen);
  const [button, next, place] = ["[aria-pressed]", "[data-move='1']", "output"]
    .map((part) => document.querySelector(`.page-slides ${part}`));
  const [left, found] = [new Set(wanted), []];
  const classes = () => new Map([...document.querySelectorAll(".rnn-player *")]
    .map((node) => [node, node.getAttribute("class")]));
  const before = classes();
  button.click();
  while (!place.textContent) await drawn();
  for (let k = 1; ; k++) {
    await drawn();
    const note = (what) => found.push(`slide ${k} ${what}`);
    const { scrollHeight, scrollWidth } = document.scrollingElement;
    if (scrollHeight > innerHeight) note(`is ${scrollHeight} high`);
    if (scrollWidth > innerWidth) note(`is ${scrollWidth} wide`);
    let any = false;
    for (const node of document.querySelectorAll("main *")) {
      if (!seen(node)) continue;
      left.delete(node);
      any = true;
      const { overflowX, overflowY, fontSize } = style(node);
      if (node.clientWidth > 2 && !(node instanceof SVGElement)) {
        const wide = overflowX !== "visible" && node.scrollWidth > node.clientWidth + 1;
        const high = overflowY !== "visible" && node.scrollHeight > node.clientHeight + 1;
        if (wide || high) note(`cuts: ${named(node)}`);
      }
      const written = [...node.childNodes].some((one) => one.nodeName === "#text" && one.data.trim());
      const size = parseFloat(fontSize) * (node.currentCSSZoom ?? 1);
      const raised = node.closest("sub, sup, svg, math, option, .power");
      if (written && !raised && size < LEAST) note(`is too small, ${size}: ${named(node)}`);
    }
    if (!any) note("is empty");
    if (next.disabled) break;
    next.click();
  }
  button.click();
  await drawn();
  for (const [node, now] of classes()) {
    if (before.has(node) && before.get(node) !== now) found.push(`was ${before.get(node)}: ${named(node)}`);
  }
  return [...found, ...[...left].map((node) => `on no slide: ${named(node)}`)];
}
