// E4, the lopsided basin: curvature a on the left wall, b on the right, a hump, a second valley.
// Two steps multiply a swing by (αa − 1)(αb − 1). First what is known before the run, then what a run
// shows, then the picture. Lengths are in units of R, where the right wall begins to bend over.

import { costCurve } from "./cost.js";
import { landscape } from "./landscape.js";
import { straightWalls } from "./straight_walls.js";
import { count, near, show } from "./words.js";

const STEPS = 200;
const TOL = 1e-8;
const TOP = 2;

/** Where something changes as the step size grows. */
export function thresholds({ left: a, right: b }) {
  return {
    folk: 2 / Math.max(a, b),
    rises: 1 / Math.max(a, b) + 1 / Math.sqrt(a * b),
    settles: 1 / a + 1 / b,
    // Swings from the left wall reach at most (αa − 1)(αb − 1)R; the top of the hump is at 2R.
    crosses: (a + b + Math.sqrt((a + b) ** 2 + 4 * a * b)) / (2 * a * b),
  };
}

/** What the formulas say of a start within one R of the bottom. */
export function predict(state) {
  const { step_size, left, right, start } = state;
  const [s, t] = [step_size * left - 1, step_size * right - 1];
  const factor = s > 0 && t > 0 ? s * t : 0;
  const first = start < 0 ? -s * start : start;
  const flat = Math.min(left, right);
  const steepFirst = start < 0 ? left >= right : right >= left;
  let rises = step_size > thresholds(state).rises * (1 + 1e-9) && (steepFirst || step_size * flat > 1);
  // A first swing beyond R, never repeated, lands on the bent part, where the bound says nothing.
  if (first > 1 && step_size * flat <= 1) rises = null;
  const account = (kind) => ({ kind, factor, rises });
  if (start === 0) return { kind: "rests", factor, rises: false };
  if (right * Math.abs(first - TOP) <= TOL) return { kind: "balances", factor, rises: null };
  if (first > TOP) return { kind: "thrown", factor, rises: null };
  if (near(factor, 1)) return { kind: "cycles", factor, rises: null };
  if (factor < 1) return account("settles");
  return factor <= TOP ? { kind: "wanders", factor, rises: true } : { kind: "leaves", factor, rises: null };
}

/** The same account, read off a run. */
export function observe({ points, values, steps, end }) {
  const at = points.map(([theta]) => theta);
  const rises = values.filter((value, n) => n && value > values[n - 1] * (1 + 1e-12)).length;
  const crossed = at.findIndex((theta) => theta > TOP + TOL);
  const last = at[steps];
  const account = (kind) => ({ kind, rises, steps, end, crossed, last });
  if (steps === 0 && end === "converged") return account("rests");
  if (crossed > 0) return account(crossed === 1 ? "thrown" : "leaves");
  if (end === "diverged") return account("leaves");
  if (end === "converged") return account(near(last, TOP, TOL) ? "balances" : "settles");
  if (near(Math.abs(last / at[steps - 2]), 1)) return account("cycles");
  const stretches = (theta, n) => 2 * n > steps && Math.abs(theta) > Math.abs(at[n - 2]) * (1 + 1e-12);
  return account(at.some(stretches) ? "wanders" : "settles");
}

/** Swings that can cross may take their time; a run may also hit a point of rest by accident. */
export function verdict(predicted, observed) {
  const rose = predicted.rises === null || predicted.rises === observed.rises > 0;
  if (predicted.kind === observed.kind) return rose ? "match" : "no match";
  if (predicted.kind === "leaves" && observed.kind === "wanders") return "not yet";
  const unsettled = ["leaves", "wanders", "cycles"].includes(predicted.kind);
  const resting = observed.end === "converged" || observed.kind === "cycles";
  return unsettled && resting ? "by accident" : "no match";
}

const OUTCOMES = { rests: "settles", balances: "settles", settles: "settles", leaves: "leaves", thrown: "leaves" };

const twoSteps = (factor) => `swings ×${show(factor)} every two steps`;

export function sayPredicted({ kind, factor, rises }) {
  switch (kind) {
    case "rests":
      return "already at the bottom, no step is taken";
    case "balances":
      return "the first step lands on the top of the hump and stays there";
    case "thrown":
      return "the first step throws it over the hump";
    case "cycles":
      return "settles into swinging between two points for ever";
    case "wanders":
      return `${twoSteps(factor)}, too weak for the hump: it wanders for ever`;
    case "leaves":
      return `${twoSteps(factor)}, until it crosses the hump`;
    default:
      if (rises) return `some steps raise the cost, yet it settles${factor ? `: ${twoSteps(factor)}` : ""}`;
      return rises === false ? "every step lowers the cost, it settles" : "it settles";
  }
}

