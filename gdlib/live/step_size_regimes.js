// E3, step-size regimes: on a parabola of curvature λ a step multiplies θ by 1 − αλ, and the cost by
// its square. First what is known before the run, then what a run shows, then the picture.

import { cobweb } from "./cobweb.js";
import { costCurve } from "./cost.js";
import { landscape } from "./landscape.js";
import { count, near, show } from "./words.js";

const STEPS = 100;
const TOL = 1e-8;
const FAR = 1e12;
// Room for the highest start (2) on the steepest parabola (λ = 6).
const VIEW = { x: [-2.4, 2.4], y: [0, 12.4] };
const COST = { domain: [1e-18, 1e9], windows: [50, STEPS] };

/** What the formula says: the kind of motion, the factor of the cost, how long it takes. */
export function predict({ step_size, curvature, start }) {
  const factor = 1 - step_size * curvature;
  const slope = curvature * Math.abs(start);
  const [size, ratio] = [Math.abs(factor), factor * factor];
  if (slope <= TOL) return { kind: "rests", ratio: null, steps: 0 };
  if (slope * size <= TOL) return { kind: "jumps", ratio: 0, steps: 1 };
  if (near(size, 1)) return { kind: "cycles", ratio: 1, steps: null, start };
  if (size > 1) return { kind: "grows", ratio, steps: reach(Math.abs(start), FAR, size) };
  return { kind: factor > 0 ? "slides" : "swings", ratio, steps: reach(slope, TOL, size) };
}

/** How many steps of a factor take one size to another. */
const reach = (from, to, factor) => Math.ceil(Math.log(to / from) / Math.log(factor));

/** The same account, read off a run. */
export function observe({ points, values, steps, end }) {
  if (steps === 0) return { kind: "rests", ratio: null, steps, end };
  const perStep = (values[steps] / values[0]) ** (1 / steps);
  const ratio = perStep < TOL ? 0 : perStep;
  const account = (kind) => ({ kind, ratio, steps: steps + (end === "diverged"), end, start: points[0][0] });
  if (end === "converged" && steps === 1) return account("jumps");
  if (near(ratio, 1)) return account("cycles");
  if (ratio > 1) return account("grows");
  return account(points[0][0] * points[1][0] < 0 ? "swings" : "slides");
}

export function verdict(predicted, observed) {
  const sameRate = predicted.ratio === observed.ratio || near(predicted.ratio, observed.ratio, 1e-6);
  // Rounding may move the last step across the line by one.
  const ended = observed.end === "out of steps" || Math.abs(predicted.steps - observed.steps) <= 1;
  return predicted.kind === observed.kind && sameRate && ended ? "match" : "no match";
}

const OUTCOMES = { slides: "crawls", jumps: "one jump", swings: "swings", cycles: "cycles", grows: "blows up" };

/** One sentence for both accounts, so that they can be compared at a glance. */
export function say({ kind, ratio, steps, start, end }) {
  const rate = `; cost ×${show(ratio ?? 1)} a step`;
  const late = end === "out of steps" ? `, not there after ${steps} steps` : ` in ${count(steps, "step")}`;
  switch (kind) {
    case "rests":
      return "already at the bottom, no step is taken";
    case "jumps":
      return "lands on the bottom in one step";
    case "cycles":
      return `cycles between ${show(start)} and ${show(-start)} for ever${rate}`;
    case "grows":
      if (end === "out of steps" || steps > STEPS) return `swings and grows${rate}`;
      return `swings and grows, ${end ? "diverged" : "diverges"} at step ${steps}${rate}`;
    case "swings":
      return `swings and converges${late}${rate}`;
    default:
      return `${ratio > 0.5 ? "crawls" : "slides"} down one side${late}${rate}`;
  }
}

export const marks = ({ curvature }) => [
  { value: 1 / curvature, label: "1/λ", meaning: "one jump to the bottom" },
  { value: 2 / curvature, label: "2/λ", meaning: "a cycle of two points" },
];

export const zones = ({ curvature }) => [
  { to: 1 / curvature, word: "crawls" },
  { to: 2 / curvature, word: "swings" },
  { to: Infinity, word: "blows up" },
];

function picture(stage, { set, setCursor }) {
  const valley = landscape(stage, { caption: "The path on the parabola L = λθ²/2", setStart: (theta) => set("start", theta) });
  const web = cobweb(stage, { caption: "Map θₙ → θₙ₊₁" });
  const cost = costCurve(stage, {
    caption: "The cost after n steps",
    setCursor,
  });
  return (scene) => {
    const { state, path } = scene;
    const { ratio } = predict(state);
    const foretold = (n) => (scene.told && ratio !== null ? path.values[0] * ratio ** n : null);
    valley({ ...scene, domain: VIEW });
    web({ ...scene, factor: 1 - state.step_size * state.curvature, reach: VIEW.x[1] });
    cost({ ...scene, ...COST, law: foretold });
  };
}

export default {
  key: "regimes",
  programs: ["program"],
  label: "Step-size regimes",
  question: () => "When does it crawl, swing, cycle, blow up?",
  controls: {
    step_size: { label: "Step size", symbol: "α", quantity: "step", digits: 3, marks, zones },
    curvature: { label: "Curvature", symbol: "λ", quantity: "gradient" },
    start: { label: "Start", symbol: "θ₀", quantity: "path" },
  },
  problem: ({ curvature, start }) => ({ program: "program", parameters: [curvature], start: [start], steps: STEPS }),
  calls: Object.values(OUTCOMES),
  outcome: ({ kind }) => OUTCOMES[kind],
  predict,
  observe,
  verdict,
  sayPredicted: say,
  sayObserved: say,
  picture,
};
