// E1, the sign rule: the slope at the start decides the side of the step, its steepness the length.

import { show } from "./words.js";

const LEVEL = 1e-8;
const [LEFT, STAYS, RIGHT] = ["← left", "stays", "right →"];
const SPOKEN = { [LEFT]: "to the left", [RIGHT]: "to the right" };
const sideOf = (move) => (move < 0 ? LEFT : move > 0 ? RIGHT : STAYS);

/** The tab, from the function that makes the scene of a run. */
export const oneStep = (run) => ({
  question: "Which way does the next step go?",
  shown: ["scene", "start", "step_size", "curve", "climb"],
  solve: (programs, state) => run(programs, state, state.climb ? -state.step_size : state.step_size, 1),
  calls: [LEFT, STAYS, RIGHT],
  asked: () => [LEFT, STAYS, RIGHT],
  again: ({ start, curve, climb }) => [start, curve, climb],
  predict({ slope, climb }) {
    return { slope, climb, side: sideOf(Math.abs(slope) <= LEVEL ? 0 : climb ? slope : -slope) };
  },
  observe({ points }) {
    const [[from], [to]] = [points[0], points.at(-1)];
    return { from, to, side: sideOf(to - from) };
  },
  verdict: (predicted, observed) => (predicted.side === observed.side ? "match" : "no match"),
  outcome: ({ side }) => side,
  sayPredicted({ slope, climb, side }) {
    if (side === STAYS) return "the slope is 0, no step";
    return `the slope is ${show(slope)}, ${slope > 0 ? "above" : "below"} 0, so ${climb ? "up" : "down"} is ${SPOKEN[side]}`;
  },
  sayObserved: ({ from, to, side }) =>
    side === STAYS ? "no step" : `${show(Math.abs(to - from))} ${SPOKEN[side]}, from ${show(from)} to ${show(to)}`,
  step_size: { marks: () => [], zones: () => [] },
});
