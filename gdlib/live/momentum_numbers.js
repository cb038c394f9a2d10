// The second tab of E16: α and β of momentum, the path that they make, and on a map what every pair of
// them would leave of the distance at each step.

import { range } from "d3-array";
import { costCurve } from "./cost.js";
import { descend } from "./descend.js";
import { levelLines } from "./level_lines.js";
import { best, bestFixed, rate } from "./momentum.js";
import { ratesMap } from "./rates_map.js";
import { count, near, show } from "./words.js";

const STEPS = 400;
const START = [1, 0.5];
// A run so short says nothing of the long run: it may have stopped on the bottom in passing.
const FEW = 4;
const CALLS = ["settles, faster", "settles, slower", "does not settle"];

function solve({ momentum_program: program }, state) {
  const parameters = [1, state.condition, state.decay];
  const path = descend(program, START, state.step_size, { steps: STEPS, parameters });
  const value = (...theta) => program.value(theta, parameters);
  path.values = path.points.map((point) => value(...point));
  return { state, path, value };
}

/** From where on it no longer settles: the steepest direction is thrown from side to side, farther each time. */
const border = ({ decay, condition }) => (2 + 2 * decay) / condition;

function predict(state) {
  const expected = rate(state);
  const kind = near(expected, 1) ? "never settles" : expected < 1 ? "settles" : "grows";
  return { kind, rate: expected, fixed: bestFixed(state.condition) };
}

/** How the distance shrinks a step, from the farthest point of the second quarter to that of the last. */
function observe({ points, steps, end }) {
  const [early, half, late] = steps < FEW ? [0, 0, steps] : [1, 2, 3].map((k) => Math.floor((k * steps) / 4));
  const lengths = points.map((point) => Math.hypot(...point));
  const farthest = (from, to) => range(from, to + 1).reduce((n, i) => (lengths[i] > lengths[n] ? i : n));
  const [first, last] = [farthest(early, half), farthest(late, steps)];
  const perStep = (lengths[last] / lengths[first]) ** (1 / (last - first));
  const kind = near(perStep, 1, 1e-6) ? "never settles" : perStep < 1 && end !== "diverged" ? "settles" : "grows";
  return { kind, rate: perStep, steps: steps + (end === "diverged"), end };
}

function picture(make, view) {
  return (stage, hands) => {
    const drawn = make(stage, hands);
    return { hide: drawn.hide, draw: (scene) => drawn({ ...scene, ...view(scene) }) };
  };
}

export const momentumNumbers = {
  question: "Two numbers, α and β: is momentum faster than the best fixed step without it?",
  shown: ["scene", "step_size", "decay", "condition"],
  pictures: [
    picture(
      (stage) => levelLines(stage, { caption: "The path with momentum, seen from above" }),
      ({ state }) => ({ reach: [1.25, 0.72], name: state.condition }),
    ),
    ratesMap,
    picture(
      (stage, { setCursor }) => costCurve(stage, { caption: "The cost after n steps", setCursor }),
      ({ state, path, told }) => ({
        domain: [1e-18, 1e9],
        windows: [50, 100, 200, STEPS],
        law: (n) => (told ? path.values[0] * rate(state) ** (2 * n) : null),
      }),
    ),
  ],
  solve,
  predict,
  observe,
  // What a run of so many steps shows of its limit is no better than this.
  verdict(predicted, observed) {
    const close = Math.abs(observed.rate - predicted.rate) <= 0.05 * Math.max(predicted.rate, 1);
    return predicted.kind === observed.kind && (close || observed.steps < FEW) ? "match" : "no match";
  },
  calls: CALLS,
  outcome({ kind, rate: seen }, { condition }) {
    if (kind !== "settles") return CALLS[2];
    return CALLS[seen < bestFixed(condition) * (1 - 1e-6) ? 0 : 1];
  },
  sayPredicted: ({ kind, rate: expected, fixed }) =>
    `max|r| = ${show(expected)}: ${kind}${kind === "settles" ? `; the best fixed step leaves ${show(fixed)}` : ""}`,
  sayObserved({ kind, rate: seen, steps, end }) {
    if (kind === "settles" && end === "converged") return `settles in ${count(steps, "step")}, at ×${show(seen)} a step`;
    if (end === "diverged") return `diverged at step ${steps}, at ×${show(seen)} a step`;
    return `${kind}, ×${show(seen)} a step over ${steps} steps`;
  },
  sayShown: ({ path }, shown) => `n = ${shown}, L = ${show(path.values[shown])}`,
  marks: {
    step_size: (state) => [
      { value: best(state.condition).step_size, label: "best", at: true, meaning: "the best step size, with the best β" },
      { value: border(state), label: "(2 + 2β)/M", meaning: "from here it no longer settles" },
    ],
    decay: ({ condition }) => [{ value: best(condition).decay, label: "best", at: true, meaning: "the best β, with the best α" }],
  },
  zones: {
    step_size: (state) => [
      { to: border(state), word: "settles" },
      { to: Infinity, word: "grows" },
    ],
  },
};
