// What all experiments share: question, stage, controls, the reader's call, prediction and observation
// as sentences, Play/Step/Reset, the state in the address, one redraw per frame while it can be seen.
//
//   state (the model's traits) ──> solve ──> scene, with its path ──> picture, sentences
//
// A path that takes longer than a frame has `goOn(shown, time)`: it goes on for so many milliseconds, and
// tells whether there is more to do before so many steps can be shown.
//
// An experiment asks before it tells. It opens before its first step, and a changed state is back
// there, until the reader has made a call or has seen the run: from then on a changed state is shown
// whole. Reset is as the open tab opened. The parts of an experiment are listed in gdlib/live/__init__.py.

import { link } from "./address.js";
import { answer } from "./answer.js";
import { addControl, findControl } from "./controls.js";
import { paintWhenSeen } from "./painter.js";
import { player } from "./player.js";
import { solve } from "./solve.js";
import { tag, write } from "./words.js";

/** The program that a loss printed, as a module. */
async function load(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

const gather = async (names, find) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await find(name)])));

// What a frame has for such work, so that a hand that drags never waits.
const SLICE = 7;

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
  const defaults = read();
  const work = experiment.work?.({ programs, text: (name) => model.get(name), changed: () => painter.request() });
  const said = answer(experiment, (word) => {
    asked.make(word, read());
    run.play();
    request();
  });
  parts.body.append(said.root);
  const address = link(experiment.key, { ...parts, note: said.note }, { read, set, limits });
  address.restore();
  const controls = {};
  for (const name of hosted) {
    const spec = experiment.controls[name];
    const row = spec.tabs ? parts.tabs : parts.controls;
    controls[name] = await addControl({ model, name, spec, limits: limits[name], row, set });
  }

  let scene = null;
  let cursor = null;
  let printing = false;
  const asked = calls(experiment);
  const painter = paintWhenSeen(parts.root, paint);
  const { request } = painter;
  const run = player(parts.buttons, {
    length: () => current().path.steps,
    changed: request,
    seen: painter.seen,
    reset() {
      const tab = hosted.filter((name) => experiment.controls[name].tabs);
      for (const name of hosted) if (!tab.includes(name)) set(name, defaults[name]);
      asked.forget();
      scene = null;
      run.setTo(asked.told(read()));
      if (tab.every((name) => model.get(name) === defaults[name])) address.clear();
      else address.remember();
    },
  });
  for (const { label, act } of experiment.actions ?? []) {
    const button = Object.assign(tag("button", "gd-button", label), { type: "button" });
    button.onclick = () => Object.entries(act(current())).forEach(([name, value]) => set(name, value));
    parts.buttons.append(button);
  }
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
    const changed = scene !== null;
    scene = { name, ...solve(experiment, programs, state) };
    if (changed) {
      address.remember();
      asked.withdraw();
      run.setTo(asked.told(state));
    }
    return scene;
  }

  function paint() {
    const now = current();
    const { state, path } = now;
    const [shown, complete] = printing ? [path.steps, true] : [run.shown(), run.complete()];
    if (run.complete()) asked.tell(state);
    const told = printing || asked.told(state);
    const task = told && experiment.task?.(programs, state);
    if (task) path.map = work.of(task, printing);
    const found = !task || path.map.counts !== null;
    const unfinished = path.goOn?.(shown, printing ? Infinity : SLICE) ?? false;
    if (cursor !== null) cursor = Math.min(cursor, shown);
    const wanted = experiment.shown?.(state) ?? names;
    for (const name of hosted) {
      controls[name].place.hidden = !wanted.includes(name);
      if (wanted.includes(name)) controls[name].update(state, told);
    }
    write(parts.question, experiment.question(state, model.get("hero")));
    draw({ ...now, shown, cursor, told });
    said.update({ told, called: asked.called(), scene: now, shown, complete: complete && found && !unfinished, playing: run.playing() });
    if (unfinished) request();
    Object.assign(parts.root.dataset, { told, steps: path.steps, end: path.end, counted: path.map?.counted ?? "" });
  }

  const print = ({ type }) => {
    printing = type === "beforeprint";
    paint(); // the paper does not wait for a frame
  };
  run.setTo(asked.told(read()));
  paint();
  const stop = painter.start((again) => Object.values(controls).forEach(({ layOut }) => layOut(again)));
  for (const name of names) model.on(`change:${name}`, request);
  for (const event of ["beforeprint", "afterprint"]) addEventListener(event, print);
  const paper = matchMedia("print"); // colours of the paper are known only now
  paper.addEventListener("change", paint);
  parts.root.dataset.ready = "true";
  address.arrive();
  return () => {
    run.pause();
    work?.stop();
    stop();
    address.forget();
    for (const event of ["beforeprint", "afterprint"]) removeEventListener(event, print);
    paper.removeEventListener("change", paint);
    Object.values(controls).forEach(({ view }) => view.remove());
  };
}

/** Which questions have been answered (one per tab, and `again`), and what the present state was called. */
function calls({ controls, calls: words, again = () => [] }) {
  const tabs = Object.keys(controls).filter((name) => controls[name].tabs);
  const question = (state) => [...tabs.map((name) => state[name]), ...again(state)].join();
  const answered = new Set();
  let called = null;
  return {
    called: () => called,
    make(word, state) {
      called = word;
      answered.add(question(state));
    },
    withdraw: () => (called = null),
    told: (state) => !words || answered.has(question(state)),
    tell: (state) => answered.add(question(state)),
    forget() {
      called = null;
      answered.clear();
    },
  };
}

function build(experiment, model, el) {
  const root = tag("div", "gd-live"); // no <section>: on a slide that would be a slide of its own
  root.dataset.experiment = experiment.key;
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", experiment.label);
  if (model.get("hero")) root.classList.add("gd-hero");
  const body = tag("div", "gd-body");
  const copy = Object.assign(tag("button", "gd-button gd-copy", "Copy link"), { type: "button" });
  const [question, tabs, stage] = [tag("p", "gd-question"), tag("div", "gd-tabs"), tag("div", "gd-stage")];
  const [controls, buttons] = [tag("div", "gd-controls"), tag("div", "gd-buttons")];
  body.append(question, tabs, stage, controls, buttons);
  root.append(body);
  el.append(root);
  return { root, body, question, tabs, stage, controls, buttons, copy };
}
