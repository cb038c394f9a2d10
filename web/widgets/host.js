// Brings the experiments of a page to life with no kernel behind them: ipywidgets' own models and
// views, made from the state that the build stored in the page.
//
// An experiment stands in the page as a still picture (`.gd-still`) and a widget-view script inside
// `.gd-experiment`. Its view is made beside the picture, unseen, and takes the picture's place when it
// has been painted. If that fails, the picture stays and a sentence says so.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import "anywidget-runtime";
import { anywidget } from "./anywidget.js";

const PATIENCE_MS = 30000;
const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  anywidget,
};

class StaticManager extends ManagerBase {
  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`This page has no widget ${module}.${name}`);
    return found;
  }

  async _get_comm_info() {
    return {};
  }

  async _create_comm() {
    throw new Error("There is no kernel behind this page");
  }
}

// The build put the code of all widgets into files of their own, and left its key.
function withCode(page) {
  for (const { state } of Object.values(page.state)) {
    Object.assign(state, window.gdWidgetCode?.[state._code]);
    delete state._code;
  }
  return page;
}

const painted = (live) =>
  new Promise((resolve, reject) => {
    const watch = new MutationObserver(check);
    const late = setTimeout(() => finish(reject, new Error("it did not appear in time")), PATIENCE_MS);

    function finish(settle, value) {
      watch.disconnect();
      clearTimeout(late);
      settle(value);
    }

    function check() {
      const failed = live.querySelector(".jupyter-widgets-error-widget");
      if (failed) finish(reject, new Error(failed.textContent.trim()));
      if (live.querySelector("[data-ready]")) finish(resolve);
    }

    watch.observe(live, { subtree: true, childList: true, attributeFilter: ["data-ready"] });
    check();
  });

async function bringToLife(manager, place) {
  const { model_id } = JSON.parse(place.querySelector("script").textContent);
  const live = document.createElement("div");
  live.className = "gd-experiment-live";
  place.append(live);
  place.dataset.state = "starting";
  try {
    const model = await manager.get_model(model_id);
    const view = await manager.create_view(model);
    Widget.attach(view.luminoWidget, live);
    await painted(live);
    place.dataset.state = "live";
  } catch (error) {
    live.remove();
    place.dataset.state = "failed";
    const sentence = document.createElement("p");
    sentence.className = "gd-experiment-note";
    sentence.setAttribute("role", "alert");
    sentence.textContent =
      `The experiment could not start in this browser (${error.message}). ` +
      "The picture shows what it finds.";
    place.append(sentence);
  }
}

async function start() {
  const state = document.querySelector('script[type="application/vnd.jupyter.widget-state+json"]');
  const manager = new StaticManager();
  const models = manager.set_state(withCode(JSON.parse(state.textContent)));
  await null; // now every model is registered; before, get_model would look again later, and not for long
  const places = [...document.querySelectorAll(".gd-experiment")];
  await Promise.all([models, ...places.map((place) => bringToLife(manager, place))]);
}

start();
