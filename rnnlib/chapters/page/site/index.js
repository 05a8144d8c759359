// The page that leads to the chapters: the menus, the search.

import { Search } from "./search.js";
import { startSwitch } from "./switch.js";

startSwitch();
new Search(
  document.querySelector(".search"),
  document.querySelector(".course"),
  JSON.parse(document.querySelector("#page-words").textContent),
);