export function sayObserved({ kind, rises, steps, end, crossed, last }) {
  const rose = rises ? `the cost rose on ${rises} of ${count(steps, "step")}` : "the cost never rose";
  const ended = {
    converged: `settled at θ = ${show(Math.abs(last) < 1e-6 ? 0 : last)} after ${count(steps, "step")}`,
    diverged: `diverged at step ${steps + 1}`,
    "out of steps": `still moving after ${steps} steps`,
  }[end];
  if (kind === "rests") return "already at the bottom, no step is taken";
  if (kind === "cycles") return `still swinging between two points after ${steps} steps`;
  if (crossed > 0) return `over the hump at step ${crossed}, ${ended}`;
  return `${ended}; ${rose}`;
}

/** On a front page, only the folk rule and the truth. */
export function marks(state, hero) {
  const { folk, rises, settles, crosses } = thresholds(state);
  const all = [
    { value: folk, label: "2/M", meaning: "the folk rule, M the larger of a and b" },
    { value: rises, label: "1/M + 1/√(ab)", meaning: "from here some step raises the cost" },
    { value: settles, label: "1/a + 1/b", meaning: "from here it no longer settles" },
    { value: crosses, label: "(αa − 1)(αb − 1) = 2", at: true, meaning: "from here it can cross the hump" },
  ];
  return hero ? [all[0], all[2]] : all;
}

export function zones(state, hero) {
  const { rises, settles, crosses } = thresholds(state);
  if (hero) return [{ to: settles, word: "settles" }, { to: Infinity, word: "does not settle" }];
  return [
    { to: rises, word: "always falls" },
    { to: settles, word: "rises, yet settles" },
    { to: crosses, word: "wanders" },
    { to: Infinity, word: "can leave" },
  ];
}

const curvedWalls = {
  problem: ({ left, right, start }) => ({
    program: "program",
    parameters: [left, right, 1],
    start: [start],
    steps: STEPS,
  }),
  question: "Can one step size be fine on one wall, too big on the other, and throw you out?",
  shown: ["scene", "step_size", "start", "left", "right"],
  predict,
  observe,
  verdict,
  sayPredicted,
  sayObserved,
  marks,
  zones,
  view: () => ({ x: [-1.1, 5.1], y: [0, 1.2] }),
  notes: ({ left, right }) => [
    { x: -1.02, y: 0.3, text: `a = ${show(left)}` },
    { x: 1.15, y: 0.3, text: `b = ${show(right)}` },
  ],
  cost: { domain: [1e-7, 1e1], windows: [20, 50, 100, STEPS] },
};

const walls = ({ scene }) => (scene === 1 ? straightWalls : curvedWalls);

function picture(stage, { set, setCursor }) {
  const valley = landscape(stage, { caption: "The path on the cost L(θ)", setStart: (theta) => set("start", theta) });
  const cost = costCurve(stage, {
    caption: "The cost after n steps",
    setCursor,
  });
  return (scene) => {
    const { view, rules, notes, cost: scale } = walls(scene.state);
    const foretold = scene.told ? rules?.(scene.state) : undefined;
    valley({ ...scene, domain: view(scene.state), rules: foretold, notes: notes?.(scene.state) });
    cost({ ...scene, ...scale });
  };
}

export default {
  key: "basin",
  programs: ["program", "vee_program"],
  label: "The lopsided basin",
  question: (state, hero) => (hero ? "How long may a step be before it throws you out of the valley?" : walls(state).question),
  shown: (state) => walls(state).shown,
  controls: {
    scene: { label: "Walls", tabs: true },
    step_size: {
      label: "Step size",
      symbol: "α",
      quantity: "step",
      marks: (state, hero) => walls(state).marks(state, hero),
      zones: (state, hero) => walls(state).zones(state, hero),
    },
    start: { label: "Start", symbol: "θ₀", quantity: "path" },
    left: { label: "Left wall", symbol: "a", quantity: "gradient" },
    right: { label: "Right wall", symbol: "b", quantity: "gradient" },
  },
  problem: (state) => walls(state).problem(state),
  calls: ["settles", "keeps moving", "leaves"],
  outcome: ({ kind }) => OUTCOMES[kind] ?? "keeps moving",
  predict: (state) => walls(state).predict(state),
  observe: (path, state) => walls(state).observe(path, state),
  verdict: (predicted, observed, state) => walls(state).verdict(predicted, observed),
  sayPredicted: (predicted, state) => walls(state).sayPredicted(predicted),
  sayObserved: (observed, state) => walls(state).sayObserved(observed),
  picture,
};
