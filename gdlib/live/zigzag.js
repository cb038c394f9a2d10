// E9, the zigzag: a valley with curvature μ = 1 along its floor and M = κ across. A step multiplies
// the first coordinate by 1 − αμ and the second by 1 − αM. First tab: one step size for all steps.
// Second tab: two steps of two sizes, which can land on the bottom exactly.

import { costCurve } from "./cost.js";
import { levelLines } from "./level_lines.js";
import { count, near, show } from "./words.js";

const STEPS = 300;
const TOL = 1e-8;
const FAR = 1e12;
const REACH = [1.25, 0.72];

const factors = (size, kappa) => ({ along: 1 - size, across: 1 - size * kappa });

/** How many steps the factors need to end the run, if that is at most `STEPS`. */
function stepsToEnd({ along, across }, kappa, start) {
  for (let n = 0; n <= STEPS; n += 1) {
    const [x, y] = [along ** n, start > 0 ? start * across ** n : 0];
    if (Math.hypot(x, kappa * y) <= TOL || Math.max(Math.abs(x), Math.abs(y)) > FAR) return n;
  }
  return null;
}

/** What the two factors say; a start on the floor (y₀ = 0) never leaves it. */
function predict({ step_size, condition, start }) {
  const both = factors(step_size, condition);
  const sizes = [Math.abs(both.along), start > 0 ? Math.abs(both.across) : 0];
  const worst = Math.max(...sizes);
  const account = { ...both, crosses: start > 0, steps: stepsToEnd(both, condition, start) };
  if (near(worst, 1)) return { kind: "cycles", ...account };
  return { kind: worst < 1 ? "settles" : "grows", ...account };
}

function observe({ points, steps, end }, { start }) {
  const [[x0, y0], [x1, y1]] = [points[0], points[1] ?? [NaN, NaN]];
  const [x, y] = points[steps].map(Math.abs);
  const grown = Math.max(x / x0, start > 0 ? y / y0 : 0);
  // What neither shrinks nor grows is as large at the end as at the start.
  const kind = end === "diverged" || grown > 1 + 1e-9 ? "grows" : near(grown, 1) ? "cycles" : "settles";
  const ended = end === "out of steps" ? null : steps + (end === "diverged");
  return { kind, along: x1 / x0, across: start > 0 ? y1 / y0 : null, steps: ended };
}

function verdict(predicted, observed) {
  const same = (one, other) => other === null || near(one, other, 1e-6);
  const factorsMatch = same(predicted.along, observed.along) && same(predicted.across, observed.across);
  // Rounding may move the last step across the line by one.
  const ended = predicted.steps === observed.steps || Math.abs(predicted.steps - observed.steps) <= 1;
  return predicted.kind === observed.kind && factorsMatch && ended ? "match" : "no match";
}

/** What a reader may call: the kind, and below 1/M no step crosses the floor. */
const outcome = ({ kind, across }) => {
  if (kind !== "settles") return kind === "grows" ? "grows" : "never settles";
  return across < 0 ? "zigzags in" : "slides in";
};

function say({ kind, along, across, crosses, steps }) {
  const rates = `×${show(along)} a step along the floor${across === null || crosses === false ? "" : `, ×${show(across)} across it`}`;
  switch (kind) {
    case "cycles":
      return `${rates}: it never settles`;
    case "grows":
      return `${rates}: it grows${steps === null ? "" : `, and diverges at step ${steps}`}`;
    default:
      return `${rates}: ${steps === null ? `it settles, but not in ${STEPS} steps` : `it settles in ${count(steps, "step")}`}`;
  }
}

