// Brings a page to life. Everything here is also reachable without a script, but for what only a browser can do.
import { startAsking } from "./asking.js";
import { startCopying } from "./copying.js";
import { startFeedback } from "./feedback.js";
import { startHistory } from "./history.js";
import { startPictures } from "./picture.js";
import { startSources } from "./source.js";
import { startViewer } from "./viewer.js";

startHistory();
startCopying();
startFeedback();
startPictures(document);
startViewer();
if (document.querySelector("main.asking")) {
  startSources();
  startAsking();
}
document.documentElement.dataset.script = "on";
