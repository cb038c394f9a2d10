// E9's other tabs: each step looks for its own size. Exact search goes to the lowest point along −∇L, and
// the next step leaves at a right angle. Armijo's rule tries α and halves it until the cost falls enough.
// The valley can be turned by φ: the path turns with it, and its costs stay.

import { descend } from "./descend.js";
import { count, near, show } from "./words.js";
import { STEPS, TOL } from "./zigzag_one_size.js";

/** The share c of what the slope promises that Armijo's rule asks for; by the last halving it rounds to 0. */
export const SHARE = 1e-4;
const HALVINGS = 100;

const dot = ([a, b], [c, d]) => a * c + b * d;
const turned = ([x, y], angle) => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];

/** How far it is to the lowest point along −∇L, on a quadratic. */
export function exactly(program, point, parameters) {
  const slope = program.gradient(point, parameters);
  const bend = program.hessian(point, parameters).map((row) => dot(row, slope));
  return dot(slope, slope) / dot(slope, bend);
}

/** The first of α, α/2, α/4, … with which the cost falls by the share c of αǁ∇Lǁ². */
function accepted(program, point, parameters, first) {
  const [slope, here] = [program.gradient(point, parameters), program.value(point, parameters)];
  const squared = dot(slope, slope);
  const falls = (size) => {
    const there = program.value(point.map((c, i) => c - size * slope[i]), parameters);
    return there <= here - SHARE * size * squared;
  };
  let size = first;
  for (let n = 0; n < HALVINGS && !falls(size); n += 1) size /= 2;
  return size;
}

/** The scene of a run in which `find` looks for the size of each step. */
const searching = (find) => ({ turned_program: program }, state) => {
  const angle = (state.rotation * Math.PI) / 180;
  const parameters = [1, state.condition, angle];
  const sizes = [];
  const stepSize = (n, point) => (sizes[n] = find(program, point, parameters, state.step_size));
  const path = descend(program, turned([1, state.start], angle), stepSize, { steps: STEPS, parameters });
  const value = (...theta) => program.value(theta, parameters);
  path.values = path.points.map((point) => value(...point));
  return { state, path: { ...path, sizes: sizes.slice(0, path.steps) }, value };
};

/** What each step of the best fixed size leaves of the cost, and what exact search leaves at worst. */
export const bound = ({ condition }) => ((condition - 1) / (condition + 1)) ** 2;

/** What each step of exact search leaves of the cost: the same at every step, in two dimensions. */
function ratio({ condition, start }) {
  const t = (condition * start) ** 2;
  return t === 0 ? 0 : Math.max(1 - (1 + t) ** 2 / ((1 + condition * t) * (1 + t / condition)), 0);
}

/** Every second point lies on the line from the start to the bottom, the others on one line too. */
function stepsToEnd({ condition, start }) {
  const [slope, left] = [[1, condition * start], Math.sqrt(ratio({ condition, start }))];
  const size = dot(slope, slope) / (slope[0] ** 2 + condition * slope[1] ** 2);
  const next = [(1 - size) * slope[0], (1 - size * condition) * slope[1]];
  const lengths = [Math.hypot(...slope), near(condition, 1) || start === 0 ? 0 : Math.hypot(...next)];
  for (let n = 0; n <= STEPS; n += 1) if (lengths[n % 2] * left ** (n - (n % 2)) <= TOL) return n;
  return null;
}

/** The angle between consecutive steps, in degrees, where it is farthest from a right one. */
function turn(points) {
  const moves = points.slice(1).map((point, n) => point.map((c, i) => c - points[n][i]));
  const cosines = moves.slice(1).map((move, n) => dot(move, moves[n]) / (Math.hypot(...move) * Math.hypot(...moves[n])));
  const worst = cosines.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  return cosines.length ? (Math.acos(worst) * 180) / Math.PI : null;
}

