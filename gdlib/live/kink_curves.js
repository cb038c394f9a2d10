// The costs of the first tab of kinks, all with their minimum at 0: what is known of a run on each.
//
// A prediction has a kind (rests, settles, crawls, closes in, cycles, hits, stuck, grows) and what is
// known besides: the distance that is `left`, or a `bound` of it; the two `ends` of a cycle, or that it
// is as `wide` as a step.

import { near, show } from "./words.js";

export const STEPS = 60;
const FAR = 1e12;
const FLAT = -1; // where the neuron's flat side begins

/** The size of step n. */
export const sizes = ({ step_size, rule }) => (n) => (rule ? step_size / (n + 1) : step_size);

/** Whoever is this near after all ever shorter steps has arrived. */
export const enough = (state) => Math.max(0.1 * Math.abs(state.start), sizes(state)(STEPS - 1));

const sum = (size, n) => Array.from({ length: n }, (_, k) => size(k)).reduce((a, b) => a + b, 0);

/** Where curvature is 1 a step multiplies θ by 1 − αₙ, as long as it does not land on the flat side. */
function multiplied(state, flat = -Infinity) {
  const size = sizes(state);
  const factor = 1 - state.step_size;
  let at = state.start;
  for (let n = 0; n <= STEPS && Math.abs(at) <= FAR; n += 1) {
    if (at <= flat) return { kind: "stuck", step: n };
    if (n < STEPS) at *= 1 - size(n);
  }
  if (state.rule) return { kind: Math.abs(at) <= enough(state) ? "settles" : "crawls", left: Math.abs(at) };
  if (near(Math.abs(factor), 1)) return { kind: "cycles", factor };
  return { kind: Math.abs(factor) < 1 ? "settles" : "grows", factor };
}

function sayMultiplied({ kind, factor, left, step }) {
  if (kind === "stuck") return step ? `step ${step} lands on the flat side, where no step is taken` : "the slope is 0 here, no step is taken";
  if (left !== undefined) return `the factors 1 − αₙ of ${STEPS} steps leave a distance of ${show(left)}`;
  return `every step ×${show(factor)}: it ${kind}`;
}

/** The cost that the factors leave. */
const shrunk = (state) => (n) => {
  const size = sizes(state);
  return (state.start * Array.from({ length: n }, (_, k) => 1 - size(k)).reduce((a, b) => a * b, 1)) ** 2 / 2;
};

/** Of convex costs of slopes up to 1: the lowest of the first n + 1 costs is at most this. */
const lowest = (state) => (n) => {
  const size = sizes(state);
  return (state.start ** 2 + sum((k) => size(k) ** 2, n + 1)) / (2 * sum(size, n + 1));
};

/** On a wall of slope 1, steps of size α: the whole steps down to the kink, and what is left then. */
function whole({ start, step_size }) {
  const [step, distance] = [Math.round(Math.abs(start) / step_size), Math.abs(start)];
  if (step > 0 && near(distance, step * step_size)) return { kind: "hits", step };
  const rest = distance - Math.floor(distance / step_size) * step_size;
  return { kind: "cycles", ends: [rest, rest - step_size].map((end) => end * Math.sign(start)).sort((u, v) => u - v) };
}

function kink(state) {
  if (!state.rule) return whole(state);
  const left = Math.abs(state.start) - sum(sizes(state), STEPS);
  return left > enough(state) ? { kind: "crawls", left } : { kind: "settles", bound: Math.max(left, sizes(state)(STEPS - 1)) };
}

const sayCrawls = ({ left }, { start }) =>
  `${STEPS} steps are together ${show(Math.abs(start) - left)} long, so ${show(left)} is left`;
const sayHits = ({ step }) => `the distance is a whole number of steps, ${step}: it lands on the kink`;

function sayKink(predicted, state) {
  const { kind, ends, bound } = predicted;
  if (kind === "hits") return sayHits(predicted);
  if (kind === "crawls") return sayCrawls(predicted, state);
  if (kind === "settles") return `it crosses, and is then within its last step of the kink: at last within ${show(bound)}`;
  return `every step is α long, however near the kink: for ever between ${show(ends[0])} and ${show(ends[1])}`;
}

/** Rounded within δ the slope is θ/δ there, so M = 1/δ. */
function rounded(state) {
  const { start, step_size, width, rule } = state;
  const left = Math.abs(start) - (rule ? sum(sizes(state), STEPS) : 0);
  if (rule) return left > Math.max(width, enough(state)) ? { kind: "crawls", left } : { kind: "closes in" };
  if (near(step_size, 2 * width) || step_size > 2 * width) {
    const { kind, step } = whole(state);
    return { kind, step, wide: step_size > 2 * width * (1 + 1e-9) };
  }
  return { kind: "settles" };
}

function sayRounded(predicted, state) {
  const { kind, wide } = predicted;
  if (kind === "hits") return sayHits(predicted);
  if (kind === "crawls") return sayCrawls(predicted, state);
  if (kind === "closes in") return "soon αₙ < 2/M = 2δ, and from then on it closes in";
  const border = `2/M = 2δ = ${show(2 * state.width)}`;
  return kind === "settles" ? `α is below ${border}: it settles` : `α is ${wide ? "beyond" : "at"} ${border}: it cycles${wide ? ", α wide" : ""}`;
}

const none = () => [];
const split = (to, ...words) => words.map((word, i) => ({ to: i ? Infinity : to, word }));
const border = (value, label = "2/M") => [{ value, label, meaning: "from here it no longer settles" }];
const leaves = ({ start }) => (start > 1 ? 1 + 1 / start : 2);

export const CURVES = [
  {
    program: "program",
    parameters: () => [1],
    predict: (state) => multiplied(state),
    say: sayMultiplied,
    law: shrunk,
    marks: () => border(2),
    zones: () => split(2, "settles", "grows"),
  },
  {
    program: "kink_program",
    parameters: none,
    predict: kink,
    say: sayKink,
    law: lowest,
    marks: none,
    zones: () => split(Infinity, "cycles"),
    fan: { x: 0, slopes: [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1] },
  },
  {
    program: "rounded_program",
    parameters: ({ width }) => [width],
    predict: rounded,
    say: sayRounded,
    law: lowest,
    marks: ({ width }) => border(2 * width, "2/M = 2δ"),
    zones: ({ width }) => split(2 * width, "settles", "cycles"),
    wide: true,
  },
  {
    program: "neuron_program",
    parameters: none,
    predict: (state) => multiplied(state, FLAT),
    say: sayMultiplied,
    law: (state) => (multiplied(state, FLAT).kind === "stuck" ? () => null : shrunk(state)),
    marks: (state) => (state.start <= FLAT ? [] : border(leaves(state), state.start > 1 ? "1 + 1/θ₀" : "2/M")),
    zones: (state) => (state.start <= FLAT ? split(Infinity, "stuck") : split(leaves(state), "settles", "gets stuck")),
  },
  {
    program: "step_program",
    parameters: none,
    predict: ({ start }) => (start <= 0 ? { kind: "rests" } : { kind: "stuck" }),
    say: () => "the slope is 0 wherever there is one, no step is taken",
    law: () => () => null,
    marks: none,
    zones: () => split(Infinity, "no step"),
  },
];
