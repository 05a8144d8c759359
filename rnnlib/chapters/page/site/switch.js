// The switch between light and dark.

/** Let the reader choose; the choice was made before and is kept by `pageTheme`. */
export function startSwitch() {
  const themes = document.querySelector("#page-theme");
  const { pageTheme } = document.documentElement;
  themes.value = pageTheme.chosen;
  themes.addEventListener("change", () => pageTheme.choose(themes.value));
}
