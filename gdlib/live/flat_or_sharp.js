// E14, flat or sharp: ½(θ₁θ₂ − 1)² has a minimum at every point of a hyperbola, sharp far from the
// middle and flat near it. Its sharpness there, θ₁² + θ₂², is the curvature across the valley; a step
// size holds a minimum if that is below 2/α. The flow keeps θ₁² − θ₂², which tells where it would end.

import { costCurve } from "./cost.js";
import { levelLines } from "./level_lines.js";
import { count, show } from "./words.js";

const STEPS = 400;
const REACH = [5.2, 3.1];
const BRANCH = Array.from({ length: 241 }, (_, i) => 10 ** (i / 120 - 1)).map((u) => [u, 1 / u]);

const sharpness = ([u, v]) => u * u + v * v;
const opposite = ([u, v]) => [-u, -v];

/** The sharpness of the minimum that the flow from here leads to: it has uv = 1 and this u² − v². */
const ofTheFlow = ({ first, second }) => Math.hypot(first * first - second * second, 2);

/** The flow stays on its side of the saddle; from the ridge between the sides it goes to the saddle. */
const onRidge = ({ first, second }) => first === -second;

function predict(state) {
  const [end, held] = [ofTheFlow(state), 2 / state.step_size];
  return { kind: end < held ? "stays" : "cannot stay", end, held, ridge: onRidge(state) };
}

function observe({ points, values, steps, end }) {
  const rises = values.filter((value, n) => n && value > values[n - 1] * (1 + 1e-9) && value > 1e-18);
  const flat = sharpness(points[steps]);
  if (end === "diverged") return { kind: "diverges", rises: rises.length, steps: steps + 1 };
  // Without a sharpness the path stands at the saddle.
  const settled = end === "converged";
  const kind = !settled ? "goes on" : flat < 1 ? "saddle" : rises.length ? "goes elsewhere" : "stays";
  return { kind, rises: rises.length, steps, flat };
}

function verdict(predicted, { kind }) {
  if (predicted.ridge && kind !== "diverges") return kind === "saddle" || kind === "goes on" ? "match" : "no match";
  if (predicted.kind === "stays") return kind === "stays" ? "match" : "sooner than the flow says";
  return kind === "stays" ? "later than the flow says" : "match";
}

function sayPredicted({ kind, end, held, ridge }) {
  if (ridge) return "the start is on the ridge between the two valleys, and the flow leads to the saddle at 0";
  const bound = `sharpness ${show(end)} where the flow from here ends, and this step size holds up to 2/α = ${show(held)}`;
  return `${bound}: ${kind === "stays" ? "it can stay in that minimum" : "it cannot stay there"}`;
}

function sayObserved({ kind, rises, steps, flat }) {
  const up = rises ? `the cost rose on ${count(rises, "step")}` : "the cost never rose";
  if (kind === "diverges") return `${up}, and the path diverged at step ${steps}`;
  if (kind === "goes on") return `${up}, and it has not settled in ${STEPS} steps`;
  if (kind === "saddle") return `${up}, and it settled at the saddle`;
  return `${up}, and it settled in ${count(steps, "step")}, in a minimum of sharpness ${show(flat)}`;
}

const outcome = ({ kind }) => (kind === "stays" || kind === "saddle" ? "settles, never rising" : kind === "diverges" ? "diverges" : "rises on the way");

/** The minima that this step size holds, in one line with a gap, and those that it does not. */
function hyperbola(step_size) {
  const held = BRANCH.filter((point) => sharpness(point) < 2 / step_size);
  const first = BRANCH.indexOf(held[0]);
  const sharp = held.length ? [BRANCH.slice(0, first + 1), BRANCH.slice(first + held.length - 1)] : [BRANCH];
  return {
    level: held.length ? [...held, null, ...held.map(opposite)] : undefined,
    rules: [...sharp, ...sharp.map((points) => points.map(opposite))],
  };
}

function circle(radius) {
  const angles = Array.from({ length: 121 }, (_, i) => (i * Math.PI) / 60);
  return angles.map((angle) => [radius * Math.cos(angle), radius * Math.sin(angle)]);
}

function picture(stage, { setCursor }) {
  const valley = levelLines(stage, { caption: "The minima, a hyperbola (heavy: held by α; dotted circle: θ₁² + θ₂² = 2/α)" });
  const cost = costCurve(stage, { caption: "The cost after n steps", setCursor });
  return (scene) => {
    const { step_size } = scene.state;
    const { level, rules } = hyperbola(step_size);
    const lines = scene.told ? { level, rules: [...rules, circle(Math.sqrt(2 / step_size))] } : { level: [...BRANCH, null, ...BRANCH.map(opposite)] };
    valley({ ...scene, ...lines, reach: REACH, name: "flat or sharp", bottoms: [] });
    cost({ ...scene, domain: [1e-16, 1e3], windows: [50, 100, STEPS] });
  };
}

export default {
  key: "flat-or-sharp",
  programs: ["program"],
  label: "Flat or sharp",
  question: () => "Which minimum does a long step end in: the one next door?",
  controls: {
    step_size: {
      label: "Step size",
      symbol: "α",
      quantity: "step",
      marks: (state) => (onRidge(state) ? [] : [{ value: 2 / ofTheFlow(state), label: "2/λ", meaning: "the flow's minimum is as sharp as α can hold" }]),
      zones: (state) => (onRidge(state) ? [] : [
        { to: 2 / ofTheFlow(state), word: "holds the flow's minimum" },
        { to: Infinity, word: "too long for it" },
      ]),
    },
    first: { label: "Start, first weight", symbol: "θ₁", quantity: "path" },
    second: { label: "Start, second weight", symbol: "θ₂", quantity: "path" },
  },
  problem: ({ first, second }) => ({ program: "program", parameters: [], start: [first, second], steps: STEPS }),
  calls: ["settles, never rising", "rises on the way", "diverges"],
  outcome,
  predict,
  observe,
  verdict,
  sayPredicted,
  sayObserved,
  picture,
};
