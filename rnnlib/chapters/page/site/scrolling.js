// What is wider than its place scrolls by keys, too: it takes the focus, and has a name.

const NAMES = {
  ".page-code": "Code",
  ".page-text": "Printed text",
  ".page-prose pre": "Code",
  ".page-table": "Table",
  ".formula-line": "Formula",
  ".page-html": "Output",
};

/** Let every part of the page that scrolls be reached, and no other. */
export function watchScrolling() {
  const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
  const names = new Map();
  for (const [parts, name] of Object.entries(NAMES)) {
    for (const node of document.querySelectorAll(parts)) {
      names.set(node, name);
      watch.observe(node);
    }
  }

  function reach(node) {
    const scrolls = node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight + 1;
    const attributes = { tabindex: "0", role: "group", "aria-label": named(node, names.get(node)) };
    for (const [name, value] of Object.entries(attributes)) {
      if (scrolls) node.setAttribute(name, value);
      else node.removeAttribute(name);
    }
  }
}

/** A code cell by its number, a table by its caption, others by what they are. */
function named(node, name) {
  const count = node.dataset.count;
  const caption = node.querySelector("caption");
  return caption?.textContent ?? (count ? `${name}, cell ${count}` : name);
}