const perStep = ({ values, steps }) => (values[steps] / values[0]) ** (1 / steps);
const stepsOf = ({ steps, end }) => (end === "converged" ? steps : null);
const arrives = (steps) => (steps === null ? `not there in ${STEPS} steps` : `there in ${count(steps, "step")}`);
const view = {
  calls: ["faster", "just as fast", "slower"],
  outcome({ ratio: left }, state) {
    if (near(left, bound(state), 1e-6)) return "just as fast";
    return left < bound(state) ? "faster" : "slower";
  },
  cost: { domain: [1e-18, 1e2], windows: [10, 50, 100, STEPS] },
  bound,
  /** Room for the start, however far the valley is turned. */
  reach({ start, rotation }) {
    const [, y] = turned([1, start], (rotation * Math.PI) / 180);
    return [1.25, Math.max(0.72, 1.15 * y)];
  },
};

export const exactSearch = {
  ...view,
  question: "Each step goes to the lowest point ahead. Is that faster than the best fixed step?",
  shown: ["scene", "condition", "start", "rotation"],
  solve: searching(exactly),
  predict: (state) => ({ ratio: ratio(state), bound: bound(state), steps: stepsToEnd(state) }),
  observe: (path) => ({ ratio: perStep(path), turn: turn(path.points), steps: stepsOf(path) }),
  verdict(predicted, observed) {
    const square = observed.turn === null || near(observed.turn, 90, 1e-6);
    // Rounding may move the last step across the line by one.
    const ended = predicted.steps === observed.steps || Math.abs(predicted.steps - observed.steps) <= 1;
    const same = predicted.ratio < 1e-12 ? observed.ratio < 1e-12 : near(predicted.ratio, observed.ratio, 1e-6);
    return square && ended && same ? "match" : "no match";
  },
  sayPredicted: ({ ratio: left, bound: most, steps }) =>
    `cost ×${show(left)} a step, ${near(left, most, 1e-9) ? "which is" : "at most"} ((κ − 1)/(κ + 1))² = ${show(most)}; ${arrives(steps)}`,
  sayObserved: ({ ratio: left, turn: angle, steps }) =>
    `cost ×${show(left < 1e-12 ? 0 : left)} a step, ${angle === null ? "no turn" : `turns of ${show(angle)}°`}; ${arrives(steps)}`,
  marks: { start: ({ condition }) => [{ value: 1 / condition, label: "1/κ", meaning: "the worst start" }] },
  squares: true,
};

/** The sizes between which every accepted step lies. */
const limits = ({ step_size, condition }) => [
  Math.min(step_size, (1 - SHARE) / condition),
  Math.min(step_size, 2 * (1 - SHARE)),
];

export const armijoSearch = {
  ...view,
  question: "Each step tries α and halves it until the cost falls enough. Is that faster than the best fixed step?",
  shown: ["scene", "step_size", "condition", "start", "rotation"],
  solve: searching(accepted),
  predict: (state) => ({ sizes: limits(state) }),
  observe(path) {
    const sizes = [Math.min(...path.sizes), Math.max(...path.sizes)];
    const rises = path.values.filter((value, n) => n && value > path.values[n - 1]).length;
    return { sizes, rises, ratio: perStep(path), steps: stepsOf(path) };
  },
  verdict({ sizes: [low, high] }, { sizes: [least, most], rises }) {
    return least >= low * (1 - 1e-9) && most <= high * (1 + 1e-9) && rises === 0 ? "match" : "no match";
  },
  sayPredicted: ({ sizes: [low, high] }) =>
    `the cost falls at every step, with sizes ${near(low, high) ? `of ${show(low)}` : `from ${show(low)} to ${show(high)}`}`,
  sayObserved: ({ sizes: [least, most], rises, ratio: left, steps }) =>
    `the cost ${rises ? `rose ${count(rises, "time")}` : "fell at every step"}, sizes ${near(least, most) ? `of ${show(least)}` : `from ${show(least)} to ${show(most)}`}; cost ×${show(left < 1e-12 ? 0 : left)} a step, ${arrives(steps)}`,
  marks: {
    step_size: ({ condition }) => [
      { value: (2 * (1 - SHARE)) / condition, label: "2(1 − c)/M", meaning: "up to here the first trial is always taken" },
    ],
  },
  zones: ({ condition }) => [
    { to: (2 * (1 - SHARE)) / condition, word: "taken as it is" },
    { to: Infinity, word: "halved where too long" },
  ],
};
