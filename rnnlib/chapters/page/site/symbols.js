// The letters that the reader has chosen: in every player that knows them, here and on other pages.

/** Keep the players' symbols and the reader's choice in step. */
export function keepSymbols(models) {
  const root = document.documentElement;
  const speaking = models.filter((model) => model.get("_choices")?.notation);
  const show = (name) => {
    for (const model of speaking) {
      if (!model.get("_choices").notation.includes(name)) continue;
      const start = model.get("_start");
      if (start?.notation) model.set("_start", { ...start, notation: name }); // what Reset leaves alone
      model.set("notation", name);
    }
  };
  let showing = false;
  const follow = (name) => {
    if (showing || !name) return;
    showing = true;
    show(name);
    showing = false;
  };
  follow(root.pageChoices.get("symbols"));
  root.addEventListener("page-choices", () => follow(root.pageChoices.get("symbols")));
  for (const model of speaking) {
    model.on("change:notation", () => {
      if (showing) return;
      root.pageChoices.choose("symbols", model.get("notation"));
      follow(model.get("notation"));
    });
  }
}
