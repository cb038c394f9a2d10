// The first tab of E16: line search, momentum and Newton from line search's worst start, until the slope
// is a millionth of what it was. Each has a law of its own.

import { range } from "d3-array";
import { chart } from "./chart.js";
import { descend } from "./descend.js";
import { levelLines } from "./level_lines.js";
import { best, bestFixed } from "./momentum.js";
import { newton } from "./newton_step.js";
import { count, show } from "./words.js";
import { exactly } from "./zigzag_searches.js";

const [SMALL, STEPS, FRAMES] = [1e-6, 1000, 100];
const NAMES = ["line search", "momentum", "Newton"];
const WINDOWS = [10, 30, 50, 100, 200, 400, 700];
const CALLS = ["more than half as many", "a half to a fifth", "less than a fifth"];

/** What is left of the slope after n steps, by each idea's law. */
const laws = (condition) => {
  const [search, root] = [bestFixed(condition), Math.sqrt(best(condition).decay)];
  // Both directions have equal roots ±√β, so that n multiplies their powers.
  const swell = (n) => Math.sqrt(((1 + n * (1 - root)) ** 2 + (1 + n * (1 + root)) ** 2) / 2);
  return [(n) => search ** n, (n) => swell(n) * root ** n, (n) => (n ? 0 : 1)];
};

function solve({ program, momentum_program }, state) {
  const { condition } = state;
  const [start, parameters, rules] = [[1, 1 / condition], [1, condition], best(condition)];
  const slope = (point) => Math.hypot(...program.gradient(point, parameters));
  const limits = { steps: STEPS, tol: SMALL * slope(start) };
  const runs = [
    descend(program, start, (_, point) => exactly(program, point, parameters), { ...limits, parameters }),
    descend(momentum_program, start, rules.step_size, { ...limits, parameters: [...parameters, rules.decay] }),
    descend(newton(program), start, 1, { ...limits, parameters }),
  ];
  for (const run of runs) run.left = run.points.map((point) => slope(point) / slope(start));
  const longest = Math.max(...runs.map(({ steps }) => steps));
  const every = Math.ceil(longest / FRAMES);
  const path = { runs, every, points: runs[0].points, steps: Math.ceil(longest / every), end: "converged" };
  return { state, path, value: (...theta) => program.value(theta, parameters) };
}

/** Where a curve's name stands: low on it, where the curves are far from each other. */
function nameAt(points) {
  const [n, height] = points[Math.floor(points.length * 0.75)];
  return [n, Math.max(height, -5.8)];
}

/** The names of the curves; curves that run together have theirs on one line. */
function namesOf(curves) {
  const labels = [];
  curves.forEach((points, i) => {
    if (points.length < 2) return;
    const at = nameAt(points);
    const near = labels.find((other) => Math.abs(other.at[0] - at[0]) < 0.5 && Math.abs(other.at[1] - at[1]) < 0.5);
    if (near) near.text += `, ${NAMES[i]}`;
    else labels.push({ at, text: NAMES[i] });
  });
  return labels;
}

function costs(stage) {
  const view = chart(stage, "ideas", "What is left of the slope ǁ∇Lǁ after n steps", "path", 3.3);
  return {
    hide: view.hide,
    draw({ state, path: { runs, every }, shown, told }) {
      const end = WINDOWS.find((n) => n >= Math.max(...runs.map(({ steps }) => steps))) ?? WINDOWS.at(-1);
      const height = (left) => Math.log10(Math.max(left, 1e-9));
      const seen = runs.map(({ left }) => left.slice(0, shown * every + 1).map((v, n) => [n, height(v)]));
      const foretold = told ? laws(state.condition) : [];
      view.draw({
        x: { domain: [0, end], ticks: 5 },
        y: { domain: [-6.6, 0.9], ticks: [-6, -4, -2, 0], format: (v) => show(10 ** v, 1) },
        curves: seen,
        laws: foretold.map((law) => range(end + 1).map((n) => [n, height(law(n))])),
        labels: namesOf(seen),
      });
    },
  };
}

function valley(stage) {
  const view = levelLines(stage, { caption: "The three paths, seen from above" });
  return {
    hide: view.hide,
    draw(scene) {
      const { runs, every } = scene.path;
      const tracks = runs.map(({ points, steps }) => ({ points, shown: Math.min(scene.shown * every, steps) }));
      view({ ...scene, tracks, reach: [1.25, 0.4], name: scene.state.condition });
    },
  };
}

/** The first step with which at most a millionth is left. */
const stepsOf = (law) => range(STEPS + 1).find((n) => law(n) <= SMALL);

export const threeIdeas = {
  question: "From line search's worst start: how many steps does momentum need, of those that line search needs?",
  shown: ["scene", "condition"],
  pictures: [costs, valley],
  solve,
  predict: ({ condition }) => ({
    rates: [bestFixed(condition), Math.sqrt(best(condition).decay)],
    steps: laws(condition).map(stepsOf),
  }),
  observe: ({ runs }) => ({ steps: runs.map(({ steps }) => steps) }),
  // Rounding may move the last step across the line by one.
  verdict: (predicted, observed) =>
    predicted.steps.every((n, i) => Math.abs(n - observed.steps[i]) <= 1) ? "match" : "no match",
  calls: CALLS,
  outcome: ({ steps: [search, moved] }) => CALLS[moved > search / 2 ? 0 : moved > search / 5 ? 1 : 2],
  sayPredicted: ({ rates: [search, moved], steps }) =>
    `line search ×${show(search)} a step, momentum ×${show(moved)} in the long run, Newton lands at once: ${steps.join(", ")} steps`,
  sayObserved: ({ steps: [search, moved, once] }) =>
    `${count(search, "step")}, ${moved} and ${once}; momentum needs ${show((100 * moved) / search, 2)} % of line search's`,
  sayShown: ({ path: { runs, every } }, shown) =>
    `n = ${shown * every}, left: ${runs.map(({ left, steps }) => show(left[Math.min(shown * every, steps)], 2)).join(", ")}`,
  marks: {},
};
