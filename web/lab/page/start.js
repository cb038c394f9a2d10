// The start of each page of the lab: first the store, then Python and the app, then the chapter.

import { Chapter, openedPanel } from "./chapter.js";
import { fetchAhead, sentenceFor, startPython } from "./python.js";
import { keepsChanges, prepareStore } from "./store.js";
import * as strip from "./strip.js";

const path = new URLSearchParams(location.search).get("path");
const megabytes = (bytes) => Math.ceil(bytes / 1e6);
let app = null;
let chapter = null;

const offer = {
  retry: strip.action("Try again", "Load this page again", () => location.reload()),
  run: strip.action("Run all", "Run all cells from first to last", () => run()),
  published: strip.action("Published version", "Your changes are kept beside it", () =>
    swap("showPublished"),
  ),
  mine: strip.action("My version", "Bring your changes back", () => swap("showMine")),
};

function fail(error) {
  console.error(error);
  strip.say(sentenceFor(error), { state: "failed" });
  offer.run(false);
  offer.retry(true);
  // Without its kernel, no cell waits for an answer that never comes.
  app?.shell.currentWidget?.sessionContext?.shutdown();
}

async function swap(action) {
  await chapter[action]();
  strip.say("Ready. Run all cells, or one with ▶ or Shift+Enter.", { state: "ready" });
  await offerVersions();
}

async function offerVersions() {
  const edited = await chapter.isEdited();
  offer.published(edited);
  offer.mine(!edited && (await chapter.mine()) !== null);
}

/** What to say when the cells are done. */
async function outcome(failed) {
  if (failed) return `Cell ${failed} stopped with an error.`;
  if (chapter.isOutdated() && (await chapter.isEdited())) {
    return "Ready. This is your version, and the course has a newer one.";
  }
  return "Ready. Change a cell, then ▶ or Shift+Enter.";
}

async function run() {
  offer.run(false);
  let started = false;
  const failed = await chapter.run((done, all) => {
    started ||= done > 0;
    const counter = started ? `${done} of ${all} cells` : "";
    strip.say(started ? "Running" : "Starting Python", { counter });
  });
  strip.say(await outcome(failed), { state: "ready" });
  offer.run(true);
}

/** Save what the reader writes soon after it was written, and offer the way back. */
function keepChanges() {
  let timer = 0;
  chapter.model.contentChanged.connect(() => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await chapter.panel.context.save();
      await offerVersions();
    }, 1000);
  });
}

async function startApp() {
  await import("../config-utils.js");
  while (!window.jupyterapp) await new Promise((resolve) => setTimeout(resolve, 50));
  return window.jupyterapp;
}

/** Let the kernel start while the notebook is still being drawn, which will find it by its path. */
async function startKernel() {
  await app.started;
  const { sessions } = app.serviceManager;
  await sessions.ready;
  const session = await sessions.startNew(
    { path, name: path, type: "notebook", kernel: { name: "python" } },
    { kernelConnectionOptions: { handleComms: false } }, // widgets talk to the notebook
  );
  session.dispose(); // our line to it, not Python itself
}

async function openChapter() {
  const answer = await fetch(`../files/${encodeURI(path)}`);
  if (!answer.ok) return strip.say("A notebook of your own.", { state: "ready" });
  await startKernel();
  chapter = new Chapter(app, await openedPanel(app), await answer.json());
  strip.nameChapter(chapter.published.metadata.course);
  await chapter.takeUpdate();
  await offerVersions();
  keepChanges();
  await run();
}

/** Start Python, and count its files on their way if they are going to stay. */
function preparePython(stored) {
  startPython(fail);
  const tell = (loaded, total) =>
    strip.say("Fetching Python, once", {
      counter: `${megabytes(loaded)} of ${megabytes(total)} MB`,
    });
  if (stored) fetchAhead(tell).catch(fail);
}

/** What this browser lacks for the lab, as a sentence for its reader. */
async function whatIsMissing() {
  if (typeof WebAssembly === "undefined") {
    return "This browser cannot run Python, for it lacks WebAssembly. Current ones have it.";
  }
  if (await keepsChanges()) return "";
  return "The lab may not store anything in this browser. Allow data for this site, then try again.";
}

async function start() {
  strip.show(offer.retry);
  strip.say("Starting the lab");
  const missing = await whatIsMissing();
  if (missing) return strip.say(missing, { state: "failed" });
  const stored = await prepareStore();
  if (path !== null) preparePython(stored);
  app = await startApp();
  if (path !== null) return openChapter();
  await app.restored;
  strip.say("All chapters.", { state: "ready" });
}

start().catch(fail);
