// The 2–3–1 network of experiment 12: its 13 weights by name, in the order of θ, and what the programs say
// of it in a state. Which neuron a weight belongs to: 0, 1, 2, or 3 for the output.

const digit = (i) => "₀₁₂₃₄₅₆₇₈₉"[i];
const made = (letter, i, neuron, label) => ({ name: letter + i, symbol: letter + digit(i), neuron, label });
const three = [0, 1, 2];

export const WEIGHTS = [
  ...three.flatMap((n) => [1, 2].map((input) => made("w", 2 * n + input, n, `Neuron ${n + 1}, weight of x${digit(input)}`))),
  ...three.map((n) => made("c", n + 1, n, `Neuron ${n + 1}, bias`)),
  ...three.map((n) => made("w", n + 7, n, `Neuron ${n + 1}, weight on its way out`)),
  made("c", 4, 3, "Output, bias"),
];
/** The five of a neuron: two weights and the bias on the way in, one weight on the way out. */
const PARTS = three.map((n) => [2 * n, 2 * n + 1, 6 + n, 9 + n]);

const SETS = 3;
const PROGRAMS = [
  { cost: "program", output: "output_program" },
  { cost: "relu_program", output: "relu_output_program" },
];
export const programs = PROGRAMS.flatMap(Object.values);

export const named = (theta) => Object.fromEntries(WEIGHTS.map(({ name }, i) => [name, theta[i]]));
export const pointOf = (state) => WEIGHTS.map(({ name }) => state[name]);
export const withWeight = (theta, i, value) => theta.map((v, k) => (k === i ? value : v));

/** How many neurons differ from each other, to the last bit. */
export const different = (theta) => new Set(PARTS.map((part) => part.map((i) => theta[i]).join())).size;

/** What a neuron adds up at an input. */
const sum = (theta, n, [x1, x2]) => theta[2 * n] * x1 + theta[2 * n + 1] * x2 + theta[6 + n];

/** How many of the neurons' sums, over all samples, stand at the kink of a rectifier. */
export const kinks = ({ samples, bent, theta }) =>
  bent ? samples.flatMap((x) => three.filter((n) => Math.abs(sum(theta, n, x)) < 1e-9)).length : 0;

/** The values of one weight at which some neuron's sum is at its kink. */
export function kinksAlong({ samples, bent, theta }, i) {
  const { neuron } = WEIGHTS[i];
  if (!bent || i > 8) return [];
  const at = samples.map((x) => theta[i] - sum(theta, neuron, x) / (i > 5 ? 1 : x[i % 2]));
  return [...new Set(at.map((v) => +v.toFixed(9)))];
}

/** The network in this state. */
export function network(given, state) {
  const { cost, output } = PROGRAMS[state.activation];
  const [costs, outputs] = [given[cost], given[output]];
  const parameters = Array.from({ length: SETS }, (_, k) => +(k === state.data));
  const samples = costs.samples.map(([x1, x2, ...targets]) => [x1, x2, targets[state.data]]);
  const theta = pointOf(state);
  return {
    program: costs,
    parameters,
    samples,
    bent: state.activation === 1,
    theta,
    steepest: Math.max(...costs.gradient(theta, parameters).map(Math.abs), 1e-9),
    value: (point) => costs.value(point, parameters),
    gradient: (point) => costs.gradient(point, parameters),
    output: (point, x) => outputs.value(point, x),
    right: (point) => samples.filter(([x1, x2, t]) => outputs.value(point, [x1, x2]) * t > 0).length,
  };
}
