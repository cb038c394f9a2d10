// The race's first four tabs: who walks, what it asks for, what is known before the run, what the run shows.

import { race, WALKERS } from "./hundred.js";
import { annealing, descent, graduation, sampling } from "./walkers.js";
import { count, show } from "./words.js";

/** So many gradients bring a start in the lowest pit below the next one, whatever the start. */
const ENOUGH = 12;
const FAR = 12;
const CALLS = ["fewer than 5", "5 to 95", "more than 95"];
const SAME = 1e-9;

/** How far the pit around 0 of the blurred cost of one unknown reaches: to where its slope is 0 again. */
function reachOf(slope) {
  let [low, high] = [0, 0.01];
  while (slope(high) > 0) {
    if (high > FAR) return Infinity;
    [low, high] = [high, high + 0.01];
  }
  for (let i = 0; i < 40; i += 1) {
    const middle = (low + high) / 2;
    [low, high] = slope(middle) > 0 ? [middle, high] : [low, middle];
  }
  return low;
}

/** The share of the box of starts that lies within this reach of the lowest point. */
const shareOf = (reach, box, dimension) =>
  Array.from({ length: dimension }, (_, i) => box[i % box.length])
    .map(([low, high]) => (Math.min(high, reach) - Math.max(low, -reach)) / (high - low))
    .reduce((product, share) => product * share, 1);

const percent = (share) => `${show(100 * share)} %`;

/** A tab: who walks, what it asks for, what is known before the run. */
function tab({ smooths = false, asks, price, shown, predict, sayPredicted, walker }) {
  return {
    question: "A hundred walkers. How many find the lowest of many pits?",
    shown: ["scene", "budget", ...shown, "dimension", "seed"],
    asks,
    solve({ program, known_program: known }, state) {
      const slope = (width) => (v) => program.gradient([v], [width])[0];
      const reach = reachOf(slope(smooths ? state.sigma : 0));
      const full = { ...state, known, reach, alone: shareOf(reach, known.box, state.dimension) };
      const height = (width) => ([x, y]) => program.value([x], [width]) + program.value([y], [width]);
      return { state: full, path: race({ walker, smooths }, program, known, full), height };
    },
    predict,
    observe(path) {
      path.goOn(path.steps, Infinity);
      return { found: path.seen.at(-1).found.filter(Boolean).length, late: path.late() };
    },
    calls: CALLS,
    outcome: ({ found }) => CALLS[(found >= 5) + (found > 95)],
    verdict({ share, promised }, { found, late }) {
      if (!promised) return "no promise";
      const chance = 4 * Math.sqrt(WALKERS * share * (1 - share)) + 0.5;
      if (Math.abs(found - WALKERS * share) <= chance) return "match";
      return late ? "not yet" : "no match";
    },
    sayPredicted,
    sayObserved: ({ found }, { budget }) => `${found} of ${WALKERS} walkers found it, for ${count(budget, price)} each`,
    sayShown({ path }, shown) {
      const { n, found } = path.seen[Math.min(shown, path.seen.length - 1)];
      const there = `${found.filter(Boolean).length} of ${WALKERS} found it`;
      return `${count(n, price)} each, ${there}${path.seen.length <= shown ? ", still computing" : ""}`;
    },
  };
}

const giveOrTake = (share) => `${show(WALKERS * share)} of ${WALKERS}, give or take ${show(2 * Math.sqrt(WALKERS * share * (1 - share)), 1)}`;

const restarted = tab({
  walker: descent,
  asks: "Asks for gradients of L",
  price: "gradient",
  shown: ["starts"],
  predict: ({ alone, starts, budget }) => ({ share: 1 - (1 - alone) ** starts, promised: budget / starts >= ENOUGH }),
  sayPredicted({ share, promised }, { alone, starts }) {
    if (!promised) return `fewer than ${ENOUGH} gradients a start: it need not reach the bottom of its pit`;
    const one = `a start lies in the lowest pit with probability ${percent(alone)}`;
    return starts > 1 ? `${one}, so with ${starts} starts ${giveOrTake(share)}` : `${one}: ${giveOrTake(share)}`;
  },
});

const annealed = tab({
  walker: annealing,
  asks: "Asks for values of L",
  price: "value",
  shown: ["hot", "cold"],
  predict: () => ({ promised: false }),
  sayPredicted: (_, { budget, known, hot }) =>
    `no number. The law that promises success cools like D*/ln n, and after ${show(budget)} values would still be at ${show(known.hill / Math.log(budget))}${hot < known.hill ? "; this walk begins below D*" : ""}`,
});

/** Both kinds of graduation start where the first blurred cost has its pits. */
const graded = {
  smooths: true,
  shown: ["sigma", "widths"],
  predict: ({ alone }) => ({ share: alone, promised: true }),
};

const exact = tab({
  ...graded,
  walker: graduation,
  asks: "Asks for gradients of the blurred cost, from its formula",
  price: "gradient",
  sayPredicted({ share }, { sigma, reach, known }) {
    if (sigma >= known.convex * (1 - SAME)) return "the blurred cost is convex: all of them, given the steps";
    if (reach === Infinity) return "the blurred cost is not convex, but has a single pit: all of them, given the steps";
    return `the pit of the blurred cost around the lowest point reaches ${show(reach)} to each side: ${giveOrTake(share)}`;
  },
});

const blind = tab({
  ...graded,
  walker: sampling,
  asks: "Asks for values of L, two for each step",
  price: "value",
  predict: () => ({ promised: false }),
  sayPredicted: (_, { reach }) =>
    `no number. The slopes are right on average, those of a cost ${reach === Infinity ? "with a single pit" : "with many pits"}`,
});

export const races = [restarted, annealed, exact, blind];
