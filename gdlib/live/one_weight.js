// The first tab of a whole net: the cost along one weight, all others held. Its slope, computed backwards
// with all the others, is compared with differences of the cost; a kink within a step parts the two.

import { line } from "./weight_line.js";
import { bars, diagram, regions } from "./net_pictures.js";
import { WEIGHTS, kinks, kinksAlong, named, network, withWeight } from "./net_weights.js";
import { count, show } from "./words.js";

const [REACH, STOPS] = [6, 60];
/** Central differences with such steps are right to some 1e-9 where there is no kink (gdlib.check_gradient). */
const STEP = Math.cbrt(Number.EPSILON);
const [SHARE, ROUNDING] = [1e-7, 1e-8];
const CALLS = ["if it grows", "if it shrinks", "neither way"];

const place = (n) => (2 * REACH * n) / STOPS - REACH;

function differences({ theta, value }) {
  return theta.map((v, i) => {
    const h = STEP * Math.max(1, Math.abs(v));
    const at = (sign) => value(withWeight(theta, i, v + sign * h));
    return (at(1) - at(-1)) / (2 * h);
  });
}

/** Where the cost is lowest along the weight, between the stops beside the lowest of them. */
function lowest(along, values) {
  const n = values.indexOf(Math.min(...values));
  let [low, high] = [place(Math.max(n - 1, 0)), place(Math.min(n + 1, STOPS))];
  for (let k = 0; k < 40; k += 1) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    [low, high] = along(left) < along(right) ? [low, right] : [left, high];
  }
  return +((low + high) / 2).toFixed(4);
}

/** The two kinks next to a value. */
const nearest = (rules, v) => [...rules].sort((a, b) => Math.abs(a - v) - Math.abs(b - v)).slice(0, 2);

function solve(programs, given) {
  const net = network(programs, given);
  const { theta, value } = net;
  const i = given.weight;
  const points = Array.from({ length: STOPS + 1 }, (_, n) => withWeight(theta, i, place(n)));
  const values = points.map(value);
  const slopes = net.gradient(theta);
  const rules = kinksAlong(net, i).filter((v) => Math.abs(v) <= REACH);
  const along = (v) => value(withWeight(theta, i, v));
  const state = {
    ...given,
    slope: slopes[i],
    cost: value(theta),
    size: Math.hypot(...slopes),
    kinks: kinks(net),
    lowest: lowest(along, values),
    bends: nearest(rules, theta[i]),
  };
  const tried = differences(net);
  const apart = Math.hypot(...slopes.map((g, k) => g - tried[k]));
  const agree = apart <= SHARE * state.size + ROUNDING * Math.max(1, state.cost);
  const path = { points, values, steps: STOPS, end: "walked", tried: tried[i], apart, agree };
  return { ...net, state, path, agree, rules, reach: REACH, chosen: i };
}

/** The network that is shown: on its way while the weight is moved, else where the reader has put it. */
export const here = ({ theta, path, shown }) => (shown > 0 && shown < path.steps ? path.points[shown] : theta);

const way = (slope) => CALLS[Math.abs(slope) < ROUNDING ? 2 : slope < 0 ? 0 : 1];
const letter = ({ weight }) => WEIGHTS[weight].symbol;

export const oneWeight = {
  question: "Which way does the cost fall if this weight alone moves?",
  /** Of the 13 sliders, that of the weight that is chosen. */
  shown: ({ weight }) => [WEIGHTS[weight].name, "weight"],
  pictures: [diagram(here), line, bars(here), regions(here)],
  solve,
  predict: ({ slope, kinks: at }) => ({ slope, kinks: at }),
  observe: ({ tried, apart, agree }, { size }) => ({ slope: tried, apart: size ? apart / size : apart, agrees: agree }),
  verdict(predicted, { agrees }) {
    if (predicted.kinks === 0) return agrees ? "match" : "no match";
    return agrees ? "by accident" : "match";
  },
  calls: CALLS,
  outcome: ({ slope }) => way(slope),
  sayPredicted({ slope, kinks: at }, state) {
    const falls = `∂L/∂${letter(state)} = ${show(slope)}: the cost falls ${way(slope)}`;
    return at === 0 ? falls : `${falls}; but ${count(at, "sum")} stand${at === 1 ? "s" : ""} at a kink, where differences will disagree`;
  },
  sayObserved({ slope, apart, agrees }, state) {
    const all = agrees ? "all 13 slopes agree" : "the 13 slopes disagree";
    return `two evaluations of L give ${show(slope)} for ${letter(state)}; ${all}, by ${show(apart, 1)} of their length`;
  },
  sayShown(scene, n) {
    const v = here({ ...scene, shown: n })[scene.chosen];
    return `${letter(scene.state)} = ${show(v)}, L = ${show(scene.value(withWeight(scene.theta, scene.chosen, v)))}`;
  },
  marks: {
    weight: ({ lowest: value, bends }, told) => [
      ...bends.map((at) => ({ value: at, label: "kink", at: true, meaning: "a sum is 0 here, and the cost has a kink" })),
      ...(told ? [{ value, label: "lowest", at: true, meaning: "the lowest place along this weight" }] : []),
    ],
  },
};

/** Neurons 2 and 3 made like neuron 1. */
export const equal = ({ state }) => {
  const { w1, w2, c1, w7 } = state;
  return { w3: w1, w5: w1, w4: w2, w6: w2, c2: c1, c3: c1, w8: w7, w9: w7 };
};

export const zeros = () => named(WEIGHTS.map(() => 0));
