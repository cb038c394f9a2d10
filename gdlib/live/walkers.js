// Four ways to look for the lowest pit of Rastrigin's loss: a walker each, which stands `at` a point, `holds`
// the value of L that it would hand over, and is asked to spend one evaluation at a time.

import { normal } from "./random.js";

/** The width that stands for 0 where a slope is made of two values; a step of annealing. */
const [NARROW, LENGTH] = [1e-3, 0.6];
/** What is still moving so much as the first width ends has not arrived on it. */
const MOVES = 1e-3;

/** The widths in their order, the last one that of L itself. */
export const schedule = ({ sigma, widths }) => [...Array.from({ length: widths }, (_, k) => sigma * (1 - k / widths)), 0];

/** Gradient descent, begun again in another place each time that its share of the budget is spent. */
export function descent({ cost, slope, begin, size, state: { budget, starts } }) {
  const share = Math.max(Math.floor(budget / starts), 1);
  const walker = { at: begin(), holds: Infinity, ask };
  let n = 0;
  function ask() {
    if (n > 0 && n % share === 0 && n < share * starts) walker.at = begin();
    n += 1;
    const [down, alpha] = [slope(walker.at, 0), size(0)];
    walker.at = walker.at.map((v, i) => v - alpha * down[i]);
    walker.holds = Math.min(walker.holds, cost(walker.at));
  }
  return walker;
}

/** Simulated annealing: a step up by δ is taken with the probability exp(−δ/T), T falls. */
export function annealing({ cost, begin, uniform, state: { budget, hot, cold } }) {
  const walker = { at: begin(), holds: Infinity, ask };
  let [value, n] = [null, 0];
  function ask() {
    if (value === null) return void (value = walker.holds = cost(walker.at));
    const trial = walker.at.map((v) => v + LENGTH * normal(uniform));
    const there = cost(trial);
    const warm = hot * (cold / hot) ** (n / budget);
    n += 1;
    if (there - value > -warm * Math.log(1 - uniform())) return undefined;
    [walker.at, value] = [trial, there];
    walker.holds = Math.min(walker.holds, value);
    return undefined;
  }
  return walker;
}

/** Graduated descent: the width of step n, and what a step of it is, `move(at, width, t)` with t in the stage. */
function graduated({ cost, begin, state }, price, move) {
  const widths = schedule(state);
  const stage = (n) => Math.min(Math.floor((n * widths.length) / state.budget), widths.length - 1);
  const walker = { at: begin(), holds: Infinity, late: false, ask };
  let [n, t, last] = [0, 0, 0];
  function ask() {
    const k = stage(n);
    n += 1;
    if (n % price) return;
    t = k === last ? t + 1 : 1;
    last = k;
    const next = move(walker.at, widths[k], t);
    if (k === 0) walker.late = next.some((v, i) => Math.abs(v - walker.at[i]) > MOVES);
    walker.at = next;
    walker.holds = cost(next);
  }
  return walker;
}

/** On the slopes of the smoothed loss, from its formula. */
export const graduation = (given) =>
  graduated(given, 1, (at, width) => {
    const [down, alpha] = [given.slope(at, width), given.size(width)];
    return at.map((v, i) => v - alpha * down[i]);
  });

/** On slopes at random, each from two values of L, with steps that get shorter. */
export const sampling = (given) =>
  graduated(given, 2, (at, width, t) => {
    const reach = width || NARROW;
    const z = at.map(() => normal(given.uniform));
    const beside = (sign) => given.cost(at.map((v, i) => v + sign * reach * z[i]));
    const along = (beside(1) - beside(-1)) / (2 * reach);
    const alpha = given.size(width) / (t + at.length);
    return at.map((v, i) => v - alpha * along * z[i]);
  });
