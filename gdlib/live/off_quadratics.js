// The third tab of E16: a cost whose curvature is 1 between 1 and 2 and 25 elsewhere. With α and β tuned
// for curvatures from 1 to 25 momentum settles on every such quadratic; here some starts cycle for ever.

import { descend } from "./descend.js";
import { endsStrip } from "./ends_strip.js";
import { landscape } from "./landscape.js";
import { largestRoot } from "./momentum.js";
import { count, near, show } from "./words.js";

const [ALPHA, FLAT, STEEP, STEPS] = [1 / 9, 1, 25, 300];
const [CALLS, LETTERS] = [["arrives", "cycles", "neither"], ["A", "C"]];
const LONGEST = 12;
const VIEW = { x: [-4.2, 4.2], y: [0, 220] };

/** Below this β the bottom itself throws a ball out: α·25 is beyond 2 + 2β. */
const REPELS = (ALPHA * STEEP - 2) / 2;

/** After how many steps a run comes back to where it was. */
function period({ points, steps }) {
  const back = (n) => near(points[steps][0], points[steps - n][0], 1e-6);
  return steps === STEPS ? Array.from({ length: LONGEST }, (_, i) => i + 1).find(back) : undefined;
}

const kindOf = (path) => (path.end === "converged" ? "arrives" : period(path) ? "cycles" : "neither");

function solve({ bent_program: program }, given) {
  const parameters = [given.decay];
  const run = (start) => descend(program, [start], ALPHA, { steps: STEPS, parameters });
  const value = (theta) => program.value([theta], parameters);
  const path = run(given.ball);
  path.values = path.points.map(([theta]) => value(theta));
  const endFrom = (start) => CALLS.slice(0, 2).indexOf(kindOf(run(start)));
  const derivative = (theta) => program.gradient([theta], parameters)[0];
  return { state: { ...given, start: given.ball }, path, value, derivative, endFrom };
}

function predict({ decay }) {
  const leaves = Math.max(largestRoot(ALPHA * FLAT, decay), largestRoot(ALPHA * STEEP, decay));
  return { kind: decay < REPELS - 1e-9 ? "repelled" : "no promise", rate: leaves };
}

function hill(stage, { set }) {
  const caption = "The cost: curvature 1 from 1 to 2, and 25 elsewhere";
  const view = landscape(stage, { caption, setStart: (theta) => set("ball", theta), rule: () => "−αu" });
  return { hide: view.hide, draw: (scene) => view({ ...scene, domain: VIEW }) };
}

function strip(stage) {
  const view = endsStrip(stage, { caption: "Which starts arrive (A), which cycle (C)", letter: (end) => LETTERS[end] });
  return { hide: view.hide, draw: (scene) => view.draw({ ...scene, domain: VIEW.x, starts: [-4, 4], ask: String(scene.state.decay) }) };
}

export const offQuadratics = {
  question: "Momentum tuned for curvatures from 1 to 25, on a cost that is no quadratic: does it arrive?",
  shown: ["scene", "decay", "ball"],
  pictures: [hill, strip],
  solve,
  predict,
  observe(path) {
    const [kind, after] = [kindOf(path), period(path)];
    const cycle = kind === "cycles" ? path.points.slice(path.steps - after + 1).map(([theta]) => theta) : [];
    return { kind, cycle, steps: path.steps, end: path.end };
  },
  verdict: (predicted, observed) => {
    if (predicted.kind === "no promise") return "no promise";
    return observed.kind === "arrives" && observed.steps > 0 ? "no match" : "match";
  },
  calls: CALLS,
  outcome: ({ kind }) => kind,
  sayPredicted: ({ kind, rate }) =>
    kind === "repelled"
      ? "25α is beyond 2 + 2β, so the bottom itself throws the ball out"
      : `on a quadratic with these curvatures it would settle, at ×${show(rate)} a step; this is none`,
  sayObserved({ kind, cycle, steps, end }) {
    if (kind === "arrives") return `arrives in ${count(steps, "step")}`;
    if (kind === "cycles") return `cycles through ${cycle.map((theta) => show(theta, 4)).join(", ")} for ever`;
    return end === "diverged" ? `diverged at step ${steps + 1}` : `still moving after ${steps} steps, and never the same way twice`;
  },
  sayShown: ({ path }, shown) => `n = ${shown}, θ = ${show(path.points[shown][0])}`,
  marks: {
    decay: () => [
      { value: REPELS, label: "25α = 2 + 2β", at: true, meaning: "from here up the bottom holds the ball" },
      { value: 4 / 9, label: "tuned", at: true, meaning: "the best β for curvatures from 1 to 25" },
    ],
    ball: () => [{ value: 3.3, label: "published", at: true, meaning: "the start of Lessard, Recht and Packard" }],
  },
};
