// Texts of a widget that lie over one another, are cut off, or stand outside.
(root) => {
  const out = [];
  const frame = root.getBoundingClientRect();
  const style = (node) => getComputedStyle(node);
  const shown = (node) => {
    for (let e = node; e !== root.parentElement; e = e.parentElement) {
      const { visibility, display, opacity } = style(e);
      if (visibility === "hidden" || display === "none" || Number(opacity) === 0) return false;
    }
    return true;
  };
  const rolls = (node) => {
    for (let e = node; e !== root; e = e.parentElement)
      if (["auto", "scroll"].includes(style(e).overflowX)) return true;
    return false;
  };
  const named = ({ textContent, parentElement: of }) =>
    `${textContent.trim().slice(0, 24)} (${of.getAttribute("class") ?? of.tagName})`;

  // Every line of text, as tall as its letters.
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const lines = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("option, style") || !shown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
      const letters = { top: top + height / 5, bottom: bottom - height / 5 };
      if (width > 1) lines.push({ node, parent, left, right, ...letters });
    }
  }
  lines.forEach((a, k) => {
    const within = a.left >= frame.left - 1 && a.right <= frame.right + 1;
    if (!within && !rolls(a.parent)) out.push(`outside: ${named(a.node)}`);
    for (const b of lines.slice(k + 1)) {
      const text = a.parent.closest("svg text");
      if (a.node === b.node || (text && text === b.parent.closest("svg text"))) continue;
      const beside = a.left >= b.right - 1 || b.left >= a.right - 1;
      const apart = a.top >= b.bottom - 1 || b.top >= a.bottom - 1;
      if (!beside && !apart) out.push(`overlap: ${named(a.node)} | ${named(b.node)}`);
    }
  });
  for (const node of root.querySelectorAll("*")) {
    if (node instanceof SVGElement || !node.textContent.trim() || !node.clientWidth) continue;
    const hides = ["hidden", "clip"].includes(style(node).overflowX);
    const full = hides || node.matches("button, select, label, output");
    if (full && node.scrollWidth > node.clientWidth + 1 && shown(node))
      out.push(`cut: ${node.textContent.slice(0, 24)} (${node.className})`);
  }
  if (root.scrollWidth > root.clientWidth) out.push("scrolls");
  return [...new Set(out)];
}
