// E5, the ladder to chaos, in the double well (θ² − 1)²/4: with y = √α·θ a step is y → (1 + α)y − y³,
// whose rungs have closed forms. What a run does long after tells the slow from those that never settle.

import { range } from "d3-array";
import { bifurcation } from "./bifurcation.js";
import { costCurve } from "./cost.js";
import { descend } from "./descend.js";
import { landscape } from "./landscape.js";
import { count, near, show } from "./words.js";

const STEPS = 100;
const LATER = 4000;
const LATE = 512; // so many of the last places tell where a run has ended up
const PERIODS = range(1, 65);
const SAME = 1e-5;
const CLOSE = 0.05;
const VIEW = { x: [-1.9, 1.9], y: [0, 1.45] };
const COST = { domain: [1e-6, 1e1], windows: [50, STEPS] };

const RUNGS = {
  rises: 2 * Math.sqrt(2) - 2,
  two: 1,
  four: Math.sqrt(5) - 1,
  both: 1.5 * Math.sqrt(3) - 1,
  leaves: 2,
};

/** The two places between which a run ends up jumping: θ₁θ₂ = 1/α and θ₁² + θ₂² = 1 + 1/α. */
function pair(alpha) {
  const [sum, difference] = [Math.sqrt(alpha + 3), Math.sqrt(alpha - 1)];
  return [sum - difference, sum + difference].map((place) => place / (2 * Math.sqrt(alpha)));
}

/** From `beyond` steps lead farther and farther out, from `top` to the hilltop; almost all others do as said. */
export function predict({ step_size: alpha, start }) {
  const [size, beyond, top] = [Math.abs(start), Math.sqrt(1 + 2 / alpha), Math.sqrt(1 + 1 / alpha)];
  if (start === 0 || near(size, 1)) return { kind: "one", rests: true, rises: false };
  if (near(size, beyond)) return { kind: "border", rises: null, start };
  if (size > beyond) return { kind: "leaves", rises: true, beyond };
  if (near(size, top)) return { kind: "one", lands: true, rises: null };
  if (alpha <= RUNGS.two) return { kind: "one", rises: alpha <= RUNGS.rises ? false : null };
  if (alpha <= RUNGS.four) return { kind: "two", rises: true, places: pair(alpha) };
  if (alpha <= RUNGS.both) return { kind: "more", rises: true };
  return { kind: alpha <= RUNGS.leaves ? "both" : "leaves", rises: true };
}

/** The descent, and what it does long after. */
export function solve({ program }, state) {
  const run = (start, steps) => descend(program, [start], state.step_size, { steps });
  const value = (theta) => program.value([theta], []);
  const path = run(state.start, STEPS);
  path.values = path.points.map(([theta]) => value(theta));
  if (path.end === "out of steps") path.later = run(path.points[STEPS][0], LATER);
  return { state, path, value, derivative: (theta) => program.gradient([theta], [])[0], program };
}

/** How far the last places are from repeating every `period` steps. */
function gap(places, period) {
  const [late, before] = [places.slice(-LATE), places.slice(-LATE - period, -period)];
  return Math.max(...late.map((place, i) => Math.abs(place - before[i])));
}

/** After how many steps a run repeats, or closes in on repeating; undefined where neither is seen. */
function periodOf(places) {
  const earlier = places.slice(0, places.length / 2);
  const repeats = (late, before) => late < SAME || (late < CLOSE && late < 0.9 * before);
  return PERIODS.find((period) => repeats(gap(places, period), gap(earlier, period)));
}

/** The same account, read off a run. */
export function observe({ points, values, steps, end, later }) {
  const rises = values.filter((value, n) => n && value > values[n - 1] * (1 + 1e-12)).length;
  const places = (later ?? { points }).points.map(([theta]) => theta);
  const last = places.at(-1);
  const account = (kind, more) => ({ kind, rises, steps, last, ...more });
  if (end === "diverged") return account("leaves", { at: steps + 1 });
  if (later?.end === "diverged") return account("leaves", { at: steps + later.steps + 1 });
  const settled = end === "converged";
  if (settled || later.end === "converged") return account("one", { settled });
  const [late, period] = [places.slice(-LATE), periodOf(places)];
  if (period === 1) return account("one", { settled });
  const kind = late.some((place) => place * last < 0) ? "both" : period === 2 ? "two" : "more";
  return account(kind, { period, places: late.slice(-period || -1).sort((u, v) => u - v) });
}

