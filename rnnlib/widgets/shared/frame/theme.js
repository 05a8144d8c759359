// Hues as CSS variables and as RGB, and whether the page is light or dark.

/** Put the palette on `root` and watch the theme; `changed()` is called when it turns. */
export function startTheme(root, palette, changed) {
  const { negative, ...hues } = palette;
  let ground = ""; // with forced colours it can turn while dark stays dark
  for (const [name, hue] of Object.entries(hues)) root.style.setProperty(`--hue-${name}`, hue);
  const apply = () => {
    const found = getComputedStyle(root).backgroundColor;
    const dark = luminance(rgb(found)) < 0.4;
    const name = dark ? "dark" : "light";
    root.style.setProperty("--negative", negative[dark ? 1 : 0]);
    if (ground === found) return;
    ground = found;
    root.dataset.theme = name;
    changed();
  };
  const media = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => window.matchMedia(query));
  const observer = new MutationObserver(() => requestAnimationFrame(apply));
  const names = { attributes: true, attributeFilter: ["data-jp-theme-name", "data-jp-theme-light", "class"] };
  for (const node of [document.body, document.documentElement]) observer.observe(node, names);
  for (const one of media) one.addEventListener("change", apply);
  apply();
  return {
    apply,
    /** The colours a heatmap is painted with. */
    colours() {
      const style = getComputedStyle(root);
      return {
        base: rgb(style.backgroundColor),
        negative: hex(negative[root.dataset.theme === "dark" ? 1 : 0]),
        hue: (series) => hex(hues[series.replace(/^∂L\/∂(?:z_)?/, "")] ?? "#8A8A8A"),
      };
    },
    stop() {
      observer.disconnect();
      for (const one of media) one.removeEventListener("change", apply);
    },
  };
}

function rgb(colour) {
  const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255];
  return parts.length === 4 && parts[3] === 0 ? [255, 255, 255] : parts.slice(0, 3);
}

function hex(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

function luminance([r, g, b]) {
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
