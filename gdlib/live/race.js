// E13, the race: a hundred walkers on Rastrigin's loss by each of four methods, at a price that is counted;
// and in the fifth tab the trap, where graduated descent goes astray.

import { chart } from "./chart.js";
import { crowd } from "./crowd.js";
import { WALKERS } from "./hundred.js";
import { ledAstray } from "./led_astray.js";
import { races } from "./races.js";
import { tabbed } from "./tabs.js";
import { show } from "./words.js";

const scenes = [...races, ledAstray];

function picture(stage, hands) {
  const view = crowd(stage, "A hundred walkers (filled: found it). ");
  const shares = chart(stage, "shares", "How many have found it, after so many evaluations each", "path");
  const trap = ledAstray.picture(stage, hands);

  function drawShares({ state, path, shown, told }) {
    const at = ({ n, found }) => [Math.log10(Math.max(n, 1)), found.filter(Boolean).length];
    const top = Math.log10(state.budget);
    const { share, promised } = told ? races[state.scene].predict(state) : {};
    shares.draw({
      x: { domain: [0, top], ticks: Array.from({ length: Math.floor(top) + 1 }, (_, k) => k), format: (k) => show(10 ** k) },
      y: { domain: [0, 104], ticks: [0, 50, 100], format: String },
      laws: promised ? [[[0, WALKERS * share], [top, WALKERS * share]]] : [],
      curves: [path.seen.slice(0, shown + 1).map(at)],
    });
  }

  return (scene) => {
    const racing = scene.state.scene < races.length;
    for (const { hide } of [view, shares]) hide(!racing);
    trap.hide(racing);
    if (!racing) return trap.draw(scene);
    view.draw({ ...scene, asks: races[scene.state.scene].asks });
    return drawShares(scene);
  };
}

const CONVEX = "from here on the blurred cost is convex";
const SINGLE = "from here on it has a single pit";

export default {
  ...tabbed(scenes, {
    key: "race",
    programs: ["program", "trap_program", "known_program"],
    label: "The race",
    controls: {
      scene: { label: "Method", tabs: true },
      sigma: {
        label: "First width",
        symbol: "σ₁",
        marks: ({ scene, known }) =>
          scene === races.length
            ? ledAstray.marks
            : [
                { value: known.single, label: "one pit", meaning: SINGLE },
                { value: known.convex, label: "convex", meaning: CONVEX },
              ],
        zones: ({ scene, known }) =>
          scene === races.length
            ? ledAstray.zones
            : [
                { to: known.single, word: "many pits" },
                { to: known.convex, word: "one" },
                { to: Infinity, word: "convex" },
              ],
      },
      budget: { label: "Evaluations", symbol: "n", whole: true },
      starts: { label: "Starts each", symbol: "k", quantity: "path", whole: true },
      hot: {
        label: "Hottest",
        symbol: "T₀",
        marks: ({ known }) => [{ value: known.hill, label: "D*", meaning: "the hill before the deepest wrong pit" }],
      },
      cold: { label: "Coldest", symbol: "T" },
      widths: { label: "Widths", symbol: "K", whole: true },
      dimension: { label: "Dimension", symbol: "d", whole: true },
      start: { label: "Start", symbol: "θ₀", quantity: "path" },
      seed: { label: "Hundred", symbol: "no.", whole: true },
    },
  }),
  picture,
};
