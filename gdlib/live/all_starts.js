// E8: which minimum each start of a surface leads to, and which minima can hold descent at this step size.
// Near a minimum a step multiplies distances by 1 − αλ along each eigenvector, so that it holds descent where
// α < 2/λmax; where α is longer, all starts but a few by accident end elsewhere, or nowhere.

import { descend } from "./descend.js";
import { plan } from "./plan.js";
import { shares } from "./shares.js";
import { endOf } from "./starts.js";
import { count, near, percent, show } from "./words.js";

const PROGRAMS = ["program", "camel_program", "tang_program"];
const SIZES = ["step_size", "camel_step", "tang_step"];
const LETTERS = "ABCDEF";
const CALLS = ["all of them", "some of them", "none"];
/** A share of the starts that counts as none, and how close to its threshold a minimum gathers too slowly. */
const [FEW, CLOSE] = [2e-3, 0.02];

/** 2/λmax of a symmetric matrix. */
const threshold = ([[a, b], [, c]]) => 4 / (a + c + Math.hypot(a - c, 2 * b));
const kindOf = (holding, all) => CALLS[holding === all ? 0 : holding ? 1 : 2];

/** The minima of the surface that is chosen, and the state in the loss's own units. */
function withMinima({ known_program: known, ...programs }, given) {
  const { domain, minima: points } = known.surfaces[given.surface];
  const program = programs[PROGRAMS[given.surface]];
  const alpha = given[SIZES[given.surface]];
  const minima = points.map((point, i) => {
    const limit = threshold(program.hessian(point, []));
    return { point, letter: LETTERS[i], threshold: limit, holds: alpha < limit, undecided: near(alpha, limit, 1e-12) };
  });
  const [x, y] = domain.map(([low, high], k) => low + ((high - low) * (given[k ? "y" : "x"] + 1)) / 2);
  return { ...given, alpha, domain, minima, places: minima, start: [x, y], name: `surface ${given.surface}` };
}

/** What a map is asked for. */
function questionOf({ known_program: { rules, near: close, sides } }, { alpha, domain, minima, name }) {
  return { step_size: alpha, domain, minima: minima.map(({ point }) => point), rules, near: close, sides, name: `${name} ${alpha}` };
}

function solve(programs, given) {
  const state = withMinima(programs, given);
  const program = programs[PROGRAMS[given.surface]];
  const { rules, near: close } = programs.known_program;
  const path = descend(program, state.start, state.alpha, { ...rules, parameters: [] });
  path.values = path.points.map((point) => program.value(point, []));
  path.ends = endOf(path, { minima: state.minima.map(({ point }) => point), near: close });
  return { state, path, value: (...point) => program.value(point, []) };
}

/** The letters of a list: "A, B and C". */
const list = (letters) => letters.join(", ").replace(/, ([^,]*)$/, " and $1");

function marks({ minima }) {
  const values = [...new Set(minima.map((each) => Number(each.threshold.toPrecision(12))))];
  return values.map((value) => {
    const letters = minima.filter((each) => near(each.threshold, value, 1e-9)).map(({ letter }) => letter);
    const exact = minima.find(({ letter }) => letter === letters[0]).threshold;
    return { value: exact, label: letters.join(", "), at: true, meaning: `2/λₘₐₓ at ${list(letters)}` };
  });
}

export const allStarts = {
  question: "Which of these minima can descent still end at, with this step size?",
  shown: ({ surface }) => ["scene", SIZES[surface], "x", "y", "surface"],
  pictures: [
    (stage, { set }) =>
      plan(stage, {
        caption: "Where each start ends, and the path of one",
        move: (place, { domain }) =>
          domain.forEach(([low, high], k) => set(k ? "y" : "x", (2 * (place[k] - low)) / (high - low) - 1)),
      }),
    shares,
  ],
  solve,
  task: (programs, state) => ({ question: questionOf(programs, state), program: PROGRAMS[state.surface] }),
  again: ({ surface }) => [surface],
  calls: CALLS,
  predict({ minima }) {
    const [kept, lost] = [minima.filter(({ holds }) => holds), minima.filter(({ holds, undecided }) => !holds && !undecided)];
    const letters = (some) => some.map(({ letter }) => letter);
    return { kind: kindOf(kept.length, minima.length), kept: letters(kept), lost: letters(lost) };
  },
  observe({ ends, steps, map }, { minima }) {
    const counts = map.counts.slice(0, minima.length + 2);
    const kept = minima.filter((_, i) => counts[i] > FEW).map(({ letter }) => letter);
    return { kind: kindOf(kept.length, minima.length), kept, counts, starts: map.counted ** 2, ends, steps };
  },
  verdict(predicted, { counts }, { alpha, minima }) {
    const found = (i) => counts[i] > FEW;
    if (minima.some(({ letter }, i) => predicted.lost.includes(letter) && found(i))) return "no match";
    const missing = minima.filter(({ holds }, i) => holds && !found(i));
    if (missing.some((each) => alpha < (1 - CLOSE) * each.threshold)) return "no match";
    return missing.length ? "not yet" : "match";
  },
  outcome: ({ kind }) => kind,
  sayPredicted({ kept, lost }, { minima }) {
    const undecided = minima.filter((each) => each.undecided).map(({ letter }) => letter);
    const parts = [
      kept.length ? `${list(kept)} can hold, α < 2/λₘₐₓ there` : "no minimum can hold",
      lost.length && kept.length ? `${list(lost)} cannot` : "",
      undecided.length ? `at ${list(undecided)} α is 2/λₘₐₓ, which decides nothing` : "",
    ];
    return parts.filter(Boolean).join("; ");
  },
  sayObserved({ counts, starts, ends, steps }, { minima }) {
    const shared = minima.map(({ letter }, i) => `${letter} ${percent(counts[i])}`);
    const [unsettled, diverged] = counts.slice(minima.length);
    const rest = [unsettled && `${percent(unsettled)} do not settle`, diverged && `${percent(diverged)} diverge`];
    const where = minima[ends] ? `ends at ${minima[ends].letter} in ${count(steps, "step")}` : ends > minima.length ? `diverges at step ${steps + 1}` : `has not settled after ${steps} steps`;
    return `of ${starts} starts ${[shared.join(", "), ...rest.filter(Boolean)].join("; ")}; this path ${where}`;
  },
  sayShown: ({ path }, n) => `n = ${n}, L = ${show(path.values[n])}`,
  marks,
  zones({ minima }) {
    const limits = minima.map((each) => each.threshold);
    return [
      { to: Math.min(...limits), word: "all can hold" },
      { to: Math.max(...limits), word: "some can hold" },
      { to: Infinity, word: "none can hold" },
    ];
  },
};
