// What all experiments share: question, stage, controls, prediction and observation as sentences,
// Play/Step/Reset, the state in the address, and one redraw per frame while the reader can see it.
//
//   state (the model's traits) ──> solve ──> scene, with its path ──> picture, sentences
//
// An experiment is a plain object: { key, label, question, programs, controls, problem | solve,
// predict, observe, verdict, sayPredicted, sayObserved, sayShown?, picture, shown? }; see
// step_size_regimes.js for a descent, and solve.js for what a scene is.

import { link } from "./address.js";
import { addControl, findControl } from "./controls.js";
import { paintWhenSeen } from "./painter.js";
import { player } from "./player.js";
import { solve } from "./solve.js";
import { show, tag } from "./words.js";

// A sentence that has not changed for so long is read out.
const SETTLED = 500;

/** The program that a loss printed, as a module. */
async function load(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

const gather = async (names, find) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await find(name)])));

export async function mount(experiment, { model, el }) {
  const parts = build(experiment, model, el);
  const names = Object.keys(experiment.controls);
  const hosted = names.filter((name) => name in model.get("controls"));
  const limits = await gather(hosted, (name) => findControl(model, name));
  const programs = await gather(experiment.programs, (name) => load(model.get(name)));
  const read = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const set = (name, value) => {
    if (model.get(name) === value) return;
    model.set(name, value);
    model.save_changes();
  };
  const address = link(experiment.key, parts, { read, set, limits });
  address.restore();
  const controls = {};
  for (const name of hosted) {
    const spec = experiment.controls[name];
    const row = spec.tabs ? parts.tabs : parts.controls;
    controls[name] = await addControl({ model, name, spec, limits: limits[name], row, set });
  }

  let scene = null;
  let cursor = null;
  const painter = paintWhenSeen(parts.root, paint);
  const { request } = painter;
  const steps = () => current().path.steps;
  const run = player(parts.buttons, { length: steps, changed: request });
  parts.buttons.append(parts.copy);
  const draw = experiment.picture(painter.stage(parts.stage), {
    set: (name, value) => set(name, limits[name].round(value)),
    setCursor: (n) => {
      if (n === cursor) return;
      cursor = n;
      request();
    },
  });

  /** The scene for the state as it is now; the path is run again only where the state has changed. */
  function current() {
    const state = read();
    const name = JSON.stringify(state);
    if (scene?.name === name) return scene;
    if (scene) address.remember();
    return (scene = { name, ...solve(experiment, programs, state) });
  }

  function paint() {
    const now = current();
    const { state, path } = now;
    const shown = run.shown();
    if (cursor !== null) cursor = Math.min(cursor, shown);
    const wanted = experiment.shown?.(state) ?? names;
    for (const name of hosted) {
      controls[name].place.hidden = !wanted.includes(name);
      controls[name].update(state);
    }
    parts.question.textContent = experiment.question(state, model.get("hero"));
    draw({ ...now, shown, cursor });
    const predicted = experiment.predict(state);
    parts.predicted.textContent = `${experiment.sayPredicted(predicted, state)}.`;
    parts.observed.replaceChildren(...report(experiment, now, predicted, shown, run.complete()));
    parts.busy(run.playing());
    parts.root.dataset.steps = path.steps;
    parts.root.dataset.end = path.end;
  }

  paint();
  const stop = painter.start(() => Object.values(controls).forEach(({ layOut }) => layOut()));
  for (const name of names) model.on(`change:${name}`, request);
  parts.root.dataset.ready = "true";
  return () => {
    run.pause();
    stop();
    address.forget();
    Object.values(controls).forEach(({ view }) => view.remove());
  };
}

/** What was observed, once the run has been shown; until then where it stands. */
function report(experiment, scene, predicted, shown, complete) {
  const { path, state } = scene;
  if (!complete) {
    const sayShown = experiment.sayShown ?? (() => `n = ${shown}, L = ${show(path.values[shown])}`);
    return [shown === 0 ? "nothing yet, press Play or Step." : `${sayShown(scene, shown)}.`];
  }
  const observed = experiment.observe(path, state);
  const verdict = experiment.verdict(predicted, observed, state);
  const sign = verdict === "match" ? "✓ " : "";
  const word = tag("b", `gd-verdict gd-verdict-${verdict.replace(" ", "-")}`, sign + verdict);
  return [`${experiment.sayObserved(observed, state)} — `, word, "."];
}

function build(experiment, model, el) {
  const root = tag("div", "gd-live"); // no <section>: on a slide that would be a slide of its own
  root.dataset.experiment = experiment.key;
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", experiment.label);
  if (model.get("hero")) root.classList.add("gd-hero");
  const body = tag("div", "gd-body");
  const line = (name, title) => {
    const text = tag("span", "gd-said");
    const paragraph = tag("p", name);
    paragraph.append(tag("span", "gd-who", title), " ", text);
    return [paragraph, text];
  };
  const answer = tag("div", "gd-answer");
  answer.setAttribute("role", "status");
  const [first, predicted] = line("gd-predicted", "Predicted:");
  const [second, observed] = line("gd-observed", "Observed:");
  const note = tag("p", "gd-note");
  answer.append(first, second, note);
  const copy = Object.assign(tag("button", "gd-button gd-copy", "Copy link"), { type: "button" });
  const [question, tabs, stage] = [tag("p", "gd-question"), tag("div", "gd-tabs"), tag("div", "gd-stage")];
  const [controls, buttons] = [tag("div", "gd-controls"), tag("div", "gd-buttons")];
  body.append(question, tabs, stage, controls, buttons, answer);
  root.append(body);
  el.append(root);
  let timer = null;
  /** Keeps screen readers from reading every value of a drag: they get the sentence that stays. */
  const busy = (playing) => {
    clearTimeout(timer);
    answer.setAttribute("aria-busy", "true");
    if (!playing) timer = setTimeout(() => answer.setAttribute("aria-busy", "false"), SETTLED);
  };
  return { root, question, tabs, stage, controls, buttons, copy, predicted, observed, note, busy };
}
