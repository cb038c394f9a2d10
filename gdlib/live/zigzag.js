// E9, the zigzag: a valley with curvature μ = 1 along its floor and M = κ across. Tabs: one step size for
// all steps, two steps of two sizes, and steps whose size is searched for, exactly or by Armijo's rule.

import { costCurve } from "./cost.js";
import { levelLines } from "./level_lines.js";
import { tabbed } from "./tabs.js";
import { oneSize } from "./zigzag_one_size.js";
import { armijoSearch, exactSearch } from "./zigzag_searches.js";
import { twoSizes } from "./zigzag_two_sizes.js";

const REACH = [1.25, 0.72];
const scenes = [oneSize, twoSizes, exactSearch, armijoSearch];
const tab = ({ scene }) => scenes[scene];
const marks = (name) => (state) => tab(state).marks[name]?.(state) ?? [];

function picture(stage, { setCursor }) {
  const valley = levelLines(stage, { caption: "The path in the valley, seen from above" });
  const cost = costCurve(stage, { caption: "The cost after n steps", setCursor });
  return (scene) => {
    const { state, path, told } = scene;
    const { bound, reach, squares, cost: view } = tab(state);
    const law = (n) => (told && bound ? path.values[0] * bound(state) ** n : null);
    valley({ ...scene, reach: reach?.(state) ?? REACH, squares, name: [state.condition, state.rotation] });
    cost({ ...scene, ...view, law });
  };
}

export default {
  ...tabbed(scenes, {
    key: "zigzag",
    programs: ["program", "turned_program"],
    label: "The zigzag",
    controls: {
      scene: { label: "Steps", tabs: true },
      step_size: {
        label: "Step size",
        symbol: "α",
        quantity: "step",
        marks: marks("step_size"),
        zones: (state) => tab(state).zones?.(state) ?? [],
      },
      second: { label: "Second step size", symbol: "α₁", quantity: "step" },
      condition: { label: "Condition number", symbol: "κ", quantity: "gradient" },
      start: { label: "Start across", symbol: "y₀", quantity: "path", marks: marks("start") },
      rotation: { label: "Turned by", symbol: "φ", quantity: "gradient", says: ({ rotation }) => `${rotation}°` },
    },
  }),
  sayShown: undefined,
  picture,
};
