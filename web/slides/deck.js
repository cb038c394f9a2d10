// A deck: reveal.js, and what a lecture with live experiments asks of it.
//
// A slide is a sheet of 1280×720 that reveal.js scales to the window. Held upright, a phone is too
// narrow for that: there the slides stack up as one page that scrolls. For paper (`?print-pdf`) the
// sheets follow one another. In neither case reveal.js starts; the stylesheet does it all.
// deck.html decides.

import Reveal from "reveal.js";
import Notes from "reveal.js/plugin/notes/notes.esm.js";
import "reveal.js/dist/reveal.css";
import { changePath, coreLink, walkCore } from "./core.js";
import "./slides.css";

const root = document.documentElement;
const codeButton = document.querySelector(".gd-code-button");
/** Whether a key is for the deck: experiments and buttons keep the keys that they use. */
function isForDeck({ key, target }) {
  if (!(target instanceof Element)) return true;
  if (["Enter", " "].includes(key) && target.closest("a, button, summary")) return false;
  return !target.closest(".gd-live");
}

/** What a clicker sends turns pages, even where a slider would take it; Escape leaves an experiment. */
function leaveExperiment(event) {
  if (!(event.target instanceof Element) || !event.target.closest(".gd-live")) return;
  if (event.key === "Escape") event.target.blur();
  else if (event.key === "PageDown") Reveal.next();
  else if (event.key === "PageUp") Reveal.prev();
  else return;
  event.stopPropagation();
  event.preventDefault();
}

/** After a click or a drag the keys belong to the deck again; fields to type or choose in keep them. */
function giveFocusBack() {
  const focused = document.activeElement;
  if (!focused.closest(".gd-live, .gd-bar") || focused.matches("select, input, [contenteditable]")) return;
  requestAnimationFrame(() => focused.blur());
}

function toggleTheme() {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  try {
    localStorage.setItem("mode", theme);
    localStorage.setItem("theme", theme);
  } catch { /* a browser that keeps nothing */ }
}

/** Shows or hides the code of the slide; a slide without code has no button. */
function showCode(shown) {
  const code = Reveal.getCurrentSlide().querySelector(":scope > .gd-code");
  for (const other of document.querySelectorAll(".gd-code")) {
    other.hidden = other !== code || !shown;
    other.parentElement.style.setProperty("--gd-code-height", `${other.offsetHeight}px`);
  }
  fitExperiments();
  codeButton.hidden = !code;
  codeButton.setAttribute("aria-expanded", String(Boolean(code) && shown));
}

const toggleCode = () => showCode(codeButton.getAttribute("aria-expanded") !== "true");

/** Gives experiments the height that their sheet has left. */
function fitExperiments() {
  const experiments = [...document.querySelectorAll("html:not(.gd-stack) .gd-holds-experiment")];
  const heights = experiments.map((cell) => cell.clientHeight);
  experiments.forEach((cell, n) => cell.style.setProperty("--gd-live-height", `${heights[n]}px`));
}

/** The same, and long equations set smaller, once the faces are there. */
async function fit() {
  const equations = [...document.querySelectorAll(".katex-display")];
  // A finger on an experiment moves its controls.
  for (const cell of document.querySelectorAll(".gd-holds-experiment")) cell.dataset.preventSwipe = "";
  document.body.getBoundingClientRect(); // the first layout asks for the faces that are in use
  await document.fonts.ready;
  const ratios = equations.map(({ clientWidth, scrollWidth }) => clientWidth / scrollWidth);
  equations.forEach((equation, n) => (equation.style.fontSize = `${100 * ratios[n]}%`));
  fitExperiments();
}

/** All experiments have come to life, or have said that they could not. */
const experimentsSettled = () =>
  new Promise((resolve) => {
    const unsettled = '.gd-experiment:not([data-state="live"], [data-state="failed"])';
    const look = () => (document.querySelector(unsettled) ? requestAnimationFrame(look) : resolve());
    look();
  });

async function start() {
  await Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    maxScale: 4,
    center: false,
    transition: "none",
    backgroundTransition: "none",
    controlsTutorial: false,
    controlsBackArrows: "visible",
    slideNumber: "c/t",
    hash: true,
    scrollActivationWidth: 0,
    // Every slide is laid out from the start, so experiments know their size before they are shown.
    viewDistance: 1000,
    mobileViewDistance: 1000,
    keyboardCondition: isForDeck,
    plugins: [Notes],
  });
  Reveal.addKeyBinding({ keyCode: 67, key: "C", description: "Code behind the slide" }, toggleCode);
  Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light" }, toggleTheme);
  if (coreLink) Reveal.addKeyBinding({ keyCode: 69, key: "E", description: "Core path or all" }, changePath);
  coreLink?.addEventListener("click", changePath);
  Reveal.on("slidechanged", () => showCode(false));
  codeButton.addEventListener("click", toggleCode);
  document.addEventListener("keydown", leaveExperiment, { capture: true });
  document.addEventListener("pointerup", giveFocusBack);
  document.addEventListener("change", (event) => event.target.matches("select") && event.target.blur());
  showCode(false);
}

walkCore();
(root.matches(".gd-stack, .print-pdf") ? fit() : start().then(fit))
  .then(experimentsSettled)
  .then(() => (root.dataset.ready = "true"));
