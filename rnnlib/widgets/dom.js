// Small tools for making elements and changing only what differs.

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`dataset`, `class`, `aria-…`, `on…` understood) and children. */
export function el(tag, properties = {}, ...children) {
  return furnish(document.createElement(tag), properties, children);
}

/** The same in the SVG namespace. */
export function svg(tag, properties = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), properties, children);
}

function furnish(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name === "dataset") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** Write a text unless it stands there already. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Set an attribute unless it has this value already. */
export function setAttribute(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** A symbol in pieces: "W_xf x" is W, the subscript xf, then x. */
function pieces(symbol) {
  return symbol.split(/(_[\p{L}\p{N}′]+)/u).filter(Boolean);
}

/** Put a symbol with subscripts into an HTML element. */
export function typeset(node, symbol) {
  node.replaceChildren(
    ...pieces(symbol).map((p) => (p.startsWith("_") ? el("sub", {}, p.slice(1)) : p)),
  );
  return node;
}

/** Put a symbol with subscripts into an SVG text element. */
export function typesetSvg(node, symbol) {
  const parts = [];
  let lowered = false;
  for (const p of pieces(symbol)) {
    const low = p.startsWith("_");
    const dy = low === lowered ? 0 : low ? 0.28 : -0.28;
    parts.push(
      svg("tspan", { dy: `${dy}em`, class: low ? "sub" : null }, low ? p.slice(1) : p),
    );
    lowered = low;
  }
  node.replaceChildren(...parts);
  return node;
}
