// Hues as CSS variables and as RGB, and whether the page is light or dark.

/** Put the palette on `root` and watch the theme; `changed()` is called when it turns. */
export function startTheme(root, palette, changed) {
  const { negative, ...hues } = palette;
  for (const [name, hue] of Object.entries(hues)) root.style.setProperty(`--hue-${name}`, hue);
  const apply = () => {
    const dark = luminance(rgb(getComputedStyle(root).backgroundColor)) < 0.4;
    const name = dark ? "dark" : "light";
    root.style.setProperty("--negative", negative[dark ? 1 : 0]);
    if (root.dataset.theme === name) return;
    root.dataset.theme = name;
    changed();
  };
  const media = window.matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(() => requestAnimationFrame(apply));
  const names = { attributes: true, attributeFilter: ["data-jp-theme-name", "data-jp-theme-light", "class"] };
  for (const node of [document.body, document.documentElement]) observer.observe(node, names);
  media.addEventListener("change", apply);
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
      media.removeEventListener("change", apply);
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
