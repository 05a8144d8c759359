// A chapter without a kernel: the menus, the contents, the widgets, the slides.

import { Host } from "./host.js";
import { watchScrolling } from "./scrolling.js";
import { Slides } from "./slides.js";
import { startSwitch } from "./switch.js";
import { keepSymbols } from "./symbols.js";

startSwitch();
watchScrolling();

const contents = document.querySelector(".page-contents");
if (contents) {
  const wide = matchMedia("(min-width: 1200px)");
  const unfold = () => (contents.open = wide.matches);
  wide.addEventListener("change", unfold);
  unfold();
  contents.addEventListener("click", (event) => {
    if (!wide.matches && event.target.closest("a")) contents.open = false;
  });
}

const main = document.querySelector("main");
main.dataset.mounting = "";
const host = await Host.of(JSON.parse(document.querySelector("script#page-widgets").textContent));
keepSymbols(host.models);
// One after the other: the first is drawn before the others take their time.
for (const place of document.querySelectorAll("[data-model]")) {
  place.replaceChildren();
  host.mount(place.dataset.model, place);
  await host.definition(host.find(place.dataset.model)).catch(() => {}); // told where it is mounted
  await new Promise((drawn) => setTimeout(drawn));
}
delete main.dataset.mounting;
host.start().catch(console.error);
new Slides();
