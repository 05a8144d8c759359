// The page that leads to the chapters.

import { startSwitch } from "./switch.js";

startSwitch();
