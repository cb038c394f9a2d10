// Kinks, second tab: |x| + 2|y| at (1, 0), on a kink. All (1, g₂) with |g₂| ≤ 2 are subgradients there. A
// step along one of them may go up, and come nearer all the same.

import { levelLines } from "./level_lines.js";
import { show } from "./words.js";

const START = [1, 0];
const SLOPES = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];
const EXACT = 1e-9;

const landing = ({ step_size }, slope) => [1 - step_size, -step_size * slope];
/** Up to which |g₂| a step does not go up, and does not lead away. */
const flattest = ({ step_size: a }) => (1 - Math.abs(1 - a)) / (2 * a);
const nearest = ({ step_size: a }) => Math.sqrt(Math.max(2 / a - 1, 0));

function solve({ two_kinks_program: program }, state) {
  const points = [START, landing(state, state.slope)];
  const values = points.map((point) => program.value(point, []));
  return { state, path: { points, values, steps: 1, end: "one step" }, value: (...point) => program.value(point, []) };
}

const sign = (change) => (Math.abs(change) < EXACT ? 0 : Math.sign(change));
/** Both changes come from their formulas here, from the program's costs and the two points below. */
const predict = ({ step_size: a, slope }) => ({
  cost: Math.abs(1 - a) + 2 * a * Math.abs(slope) - 1,
  distance: Math.sqrt(1 - 2 * a + a * a * (1 + slope * slope)) - 1,
});
const observe = ({ points: [from, to], values: [before, after] }) => ({
  cost: after - before,
  distance: Math.hypot(...to) - Math.hypot(...from),
});

function say({ cost, distance }) {
  const change = (by, up, down, none) => (sign(by) ? `${show(Math.abs(by))} ${by > 0 ? up : down}` : none);
  const place = change(distance, "farther from the minimum", "nearer to the minimum", "as far as before");
  return `the cost ${change(cost, "up", "down", "as before")}, the place ${place}`;
}

/** Level line and circle through the start, and the steps along some of the subgradients. */
function plane(stage) {
  const view = levelLines(stage, { caption: "|x| + 2|y| from above (dotted: as near as the start)" });
  const around = Array.from({ length: 73 }, (_, k) => [Math.cos((k * Math.PI) / 36), Math.sin((k * Math.PI) / 36)]);
  return {
    hide: view.hide,
    draw(scene) {
      const fan = SLOPES.map((slope) => [START, landing(scene.state, slope)]);
      const level = [[1, 0], [0, 0.5], [-1, 0], [0, -0.5], [1, 0]];
      view({ ...scene, reach: [1.75, 1.15], name: "two kinks", level, fan, rules: [around] });
    },
  };
}

export const atAKink = {
  question: "At a kink, must a step along a subgradient go down?",
  shown: () => ["scene", "step_size", "slope"],
  pictures: [plane],
  solve,
  predict,
  observe,
  verdict: (predicted, observed) =>
    ["cost", "distance"].every((name) => Math.abs(predicted[name] - observed[name]) < EXACT) ? "match" : "no match",
  sayPredicted: say,
  sayObserved: say,
  calls: ["down, nearer", "up, nearer", "up, farther"],
  asked: () => ["down, nearer", "up, nearer", "up, farther"],
  again: () => [],
  outcome({ cost, distance }) {
    if (!sign(cost) || !sign(distance)) return "neither";
    return `${cost > 0 ? "up" : "down"}, ${distance > 0 ? "farther" : "nearer"}`;
  },
  step_size: {
    marks: ({ slope }) => [{ value: 2 / (1 + slope * slope), label: "2(L − L*)/‖g‖²", meaning: "below this a step leads nearer" }],
    zones: ({ slope }) => [
      { to: 2 / (1 + slope * slope), word: "nearer" },
      { to: Infinity, word: "farther" },
    ],
  },
  slope: {
    marks(state) {
      const up = { label: "level", meaning: "beyond this the step goes up" };
      const far = { label: "as far", meaning: "beyond this the step leads away" };
      const both = (value, mark) => [-1, 1].map((side) => ({ ...mark, at: true, value: side * value }));
      return [...both(flattest(state), up), ...both(nearest(state), far)].filter(({ value }) => value);
    },
    zones: () => [],
  },
};
