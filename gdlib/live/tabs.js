// An experiment of several tabs. Each tab is a scene: { question, shown, problem | solve, predict, observe,
// verdict, sayPredicted, sayObserved, sayShown, calls, outcome, pictures }; what is asked of the experiment
// is asked of the one that is open.

import { solve } from "./solve.js";

/** `parts` holds what all tabs share: key, label, programs, controls. */
export function tabbed(scenes, parts) {
  const open = (state) => scenes[state.scene];
  const asked = (name) => (first, state = first) => open(state)[name](first, state);
  return {
    ...parts,
    question: (state) => open(state).question,
    shown: (state) => open(state).shown,
    solve: (programs, state) => solve(open(state), programs, state),
    predict: asked("predict"),
    observe: asked("observe"),
    verdict: (predicted, observed, state) => open(state).verdict(predicted, observed, state),
    sayPredicted: asked("sayPredicted"),
    sayObserved: asked("sayObserved"),
    calls: [...new Set(scenes.flatMap(({ calls }) => calls))],
    asked: (state) => open(state).calls,
    outcome: asked("outcome"),
    sayShown: (scene, shown) => open(scene.state).sayShown(scene, shown),
    /** The pictures of each tab, of which those of the open one are on the stage and drawn. */
    picture(stage, hands) {
      const views = scenes.map(({ pictures }) => pictures.map((view) => view(stage, hands)));
      let now = null;
      return (scene) => {
        if (now !== scene.state.scene) {
          now = scene.state.scene;
          views.flat().forEach(({ hide }) => hide(true));
          views[now].forEach(({ hide }) => hide(false));
        }
        views[now].forEach(({ draw }) => draw(scene));
      };
    },
  };
}
