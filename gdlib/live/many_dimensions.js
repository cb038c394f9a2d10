// The compass's second tab: directions drawn at random in d dimensions. cos γ is 0 on average, with the
// standard deviation 1/√d: nearly all directions are nearly level.

import { bin, range } from "d3-array";
import { chart } from "./chart.js";
import { edge, panel, put, slopeArrow } from "./panel.js";
import { cosineDensity, randomCosines } from "./random.js";
import { show } from "./words.js";

const [DRAWS, BATCH, BINS] = [2000, 20, 40];
/** Three standard errors of a standard deviation from so many draws. */
const AGREE = 3 / Math.sqrt(2 * DRAWS);

/** Each direction at its angle to the gradient, half of them left and half right. */
function fan(stage) {
  const view = panel(stage, "dial", "Random directions at their angles to ∇L", edge(0.2));
  const [needles, slope] = [view.layer("direction"), view.layer("gradient")];

  function draw({ path, shown }) {
    const { left, right, top, bottom, em } = view.measure();
    const [x, y, unit] = [(left + right) / 2, (top + bottom) / 2, Math.min(right - left, bottom - top) / 2.8];
    const end = (c, i) => [x + unit * (i % 2 ? 1 : -1) * Math.sqrt(1 - c * c), y - unit * c];
    const all = path.values.slice(0, Math.min(shown * BATCH, 300));
    put(needles, "circle", "gd-ball-untried", [unit], { cx: x, cy: y, r: unit });
    put(needles, "path", "gd-random", [all], { d: (cs) => cs.map((c, i) => `M${x},${y}L${end(c, i)}`).join("") });
    slopeArrow(slope, [x, y], [x, y - 1.12 * unit], em);
  }
  return { hide: view.hide, draw };
}

/** The histogram, with the density and the deviation that are foretold. Its axis shrinks with 1/√d. */
function histogram(stage) {
  const view = chart(stage, "turn", "How often each value of cos γ comes up", "direction");

  function draw({ state: { dimension }, path, shown, told }) {
    const deviation = 1 / Math.sqrt(dimension);
    const reach = Math.min(1, 4.5 * deviation);
    const width = (2 * reach) / BINS;
    const edges = range(1, BINS).map((i) => i * width - reach);
    const bars = bin().domain([-reach, reach]).thresholds(edges)(path.values.slice(0, shown * BATCH));
    const often = cosineDensity(dimension);
    const law = bars.map(({ x0, x1 }) => [(x0 + x1) / 2, DRAWS * width * often((x0 + x1) / 2)]);
    view.draw({
      x: { domain: [-reach, reach], ticks: 5, format: (v) => show(v, 2) },
      y: { domain: [0, 1.25 * Math.max(...law.map((d) => d[1]))] },
      bars,
      laws: told ? [law] : [],
      rules: told ? [{ x: -deviation, name: "−1/√d" }, { x: deviation, name: "1/√d" }] : [],
    });
  }
  return { hide: view.hide, draw };
}

export const manyDimensions = {
  question: "How much of the full rate does the best of 2000 random directions reach?",
  shown: ["scene", "dimension"],
  pictures: [fan, histogram],
  solve(_, state) {
    return { state, path: { steps: DRAWS / BATCH, end: "drawn", values: randomCosines(state.dimension, DRAWS, 7) } };
  },
  predict: ({ dimension }) => ({ spread: 1 / Math.sqrt(dimension) }),
  observe: ({ values }) => ({
    spread: Math.sqrt(values.reduce((sum, c) => sum + c * c, 0) / DRAWS),
    best: Math.min(...values),
  }),
  verdict: (predicted, observed) => (Math.abs(observed.spread / predicted.spread - 1) <= AGREE ? "match" : "no match"),
  sayPredicted: ({ spread }) => `cos γ is 0 on average, with the standard deviation 1/√d = ${show(spread)}`,
  sayObserved: ({ spread, best }) =>
    `${show(spread)} over ${DRAWS} random directions; the best of them falls at ${show(-100 * best)} % of the full rate`,
  sayShown: (_, shown) => `${shown * BATCH} directions drawn`,
  calls: ["nearly all", "about half", "a third or less"],
  outcome: ({ best }) => (best < -0.8 ? "nearly all" : best < -0.4 ? "about half" : "a third or less"),
  dimension: {
    marks: () => [
      { value: 3, label: "space", meaning: "the space that we live in" },
      { value: 60965224, label: "AlexNet", meaning: "as many as AlexNet has weights and biases" },
    ],
  },
};
