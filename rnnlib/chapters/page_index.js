// The page that leads to the chapters.

import { startSwitch } from "./page_switch.js";

startSwitch();