/** The same accounts for two steps of two sizes. */
const puzzle = {
  question: "Two steps, two sizes: can you land on the bottom exactly?",
  shown: ["scene", "step_size", "second", "condition", "start"],
  problem: ({ step_size, second, condition, start }) => ({
    program: "program",
    parameters: [1, condition],
    start: [1, start],
    stepSize: (n) => (n === 0 ? step_size : second),
    steps: 2,
  }),
  predict({ step_size, second, condition, start }) {
    const [one, two] = [factors(step_size, condition), factors(second, condition)];
    return { along: one.along * two.along, across: start > 0 ? one.across * two.across : null };
  },
  observe({ points, values, steps }, { start }) {
    const [x, y] = points[steps];
    return { along: x, across: start > 0 ? y / start : null, start, highest: Math.max(...values) };
  },
  verdict(predicted, { along, across }) {
    const same = (one, other) => near(one, other, 1e-12) || Math.abs(one - other) < 1e-12;
    return same(predicted.along, along) && same(predicted.across, across) ? "match" : "no match";
  },
  calls: ["nearer", "farther", "on the bottom"],
  outcome({ along, across, start }) {
    const left = Math.hypot(along, across * start);
    if (left < 1e-12) return "on the bottom";
    return left < Math.hypot(1, start) ? "nearer" : "farther";
  },
  say({ along, across, highest }) {
    const [x, y] = [along, across].map((factor) => (Math.abs(factor) < 1e-12 ? 0 : factor));
    const high = highest === undefined ? "" : `, by way of a cost of ${show(highest)}`;
    if (x === 0 && y === 0) return `both directions ×0: on the bottom in two steps${high}`;
    return `×${show(x)} along the floor${across === null ? "" : `, ×${show(y)} across it`}${high}`;
  },
  marks: () => [],
  zones: () => [],
  cost: { domain: [1e-6, 1e6], windows: [2] },
};

const fixed = {
  question: "One step size for two directions: which one is the fastest?",
  shown: ["scene", "step_size", "condition", "start"],
  problem: ({ condition, start }) => ({
    program: "program",
    parameters: [1, condition],
    start: [1, start],
    steps: STEPS,
  }),
  predict,
  observe,
  verdict,
  calls: ["slides in", "zigzags in", "never settles", "grows"],
  outcome,
  say,
  marks: ({ condition }) => [
    { value: 1 / condition, label: "1/M", meaning: "one step to the floor" },
    { value: 2 / (1 + condition), label: "2/(μ + M)", meaning: "the best fixed step" },
    { value: 2 / condition, label: "2/M", meaning: "from here it no longer settles" },
  ],
  zones: ({ condition }) => [
    { to: 1 / condition, word: "bends, then creeps" },
    { to: 2 / condition, word: "zigzags" },
    { to: Infinity, word: "grows" },
  ],
  cost: { domain: [1e-18, 1e9], windows: [50, 100, STEPS] },
};

const tab = ({ scene }) => (scene === 1 ? puzzle : fixed);

function picture(stage, { setCursor }) {
  const valley = levelLines(stage, { caption: "The path in the valley, seen from above" });
  const cost = costCurve(stage, { caption: "The cost after n steps", setCursor });
  return (scene) => {
    const { state, path } = scene;
    const { along, across } = factors(state.step_size, state.condition);
    const worst = Math.max(Math.abs(along), state.start > 0 ? Math.abs(across) : 0) ** 2;
    // The cost is at most what it would be if all of it were in the slower direction.
    const bound = (n) => (scene.told && state.scene === 0 ? path.values[0] * worst ** n : null);
    valley({ ...scene, reach: REACH, name: state.condition });
    cost({ ...scene, ...tab(state).cost, law: bound });
  };
}

export default {
  key: "zigzag",
  programs: ["program"],
  label: "The zigzag",
  question: (state) => tab(state).question,
  shown: (state) => tab(state).shown,
  controls: {
    scene: { label: "Steps", tabs: true },
    step_size: {
      label: "Step size",
      symbol: "α",
      quantity: "step",
      marks: (state) => tab(state).marks(state),
      zones: (state) => tab(state).zones(state),
    },
    second: { label: "Second step size", symbol: "α₁", quantity: "step" },
    condition: { label: "Condition number", symbol: "κ", quantity: "gradient" },
    start: { label: "Start across the floor", symbol: "y₀", quantity: "path" },
  },
  problem: (state) => tab(state).problem(state),
  calls: [...fixed.calls, ...puzzle.calls],
  asked: (state) => tab(state).calls,
  outcome: (observed, state) => tab(state).outcome(observed),
  predict: (state) => tab(state).predict(state),
  observe: (path, state) => tab(state).observe(path, state),
  verdict: (predicted, observed, state) => tab(state).verdict(predicted, observed),
  sayPredicted: (predicted, state) => tab(state).say(predicted),
  sayObserved: (observed, state) => tab(state).say(observed),
  picture,
};
