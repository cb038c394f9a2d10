// E10, swap two neurons: θ is the seven weights of a 1–2–1 tanh network. Swapping its neurons, or the
// signs of one, gives another θ that is the same network. Either walk there along a straight line, or
// descend from both. First what is known before the run, then what a run shows, then the picture.

import { costCurve } from "./cost.js";
import { descend } from "./descend.js";
import { fit, network } from "./network.js";
import { normal } from "./random.js";
import { slice } from "./slice.js";
import { tabbed } from "./tabs.js";
import { near, show } from "./words.js";

const WEIGHTS = ["w1", "w2", "c1", "c2", "w3", "w4", "c3"];
const LINE = 40;
const [STEPS, EVERY] = [4000, 40];
const SAME = 1e-9;
const AT_REST = 1e-3;
const CALLS = ["the same cost", "another cost"];

const SYMMETRIES = [
  { name: "swapped", act: ([w1, w2, c1, c2, w3, w4, c3]) => [w2, w1, c2, c1, w4, w3, c3] },
  { name: "neuron 1 flipped", act: ([w1, w2, c1, c2, w3, w4, c3]) => [-w1, w2, -c1, c2, -w3, w4, c3] },
  { name: "neuron 2 flipped", act: ([w1, w2, c1, c2, w3, w4, c3]) => [w1, -w2, c1, -c2, w3, -w4, c3] },
];

const between = (from, to, t) => from.map((v, i) => (1 - t) * v + t * to[i]);
const distance = (p, q) => Math.hypot(...p.map((v, i) => v - q[i]));

/** The scene of a path from θ: what the pictures need besides. */
function scene(programs, state, run) {
  const { act } = SYMMETRIES[state.symmetry];
  const third = SYMMETRIES[state.symmetry === 0 ? 1 : 0];
  const theta = WEIGHTS.map((name) => state[name]);
  const { program, output_program: net, known_program: known } = programs;
  const path = run(program, theta, act(theta));
  path.values = path.points.map((point) => program.value(point, []));
  return {
    state: { ...state, oneNeuron: known.oneNeuron, lowest: known.lowest },
    path,
    corners: [
      { name: "θ", point: theta },
      { name: SYMMETRIES[state.symmetry].name, point: act(theta) },
      { name: third.name, point: third.act(theta) },
    ],
    samples: program.samples,
    value: (point) => program.value(point, []),
    output: (point, x) => net.value(point, [x]),
  };
}

/** The straight line from θ to its copy, as far as the slider says. */
const walk = {
  question: "Walk from θ to its copy. What will the cost be there, and what in between?",
  shown: ["scene", "symmetry", "along", ...WEIGHTS],
  solve: (programs, state) =>
    scene(programs, state, (_, from, to) => {
      const places = Array.from({ length: LINE + 1 }, (_, k) => k / LINE).filter((t) => t < state.along - SAME);
      const points = [...places, state.along].map((t) => between(from, to, t));
      return { points, steps: points.length - 1, end: "arrived", apart: distance(from, to) };
    }),
  predict({ along: t }) {
    if (t === 0 || t === 1) return { kind: "same" };
    return { kind: near(t, 0.5) ? "one neuron" : "between" };
  },
  observe: ({ values, apart }) => ({
    cost: values.at(-1),
    change: values.at(-1) - values[0],
    top: Math.max(...values),
    apart,
  }),
  calls: CALLS,
  outcome: ({ cost, change }) => CALLS[Math.abs(change) <= SAME * cost ? 0 : 1],
  verdict({ kind }, observed, { oneNeuron }) {
    if (kind === "between") return "nothing to match";
    return (kind === "same" ? walk.outcome(observed) === CALLS[0] : observed.cost >= oneNeuron) ? "match" : "no match";
  },
  sayPredicted({ kind }, { along, oneNeuron }) {
    if (kind === "one neuron") return `only one neuron is left here, and one alone costs more than ${show(oneNeuron, 4)}`;
    if (kind === "between") return "another network, and no symmetry says what it costs";
    return along ? "at the copy the same curve and the same cost" : "this is θ itself";
  },
  sayObserved({ cost, change, top, apart }, { along }) {
    if (along < 1) return `L = ${show(cost, 4)} at t = ${show(along)}`;
    return `L = ${show(cost, 4)}, changed by ${show(change, 1)} over a distance of ${show(apart)}; in between up to ${show(top)}`;
  },
  axis: () => ({ count: (n) => n / LINE, letter: "t" }),
  sayShown: ({ path }, n) => `t = ${show(n / LINE)}, L = ${show(path.values[n])}`,
  cost: { domain: [1e-2, 1e2], windows: [LINE] },
  law: ({ path, told }) => (n) => (told && n % LINE === 0 ? path.values[0] : null),
};

