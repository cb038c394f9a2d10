// The second tab of a whole net: gradient descent moves all 13 weights at once. What is equal at the start
// stays equal, since equal neurons feel equal slopes; and the first step is told by the slope at the start.

import { costCurve } from "./cost.js";
import { descend } from "./descend.js";
import { bars, diagram, regions } from "./net_pictures.js";
import { different, named, network, pointOf } from "./net_weights.js";
import { dot } from "./slice.js";
import { count, show } from "./words.js";

const STEPS = 300;
const CALLS = ["one", "two", "three"];

/** The curvature along ∇L, by a difference of gradients. */
function curvature({ theta, gradient }, slopes, size) {
  const h = 1e-4;
  const ahead = gradient(theta.map((v, i) => v + (h * slopes[i]) / size));
  return dot(ahead.map((v, i) => v - slopes[i]), slopes) / (h * size);
}

function solve(programs, given) {
  const net = network(programs, given);
  const { theta, program, parameters } = net;
  const slopes = net.gradient(theta);
  const size = Math.hypot(...slopes);
  const path = descend(program, theta, given.step_size, { steps: STEPS, parameters });
  path.values = path.points.map(net.value);
  path.right = net.right(path.points.at(-1));
  const bend = size ? curvature(net, slopes, size) : 0;
  const state = { ...given, neurons: different(theta), promised: given.step_size * size ** 2, bend };
  return { ...net, state, path };
}

/** The end of the descent, to the grid of the sliders and within their ends. */
export function trained({ program, parameters, theta, state }) {
  const { points } = descend(program, theta, state.step_size, { steps: STEPS, parameters });
  return named(points.at(-1).map((v) => +Math.min(Math.max(v, -6), 6).toFixed(2)));
}

const now = ({ path, cursor, shown }) => path.points[cursor ?? shown];

function cost(stage, { setCursor }) {
  const draw = costCurve(stage, { caption: "The cost after n steps", setCursor });
  return { hide: draw.hide, draw: (scene) => draw({ ...scene, domain: [1e-4, 1e2], windows: [100, STEPS], ticks: 6 }) };
}

export const training = {
  question: "Train all 13 at once. How many different neurons will be left?",
  shown: () => ["step_size"],
  pictures: [diagram(now), cost, bars(now), regions(now)],
  solve,
  predict: ({ neurons, promised }) => ({ neurons, promised }),
  observe: ({ points, values, steps, end, right }) => ({
    neurons: different(points[steps]),
    fell: steps ? values[0] - values[1] : 0,
    steps,
    end,
    right,
    cost: values[steps],
  }),
  verdict: (predicted, observed) => (predicted.neurons === observed.neurons ? "match" : "no match"),
  calls: CALLS,
  again: (state) => [different(pointOf(state))],
  outcome: ({ neurons }) => CALLS[neurons - 1],
  sayPredicted({ neurons, promised }) {
    const kept = neurons === 3 ? "all three differ and nothing makes them equal" : `equal neurons stay equal, so ${neurons} will be left`;
    return promised ? `${kept}; the first step lowers L by about α‖∇L‖² = ${show(promised)}` : "∇L = 0: no weight will move";
  },
  sayObserved({ neurons, fell, steps, end, right, cost: last }) {
    if (steps === 0) return end === "diverged" ? "diverged at step 1" : "no step, at any step size";
    const first = `the first step ${fell < 0 ? "raised" : "lowered"} L by ${show(Math.abs(fell))}`;
    if (end === "diverged") return `${first}; diverged at step ${steps + 1}`;
    return `${first}; after ${count(steps, "step")} ${count(neurons, "neuron")} left, L = ${show(last)}, ${right} of 16 samples right`;
  },
  sayShown: ({ path }, n) => `n = ${n}, L = ${show(path.values[n])}`,
  marks: {
    step_size: ({ bend }) =>
      bend > 0 ? [{ value: 2 / bend, label: "2/λ along ∇L", meaning: "beyond this the parabola along ∇L has the first step climb" }] : [],
  },
};