/** What holds for almost all starts may take its time, or a step may land on a level place. */
export function verdict(predicted, observed) {
  if (predicted.kind === "border") return observed.period === 2 ? "match" : "by rounding";
  const rose = predicted.rises === null || predicted.rises === observed.rises > 0;
  const seen = (place) => observed.places.some((other) => near(place, Math.abs(other), CLOSE));
  if (predicted.kind === observed.kind) return rose && (predicted.places ?? []).every(seen) ? "match" : "no match";
  if (observed.settled) return "by accident";
  const slow = { leaves: ["more", "both"], both: ["more"] }[predicted.kind] ?? [];
  return slow.includes(observed.kind) ? "not yet" : "no match";
}

const OUTCOMES = {
  one: "one place",
  two: "two places",
  more: "more, in one well",
  both: "both wells",
  leaves: "flies off",
};

const list = (places) => places.map((place) => show(place)).join(", ");

export function sayPredicted({ kind, rises, rests, lands, places, beyond, start }) {
  if (rests) return "the slope is 0, no step is taken";
  if (lands) return "the first step lands on the hilltop and stays there";
  switch (kind) {
    case "border":
      return `jumps between ${show(start)} and ${show(-start)} for ever`;
    case "one":
      return `settles at one minimum; ${rises === false ? "no step raises" : "a step may raise"} the cost`;
    case "two":
      return `ends up jumping between two places of one well, ${list(places)} from the hilltop; the cost rises and falls`;
    case "more":
      return "four places, or more, or no end of them, all in one well; the cost rises and falls";
    case "both":
      return "it keeps changing wells; the cost rises and falls";
    default:
      return beyond ? `beyond ${show(beyond)} every step leads farther out` : "sooner or later it is thrown out, for good";
  }
}

export function sayObserved({ kind, rises, steps, last, settled, period, places, at }) {
  if (steps === 0) return "no step is taken";
  const rose = `; the cost rose on ${rises} of ${count(steps, "step")}`;
  if (settled) return `at ${show(near(last, 0, 1e-6) ? 0 : last)} after ${count(steps, "step")}${rose}`;
  if (kind === "one") return `closing in on ${show(Math.round(last))}${rose}`;
  if (kind === "leaves") return `thrown out, diverged at step ${at}${rose}`;
  const where = kind === "both" ? "both wells" : "one well";
  const what = period ? `${period} places${period > 4 ? "" : `, ${list(places)}`}` : "never repeats";
  return `${what}, in ${where}${rose}`;
}

const MARKS = [
  ["2√2 − 2", "from here a step can raise the cost"],
  ["2/λ", "from here the minima cannot hold it"],
  ["√5 − 1", "from here two places become four"],
  ["3√3/2 − 1", "from here it changes wells"],
  ["escape", "from here it flies off", true],
].map(([label, meaning, at], i) => ({ value: Object.values(RUNGS)[i], label, meaning, at }));

const WORDS = ["never rises", "settles", "two", "more", "both wells", "flies off"];
const ZONES = WORDS.map((word, i) => ({ to: MARKS[i]?.value ?? Infinity, word }));

function picture(stage, { set, setCursor }) {
  const ladder = bifurcation(stage, { caption: "Where descents end, for each step size" });
  const wells = landscape(stage, { caption: "The path in the two wells", setStart: (theta) => set("start", theta) });
  const cost = costCurve(stage, { caption: "The cost after n steps", setCursor });
  return (scene) => {
    ladder({ ...scene, rungs: MARKS.slice(1) });
    wells({ ...scene, domain: VIEW });
    cost({ ...scene, ...COST });
  };
}

export default {
  key: "ladder",
  programs: ["program"],
  label: "The ladder to chaos",
  question: () => "What lies between converging and diverging, and does the cost never rise there?",
  controls: {
    step_size: { label: "Step size", symbol: "α", quantity: "step", marks: () => MARKS, zones: () => ZONES },
    start: { label: "Start", symbol: "θ₀", quantity: "path" },
    zoom: { label: "Enlarge", symbol: "×" },
  },
  solve,
  calls: [...new Set(Object.values(OUTCOMES))],
  outcome: ({ kind }) => OUTCOMES[kind],
  predict,
  observe,
  verdict,
  sayPredicted,
  sayObserved,
  picture,
};
