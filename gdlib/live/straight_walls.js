// The lopsided basin's second tab: a V whose walls have slopes 1 (left) and 5 (right). A slope that
// does not grow with distance cannot make swings grow: every path ends inside [−5α, α].

import { show } from "./words.js";

const [LEFT, RIGHT] = [1, 5];
const STEPS = 100;

/** The interval that no step leaves. */
export const bounds = ({ step_size }) => [-RIGHT * step_size, LEFT * step_size];

/** From a start outside, equal steps lead into it; no step leads out. */
export const predict = (state) => ({ kind: "bounded", bounds: bounds(state) });

export function observe({ points, steps, end }, state) {
  const [low, high] = bounds(state);
  const slack = 1e-9 * (high - low);
  const inside = (theta) => theta >= low - slack && theta <= high + slack;
  const at = points.map(([theta]) => theta);
  const entered = at.findIndex(inside);
  const after = entered < 0 ? [] : at.slice(entered);
  const kind = after.length && after.every(inside) && end === "out of steps" ? "bounded" : end;
  return { kind, entered, steps, low: Math.min(...after), high: Math.max(...after) };
}

const between = ([low, high]) => `[${show(low)}, ${show(high)}]`;

export const straightWalls = {
  problem: ({ start }) => ({ program: "vee_program", parameters: [LEFT, RIGHT], start: [start], steps: STEPS }),
  question: "Slopes 1 and 5, no curvature: do unequal slopes alone make the swings grow?",
  shown: ["scene", "step_size", "start"],
  predict,
  observe,
  verdict: (predicted, observed) => (observed.kind === "bounded" ? "match" : "no match"),
  sayPredicted: (predicted) => `it never settles, and never leaves [−5α, α] = ${between(predicted.bounds)}`,
  sayObserved: ({ kind, entered, steps, low, high }) =>
    kind === "bounded"
      ? `${entered ? `inside from step ${entered}, then` : "always"} within ${between([low, high])}, for ${steps} steps`
      : `not yet inside after ${steps} steps`,
  marks: () => [],
  zones: () => [],
  // The V looks the same at every scale: the picture keeps its own while the swings fit into it.
  view({ step_size }) {
    const reach = Math.max(1.2, step_size * 1.15);
    return { x: [-5 * reach, 1.3 * reach], y: [0, 5.4 * reach] };
  },
  /** The bounds as dotted lines. */
  rules(state) {
    const [low, high] = bounds(state);
    return [
      { x: low, text: "−5α" },
      { x: high, text: "α", anchor: "end" },
    ];
  },
  cost: { domain: [1e-2, 1e2], windows: [STEPS] },
};
