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

/** Where the pointer is in a part `width` wide, in the part's pixels: a page may scale them. */
export function placeIn(part, width, { clientX, clientY }) {
  const box = part.getBoundingClientRect();
  const scale = box.width ? width / box.width : 1;
  return { x: (clientX - box.left) * scale, y: (clientY - box.top) * scale };
}

/** Write a text unless it stands there already; a node of text that is there is kept. */
export function setText(node, text) {
  const only = node.firstChild;
  if (only?.nodeType !== Node.TEXT_NODE || only.nextSibling) {
    if (node.textContent !== text) node.textContent = text;
  } else if (only.data !== text) only.data = text;
}

/** Set an attribute unless it has this value already. */
export function setAttribute(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

const RAISED = { "⁻": "−", "⁺": "+", "²": "2", "ᵀ": "T" };

/** A symbol in pieces [text, "" | "sub" | "sup"]: "W_xf x⁻" is W, xf lowered, x, − raised; h⁽3⁾ is (3) raised, w^c is w, c raised. */
function pieces(symbol) {
  return symbol
    .split(/(_(?:(?!ᵀ)[\p{L}\p{N}′])+|⁽[\p{L}\p{N}]+⁾|\^\p{L}|[⁻⁺²ᵀ])/u)
    .filter(Boolean)
    .map((p) => {
      if (p in RAISED) return [RAISED[p], "sup"];
      if (p[0] === "⁽") return [`(${p.slice(1, -1)})`, "sup"];
      if (p[0] === "^" && p.length > 1) return [p.slice(1), "sup"];
      return p[0] === "_" ? [p.slice(1), "sub"] : [p, ""];
    });
}

/** Put a symbol with subscripts into an HTML element. */
export function typeset(node, symbol) {
  node.replaceChildren(
    ...pieces(symbol).map(([text, level]) => (level ? el(level, {}, text) : text)),
  );
  return node;
}

/** Put a symbol with subscripts into an SVG text element. */
export function typesetSvg(node, symbol) {
  const heights = { "": 0, sub: 0.3, sup: -0.42 };
  let last = 0;
  const parts = pieces(symbol).map(([text, level]) => {
    const dy = (heights[level] - last) / (level ? 0.72 : 1);
    last = heights[level];
    return svg("tspan", { dy: `${dy.toFixed(3)}em`, class: level ? "small" : null }, text);
  });
  node.replaceChildren(...parts);
  return node;
}
