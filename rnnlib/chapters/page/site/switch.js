// The menus of a page, and the links that take along what was chosen in them.

// Another page of the course.
const PAGE = /^[^:/?#]+\.html(?=[?#]|$)/;

/** Let the reader choose theme and symbols; `pageChoices` keeps what they choose. */
export function startSwitch() {
  const { pageChoices: choices } = document.documentElement;
  for (const menu of document.querySelectorAll("[data-choice]")) {
    const name = menu.dataset.choice;
    const show = () => (menu.value = choices.get(name));
    menu.addEventListener("change", () => choices.choose(name, menu.value));
    document.documentElement.addEventListener("page-choices", show);
    show();
  }
  for (const way of ["click", "auxclick", "contextmenu"]) {
    document.addEventListener(way, ({ target }) => carry(target.closest("a[href]"), choices), true);
  }
}

function carry(link, choices) {
  if (!PAGE.test(link?.getAttribute("href") ?? "")) return;
  link.search = choices.carried(link.search);
}
