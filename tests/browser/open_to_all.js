// What a walk with the keyboard needs, what stays of colours, what is spoken: tools as window.open.
window.open = (() => {
  const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";
  const rgb = (colour) => {
    const [r, g, b, a = 1] = colour.match(/-?[\d.]+/g).map(Number);
    const full = colour.startsWith("color(") ? 255 : 1; // color(srgb 0…1 …)
    return { r: r * full, g: g * full, b: b * full, a };
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((c) => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  /** The colour that lies behind a part: that of the nearest ground which hides what is under it. */
  const ground = (node) => {
    for (let e = node; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.a > 0.9) return colour;
    }
    return rgb("rgb(255, 255, 255)");
  };

  // The walk: a part of the page has one name, its number in the document and its words.
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const stops = () => [...document.querySelectorAll(CONTROLS)].filter((node) =>
    node.tabIndex >= 0 && !node.disabled && shown(node) && !node.closest("details:not([open]) > :not(summary)"));
  let all = [];
  const name = (node) => `${all.indexOf(node)} ${node.tagName}.${node.className} ` +
    (node.getAttribute("aria-label") ?? node.textContent).trim().slice(0, 30);
  const start = () => {
    const edge = (where) => {
      const node = Object.assign(document.createElement("button"), { className: "edge" });
      document.body[where](node);
      return node;
    };
    const first = edge("prepend");
    edge("append");
    all = [...document.querySelectorAll(CONTROLS)];
    const wanted = stops().filter((node) => !node.matches(".edge"));
    first.focus();
    return wanted.map(name);
  };
  const stop = () => {
    const node = document.activeElement;
    if (!node || node === document.body || node.matches(".edge")) return { name: null };
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(node);
    const faults = [];
    const drawn = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    if (!drawn || contrast(rgb(outlineColor), ground(node.parentElement)) < 3) faults.push("shows no focus");
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const middle = (a, b, most) => (Math.max(0, a) + Math.min(most, b)) / 2;
    const over = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
    if (!over || !(node.contains(over) || over.contains(node))) faults.push("is out of sight");
    return { name: name(node), faults };
  };

  // What is spoken: the parts that tell of themselves when their words change.
  const live = (node) => {
    for (let e = node.nodeType === 1 ? node : node.parentElement; e; e = e.parentElement) {
      const said = e.getAttribute("aria-live") ?? (e.matches("output, [role=status]") ? "polite" : null);
      if (said !== null) return said === "off" ? null : e;
    }
    return null;
  };
  const listen = (root) => {
    const heard = [];
    const hear = (records) => {
      const parts = new Set(records.map(({ target }) => live(target)).filter((e) => e && shown(e)));
      for (const part of parts) heard.push(part.textContent);
    };
    const observer = new MutationObserver(hear);
    observer.observe(root, { subtree: true, childList: true, characterData: true });
    return () => {
      hear(observer.takeRecords());
      return heard.splice(0);
    };
  };

  // Colours that tell something: what stands out from its ground, and how strongly.
  const inks = (root) => Object.fromEntries([...root.querySelectorAll("*")].flatMap((node, at) => {
    if (!shown(node)) return [];
    const style = getComputedStyle(node), behind = ground(node.parentElement);
    const drawn = node instanceof SVGElement && !node.matches("svg, g, text, tspan, defs, defs *");
    const written = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    const kinds = drawn ? ["fill", "stroke"] : ["backgroundColor"];
    const found = kinds.filter((kind) => /^(rgb|color\()/.test(style[kind])).map((kind) => [kind, rgb(style[kind]), behind]);
    if (written) found.push(["words", rgb(node instanceof SVGElement ? style.fill : style.color), ground(node)]);
    return found.filter(([, { a }]) => a > 0.9).map(([kind, { r, g, b }, under]) =>
      [`${at} ${node.tagName}.${node.getAttribute("class")} ${kind}`, [contrast({ r, g, b }, under), r, g, b]]);
  }));
  return { start, stop, listen, inks };
})();