/** Descent from θ, and beside it from the copy. */
const fall = {
  question: "Send θ and its copy downhill. Do they end at the same cost? And is every pit as deep?",
  shown: ["scene", "symmetry", "step_size", ...WEIGHTS],
  solve: (programs, state) =>
    scene(programs, state, (program, ...starts) => {
      const rules = { steps: STEPS, parameters: [] };
      const [one, other] = starts.map((start) => descend(program, start, state.step_size, rules));
      const points = one.points.filter((_, n) => n % EVERY === 0 || n === one.steps);
      const [last, its] = [one, other].map((path) => path.points.at(-1));
      return {
        points,
        steps: points.length - 1,
        end: one.end,
        taken: [one.steps, other.steps],
        ends: [program.value(last, []), program.value(its, [])],
        slope: Math.hypot(...program.gradient(last, [])),
      };
    }),
  predict: () => ({ kind: "together" }),
  observe: ({ taken, end, ends, slope }) => ({ taken, end, ends, slope }),
  calls: CALLS,
  outcome: ({ taken, ends }) => CALLS[taken[0] === taken[1] && near(...ends, 1e-6) ? 0 : 1],
  verdict: (_, observed) => (fall.outcome(observed) === CALLS[0] ? "match" : "no match"),
  sayPredicted: () => "from θ and from its copy the same cost at every step, and ends that are copies",
  sayObserved({ taken: [taken], end, ends: [one, other], slope }, { lowest }) {
    if (end === "diverged") return `both diverged at step ${taken + 1}`;
    const where = one < 1.01 * lowest ? "the deepest pit known" : `${show(one / lowest)} times the deepest pit known`;
    const rest = end === "converged" || slope < AT_REST ? "at rest" : "still moving";
    return `after ${taken} steps ${rest} at L = ${show(one, 4)}, ${where}; the copy's cost differs by ${show(Math.abs(one - other), 1)}`;
  },
  axis: ({ taken: [taken], steps }) => ({ count: (n) => (n > steps ? taken + 1 : Math.min(n * EVERY, taken)), letter: "n", ticks: 5 }),
  sayShown: ({ path }, n) => `n = ${fall.axis(path).count(n)}, L = ${show(path.values[n])}`,
  cost: { domain: [1e-2, 1e2], windows: [STEPS / EVERY] },
  law: () => undefined,
};

function picture(stage, { setCursor }) {
  const curve = fit(stage, { caption: "What it computes (dotted: θ)" });
  const net = network(stage, { caption: "The network" });
  const plane = slice(stage, { caption: "The cost on a plane through three copies" });
  const cost = costCurve(stage, { caption: "The cost on the way", setCursor });
  return (now) => {
    const { state, path, corners, cursor, shown } = now;
    const part = [walk, fall][state.scene];
    const theta = path.points[cursor ?? shown];
    net(theta);
    curve({ ...now, theta, from: corners[0].point });
    plane({ ...now, theta, hidden: part === fall });
    cost({ ...now, ...part.cost, ...part.axis(path), law: part.law(now) });
  };
}

const weight = (symbol, spoken) => ({ label: "", spoken, symbol, quantity: "path" });
const lineMarks = [
  { value: 0, label: "θ", at: true, meaning: "where you are" },
  { value: 0.5, label: "one neuron left", at: true, meaning: "two neurons have become one, or one has gone" },
  { value: 1, label: "its copy", at: true, meaning: "the same network again" },
];

const parts = {
  key: "swap",
  programs: ["program", "output_program", "known_program"],
  label: "Swap two neurons",
  controls: {
    scene: { label: "What to do", tabs: true },
    symmetry: { label: "The copy" },
    along: { label: "Along the line", symbol: "t", quantity: "path", marks: () => lineMarks, zones: () => [] },
    step_size: { label: "Step size", symbol: "α", quantity: "step" },
    w1: weight("w₁", "Neuron 1, incoming weight"),
    c1: weight("c₁", "Neuron 1, bias"),
    w3: weight("w₃", "Neuron 1, outgoing weight"),
    w2: weight("w₂", "Neuron 2, incoming weight"),
    c2: weight("c₂", "Neuron 2, bias"),
    w4: weight("w₄", "Neuron 2, outgoing weight"),
    c3: weight("c₃", "Output, bias"),
  },
  // To the grid of the sliders.
  actions: [{ label: "Random weights", act: () => Object.fromEntries(WEIGHTS.map((name) => [name, +normal(Math.random).toFixed(2)])) }],
};

export default { ...tabbed([walk, fall], parts), picture };
