// E9's first tab: one step size for all steps. A step multiplies the first coordinate by 1 − αμ and the
// second by 1 − αM, with μ = 1 and M = κ.

import { count, near, show } from "./words.js";

export const STEPS = 300;
export const TOL = 1e-8;
const FAR = 1e12;

export const factors = (size, kappa) => ({ along: 1 - size, across: 1 - size * kappa });

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

export const oneSize = {
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
  sayPredicted: say,
  sayObserved: say,
  marks: {
    step_size: ({ condition }) => [
      { value: 1 / condition, label: "1/M", meaning: "one step to the floor" },
      { value: 2 / (1 + condition), label: "2/(μ + M)", meaning: "the best fixed step" },
      { value: 2 / condition, label: "2/M", meaning: "from here it no longer settles" },
    ],
  },
  zones: ({ condition }) => [
    { to: 1 / condition, word: "bends, then creeps" },
    { to: 2 / condition, word: "zigzags" },
    { to: Infinity, word: "grows" },
  ],
  cost: { domain: [1e-18, 1e9], windows: [50, 100, STEPS] },
  /** The cost is at most what it would be if all of it were in the slower direction. */
  bound({ step_size, condition, start }) {
    const { along, across } = factors(step_size, condition);
    return Math.max(Math.abs(along), start > 0 ? Math.abs(across) : 0) ** 2;
  },
};
