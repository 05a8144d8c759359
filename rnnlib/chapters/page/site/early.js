// Before the first paint: the reader's own choice of theme, or else the system's.

(() => {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const chosen = () => {
    try {
      return localStorage.getItem("page-theme") || "";
    } catch {
      return ""; // a browser that lets pages from disk store nothing
    }
  };
  const apply = (theme) => {
    root.dataset.jpThemeLight = String((theme || (media.matches ? "dark" : "light")) === "light");
  };
  root.pageTheme = {
    chosen: chosen(),
    choose(theme) {
      root.pageTheme.chosen = theme;
      apply(theme);
      try {
        localStorage.setItem("page-theme", theme);
      } catch {
        // It holds until the page is closed.
      }
    },
  };
  apply(root.pageTheme.chosen);
  media.addEventListener("change", () => apply(root.pageTheme.chosen));
  addEventListener("beforeprint", () => apply("light"));
  addEventListener("afterprint", () => apply(root.pageTheme.chosen));
})();
