// E9's second tab: two steps of two sizes, which can land on the bottom exactly.

import { near, show } from "./words.js";
import { factors } from "./zigzag_one_size.js";

function say({ along, across, highest }) {
  const [x, y] = [along, across].map((factor) => (Math.abs(factor) < 1e-12 ? 0 : factor));
  const high = highest === undefined ? "" : `, by way of a cost of ${show(highest)}`;
  if (x === 0 && y === 0) return `both directions ×0: on the bottom in two steps${high}`;
  return `×${show(x)} along the floor${across === null ? "" : `, ×${show(y)} across it`}${high}`;
}

export const twoSizes = {
  question: "Two steps, two sizes: can you land on the bottom exactly?",
  shown: ["scene", "step_size", "second", "condition", "start"],
  problem: ({ step_size, second, condition, start }) => ({
    program: "program",
    parameters: [1, condition],
    start: [1, start],
    stepSize: (n) => (n === 0 ? step_size : second),
    steps: 2,
  }),
  predict({ step_size, second, condition, start }) {
    const [one, two] = [factors(step_size, condition), factors(second, condition)];
    return { along: one.along * two.along, across: start > 0 ? one.across * two.across : null };
  },
  observe({ points, values, steps }, { start }) {
    const [x, y] = points[steps];
    return { along: x, across: start > 0 ? y / start : null, start, highest: Math.max(...values) };
  },
  verdict(predicted, { along, across }) {
    const same = (one, other) => near(one, other, 1e-12) || Math.abs(one - other) < 1e-12;
    return same(predicted.along, along) && same(predicted.across, across) ? "match" : "no match";
  },
  calls: ["nearer", "farther", "on the bottom"],
  outcome({ along, across, start }) {
    const left = Math.hypot(along, across * start);
    if (left < 1e-12) return "on the bottom";
    return left < Math.hypot(1, start) ? "nearer" : "farther";
  },
  sayPredicted: say,
  sayObserved: say,
  marks: {},
  cost: { domain: [1e-6, 1e6], windows: [2] },
};
