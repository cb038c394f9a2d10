// Kinks, third tab: Wolfe's cost from (3, 3/c). The best step each time runs into (0, 0), where the cost
// is 0 and could go on falling. Steps of one size move left by at least α/√(1 + c) each, and get by.

import { chart } from "./chart.js";
import { descend } from "./descend.js";
import { levelLines } from "./level_lines.js";
import { near, show } from "./words.js";

const [STEPS, MOST, HALVINGS] = [40, 600, 60];
const BELOW = -0.25; // where it is clear that the cost goes on falling
const X = 3;

/** The first place along a ray where the cost stops falling: bracketed by doubling, found by halving. */
function lowestAlong(slope, first) {
  let [low, high] = [0, first];
  while (slope(high) < 0 && high < 1e9) [low, high] = [high, 2 * high];
  for (let n = 0; n < HALVINGS; n += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

function searched(program, start, parameters) {
  const points = [start];
  for (let n = 0; n < STEPS; n += 1) {
    const here = points[n];
    const g = program.gradient(here, parameters);
    const ahead = (t) => here.map((v, i) => v - t * g[i]);
    const slope = (t) => -program.gradient(ahead(t), parameters).reduce((total, v, i) => total + v * g[i], 0);
    points.push(ahead(lowestAlong(slope, Math.hypot(...here))));
  }
  return { points, steps: STEPS, end: "out of steps" };
}

function fixed(program, start, parameters, stepSize) {
  const { points } = descend(program, start, stepSize, { steps: MOST, parameters });
  const low = points.findIndex((point) => program.value(point, parameters) < BELOW);
  const steps = low < 0 ? points.length - 1 : low;
  return { points: points.slice(0, steps + 1), steps, end: "out of steps" };
}

function solve({ wolfe_program: program }, state) {
  const { c, search, step_size } = state;
  const [start, parameters] = [[X, X / c], [c]];
  const path = search ? fixed(program, start, parameters, step_size) : searched(program, start, parameters);
  path.values = path.points.map((point) => program.value(point, parameters));
  return { state, path, value: (...point) => program.value(point, parameters) };
}

const predict = ({ c, search, step_size }) =>
  search ? { within: Math.ceil((X * Math.sqrt(1 + c)) / step_size) } : { ratio: (c - 1) / (c + 1), beyond: -1 / Math.sqrt(1 + c) };

const observe = ({ points, values, steps }) => ({
  ratio: points[steps][0] / points[steps - 1][0],
  passed: points.findIndex(([x]) => x < 0),
  below: values.findIndex((value) => value < 0),
  steps,
  cost: values[steps],
});

function verdict(predicted, { ratio, passed, below }, { search }) {
  const seen = search ? below > 0 && passed > 0 && passed <= predicted.within + 1 : below < 0 && near(ratio, predicted.ratio, 1e-6);
  return seen ? "match" : "no match";
}

function plane(stage) {
  const view = levelLines(stage, { caption: "Wolfe's cost from above (heavy line: 0)" });
  function draw(scene) {
    const { c } = scene.state;
    const level = [[-2 * c, 2], [0, 0], [-2 * c, -2]]; // where the cost is 0
    view({ ...scene, level, reach: [3.5, 1.9], name: `Wolfe ${c}`, scale: (value) => value });
  }
  return { hide: view.hide, draw };
}

function values(stage) {
  const view = chart(stage, "turn", "The cost after n steps", "path");
  function draw({ path, shown, told }) {
    const costs = path.values.slice(0, shown + 1);
    view.draw({
      x: { domain: [0, path.steps + 1], ticks: 5 },
      y: { domain: [-1, Math.max(...path.values)], ticks: 4 },
      laws: told ? [[[0, 0], [path.steps, 0]]] : [],
      curves: [costs.map((value, n) => [n, value])],
      marks: [[shown, costs[shown]]],
    });
  }
  return { hide: view.hide, draw };
}

export const bestStep = {
  question: "The cost falls without end to the left. Does it get below 0?",
  shown: ({ search }) => ["scene", "search", "c", ...(search ? ["step_size"] : [])],
  pictures: [plane, values],
  solve,
  predict,
  observe,
  verdict,
  sayPredicted: ({ within, ratio, beyond }) =>
    within
      ? `every step moves left by at least α/√(1 + c), so it is left of 0 within ${within} steps, and the cost falls on`
      : `every step ×(c − 1)/(c + 1) = ×${show(ratio)}: it runs into (0, 0), though the cost at (−1, 0) is ${show(beyond)}`,
  sayObserved: ({ ratio, passed, below, steps, cost }, { search }) =>
    search
      ? `left of 0 from step ${passed} on, below a cost of 0 at step ${below}`
      : `×${show(ratio)} at step ${steps}, where the cost is ${show(cost)}: never below 0`,
  calls: ["stops at 0", "gets below 0"],
  asked: () => ["stops at 0", "gets below 0"],
  again: ({ search }) => [search],
  outcome: ({ below }) => (below < 0 ? "stops at 0" : "gets below 0"),
  step_size: { marks: () => [], zones: () => [{ to: Infinity, word: "gets by" }] },
};
