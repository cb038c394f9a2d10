// The race's last tab: a broad pit and a deeper, narrow one. Blurring keeps the broad one, so that graduated
// descent ends there whenever the first width leaves a single pit, and wherever it starts.

import { descend } from "./descend.js";
import { landscape } from "./landscape.js";
import { schedule } from "./walkers.js";
import { show } from "./words.js";

const VIEW = { x: [-4, 4], y: [-1.4, 0.05] };
const [BROAD, DEEP] = [-1.5, 1.4997434622696];
const [STEPS, TOL, SHOWN, NEAR] = [4000, 1e-6, 16, 0.02];
/** From this width on the blurred cost has a single pit. */
export const FOLD = 0.6643333521;
const CALLS = ["the broad pit", "the deep pit"];

/** The hilltop between the two pits of the blurred cost; null if there is a single pit. */
function hilltop(slope) {
  let [low, high] = [BROAD, DEEP];
  let climbs = false;
  for (let v = BROAD; v < DEEP; v += 0.01) {
    if (slope(v) > 0) climbs = true;
    else if (climbs) {
      [low, high] = [v - 0.01, v];
      for (let i = 0; i < 40; i += 1) {
        const middle = (low + high) / 2;
        [low, high] = slope(middle) > 0 ? [middle, high] : [low, middle];
      }
      return low;
    }
  }
  return null;
}

/** The descents one after the other, some points of each: where, and on the loss of which width. */
function walk(program, state) {
  let [at, taken] = [[state.start], 0];
  const stands = [{ at: state.start, width: state.sigma, stage: 0 }];
  schedule(state).forEach((width, stage) => {
    // The narrow pit is where the blurred cost bends most, or nearly so.
    const size = 1 / (1 + Math.abs(program.hessian([DEEP], [width])[0][0]));
    const { points, steps } = descend(program, at, size, { steps: STEPS, tol: TOL, parameters: [width] });
    const every = Math.max(Math.ceil(steps / SHOWN), 1);
    stands.push(...points.filter((_, n) => n % every === 0 || n === steps).map(([v]) => ({ at: v, width, stage })));
    [at, taken] = [points[steps], taken + steps];
  });
  return { stands, steps: stands.length - 1, taken, end: "arrived", last: at[0] };
}

export const ledAstray = {
  question: "Blur, descend, sharpen, descend again. Does it end in the deeper pit?",
  shown: ["scene", "sigma", "widths", "start"],
  solve({ trap_program: program }, state) {
    const slope = (width) => (v) => program.gradient([v], [width])[0];
    return {
      state: { ...state, top: hilltop(slope(state.sigma)), cost: (v) => program.value([v], [0]) },
      path: walk(program, state),
      height: (width) => (v) => program.value([v], [width]),
      slope,
    };
  },
  predict: ({ top, start }) => ({ top, end: CALLS[+(top !== null && start > top)] }),
  observe: ({ last, taken }, { cost }) => ({
    last,
    taken,
    cost: cost(last),
    end: CALLS[[BROAD, DEEP].findIndex((pit) => Math.abs(pit - last) < NEAR)] ?? "on the way",
  }),
  calls: CALLS,
  outcome: ({ end }) => end,
  verdict: (predicted, observed) => (observed.end === "on the way" ? "not yet" : predicted.end === observed.end ? "match" : "no match"),
  sayPredicted: ({ top, end }) =>
    top === null
      ? "the first blurred cost has a single pit, and it leads to the broad one from every start"
      : `the first blurred cost has its hilltop at ${show(top)}: from this start ${end}`,
  sayObserved: ({ last, taken, cost, end }) =>
    `after ${taken} gradients ${end === "on the way" ? "still on the way" : `in ${end}`}, at ${show(last, 4)}, cost ${show(cost, 4)}; the lowest is −1.311 at 1.4997`,
  sayShown({ path }, n) {
    const { at, width } = path.stands[n];
    return `σ = ${show(width)}, θ = ${show(at)}`;
  },
  marks: [{ value: FOLD, label: "one pit", meaning: "from here on the blurred cost has a single pit" }],
  zones: [
    { to: FOLD, word: "two pits" },
    { to: Infinity, word: "one pit" },
  ],
  picture(stage, { set }) {
    const hills = landscape(stage, {
      caption: "The blurred cost, and L itself as a dotted line",
      setStart: (theta) => set("start", theta),
    });
    return {
      hide: hills.hide,
      draw({ state, path: { stands }, shown, height, slope }) {
        const { width, stage: now } = stands[shown];
        const value = height(width);
        const points = stands.filter((stand) => stand.stage === now).map(({ at }) => [at]);
        const here = shown - stands.findIndex((stand) => stand.stage === now);
        const path = { points, values: points.map(([v]) => value(v)) };
        const view = { domain: VIEW, moves: false, value, ghost: height(0), derivative: slope(width) };
        hills({ ...view, state, path, shown: here, cursor: here });
      },
    };
  },
};
