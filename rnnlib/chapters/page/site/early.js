// Before the first paint: what the reader has chosen on this page or another one, theme and symbols.
//
// A choice is kept by the browser and also goes along in the address of every link to another page:
// some browsers let pages from disk store nothing, and some give each file a store of its own. `at`
// says when it was made; the newest counts. An address without it, written by hand, wins.

(() => {
  const [NAMES, KEY] = [["theme", "symbols"], "page-choices"];
  const media = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  let chosen = new URLSearchParams();

  const stored = () => {
    try {
      return new URLSearchParams(localStorage.getItem(KEY) ?? "");
    } catch {
      return new URLSearchParams();
    }
  };
  const store = () => {
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // It goes along in the links.
    }
  };
  const read = () => {
    const [here, there] = [new URLSearchParams(location.search), stored()];
    chosen = there;
    if (!NAMES.some((name) => here.has(name))) return;
    const at = Number(here.get("at") ?? Date.now());
    if (at < Number(there.get("at") ?? 0)) return;
    for (const name of NAMES) if (here.has(name)) chosen.set(name, here.get(name));
    chosen.set("at", at);
    store();
  };
  const apply = (theme) => {
    root.dataset.jpThemeLight = String((theme || (media.matches ? "dark" : "light")) === "light");
  };
  const show = () => apply(choices.get("theme"));
  const choices = {
    /** What was chosen, "" for nothing. */
    get: (name) => chosen.get(name) ?? "",
    /** Choose, for this page and all others. */
    choose(name, value) {
      chosen.set(name, value);
      chosen.set("at", Date.now());
      store();
      try {
        const address = new URL(location.href);
        address.search = choices.carried(address.searchParams);
        history.replaceState(null, "", address);
      } catch {
        // The address keeps an older choice, which the store or the next link outdoes.
      }
      show();
    },
    /** The query of an address, with all that was chosen. */
    carried(query) {
      const all = new URLSearchParams(query);
      for (const [name, value] of chosen) all.set(name, value);
      return all.toString();
    },
  };
  root.pageChoices = choices;
  read();
  show();
  media.addEventListener("change", show);
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    read(); // the reader came back, and may have chosen elsewhere
    show();
    root.dispatchEvent(new Event("page-choices"));
  });
  addEventListener("beforeprint", () => apply("light"));
  addEventListener("afterprint", show);
})();
