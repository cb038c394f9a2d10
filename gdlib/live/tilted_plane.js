// The compass's first tab: directions U of length 1 from one place. On the tilted plane the cost changes
// by Uᵀ∇L per unit of length; what steps of length α really change is tried in 3600 directions.

import { dial, turn } from "./dial.js";
import { angleBetween, steepest, turned } from "./norms.js";
import { show } from "./words.js";

/** Directions tried; steps in which Play turns the needle around; the share by which to agree. */
const [DIRECTIONS, STOPS, AGREE] = [3600, 72, 0.1];

const isFlat = ({ gradient }) => Math.hypot(...gradient) < 1e-12;

/** U: of length 1, at γ degrees from the gradient (from the first axis where there is none). */
export const direction = (state, degrees, norm = state.norm) =>
  turned(norm, isFlat(state) ? [1, 0] : state.gradient, degrees);

/** Uᵀ∇L, without the rounding of cos 90°. */
export function rate({ gradient: [g, h] }, [u, v]) {
  const found = u * g + v * h;
  return Math.abs(found) < 1e-9 * Math.hypot(g, h) ? 0 : found;
}

function solve({ program }, given) {
  const { x, y, step_size } = given;
  const [gradient, hessian, here] = ["gradient", "hessian", "value"].map((name) => program[name]([x, y], []));
  const value = (point) => program.value(point, []) - here;
  const state = { ...given, gradient, hessian };
  const change = (degrees) => {
    const [u, v] = direction(state, degrees);
    return value([x + step_size * u, y + step_size * v]) / step_size;
  };
  const changes = Array.from({ length: DIRECTIONS }, (_, i) => change((360 * i) / DIRECTIONS));
  const lowest = changes.indexOf(Math.min(...changes));
  const best = { angle: (360 * lowest) / DIRECTIONS, rate: changes[lowest] };
  return { state, path: { steps: STOPS, end: "turned", change, changes, best }, value };
}

/** The steepest direction by formula, and the length at which the bend along it is a tenth of the slope. */
export function predict(state) {
  if (isFlat(state)) return { reach: 0 };
  const { norm, gradient, hessian: [[a, b], [, c]] } = state;
  const [u, v] = steepest(norm, gradient);
  const best = { angle: angleBetween(gradient, [u, v]), rate: rate(state, [u, v]) };
  const reach = (-2 * AGREE * best.rate) / Math.abs(a * u * u + 2 * b * u * v + c * v * v);
  return { rate: rate(state, direction(state, state.angle)), best, reach };
}

function verdict({ best }, observed) {
  if (!best) return observed.best.rate >= 0 ? "match" : "no match";
  return Math.abs(observed.best.rate - best.rate) <= -AGREE * best.rate ? "match" : "step too long";
}

export const name = (degrees) => `${Number(degrees.toFixed(1))}°`;
/** What may be called before the run, as angles: which one is it where the cost is lowest? */
const CALLS = {
  "along the level": () => [90, 270],
  "against ∇L": () => [180],
  "to the minimum": ({ x, y, gradient }) => [angleBetween(gradient, [1 - x, 1 - y])],
};
const stop = (shown) => (360 / STOPS) * shown;

/** Where the needle points: on its way around while a run is shown, else where the reader put it. */
export const needle = ({ state, shown }) => (shown > 0 && shown < STOPS ? stop(shown) : state.angle);

export const plane = {
  question: "Which direction lowers the cost fastest?",
  shown: ["scene", "angle", "step_size", "x", "y", "norm"],
  pictures: [dial, turn],
  solve,
  predict,
  observe: ({ change, best }, { angle }) => ({ rate: change(angle), best }),
  verdict,
  sayPredicted: ({ rate: there, best }, { angle }) =>
    best
      ? `at ${name(angle)} the cost changes by ${show(there)} per unit of length; fastest at ${name(best.angle)}, by ${show(best.rate)}`
      : "the gradient is 0, so no direction is better than another",
  sayObserved: ({ rate: there, best }, { angle }) =>
    `by ${show(there)} at ${name(angle)}; the lowest of ${DIRECTIONS} steps goes to ${name(best.angle)}, by ${show(best.rate)}`,
  sayShown({ state, path }, shown) {
    const angle = needle({ state, shown });
    return `at ${name(angle)} the cost changes by ${show(path.change(angle))} per unit of length`;
  },
  calls: [...Object.keys(CALLS), "elsewhere"],
  outcome: ({ best }, state) =>
    Object.keys(CALLS).find((word) => CALLS[word](state).some((angle) => Math.abs(angle - best.angle) < 10)) ?? "elsewhere",
  angle: {
    marks(state, hero, told) {
      const level = { label: "level", meaning: "along the level line, where the cost stays" };
      const { best } = predict(state);
      const lowest = { value: best?.angle, label: "steepest", meaning: "the fastest way down" };
      return best ? [{ value: 90, ...level }, ...(told ? [lowest] : []), { value: 270, ...level }] : [];
    },
  },
  length: {
    marks: (state) => [{ value: predict(state).reach, label: "10 % off", at: true, meaning: "straight down, the bend is a tenth of the slope" }],
  },
};
