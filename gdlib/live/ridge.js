// E15, the ridge ½x² + ¼y⁴ − ½y²: descent from (1, y₀) comes to the saddle at 0 and waits there. A step
// multiplies y by 1 + α − αy², so |y| grows at most by 1 + α a step: from y₀ = 0 it stays for ever, from
// y₀ ≠ 0 it is below ½ for at least ln(½/|y₀|)/ln(1 + α) steps. Kicks of random sign end the wait, too.

import { range } from "d3-array";
import { chart } from "./chart.js";
import { plan } from "./plan.js";
import { signs } from "./random.js";
import { count, near, show } from "./words.js";

const ZERO = -17; // the exponent that stands for 0
const AWAY = 0.5;
const FRAMES = 240; // points of a run that are shown, at most
const DOMAIN = [[-1.4, 1.4], [-1.4, 1.4]];
const PLACES = [
  { letter: "A", point: [0, 1], holds: true },
  { letter: "B", point: [0, -1], holds: true },
  { letter: "S", point: [0, 0], holds: true },
];
const CALLS = ["within 100 steps", "later", "never"];

export const power = (exponent) => (exponent <= ZERO ? 0 : Number(`1e${Math.round(exponent)}`));
export const inPowers = (exponent) => show(power(exponent));

/** Steps enough to leave the saddle and to settle; from y = 0 the same as from the least. */
function patience({ alpha, y0, kick }) {
  return Math.ceil(Math.log(1e5 / (Math.max(y0, kick) || 1e-16)) / Math.log1p(alpha));
}

function run(program, state) {
  const [points, sign] = [[[1, state.y0]], signs(3)];
  for (let n = 0; n < patience(state); n += 1) {
    const [moved] = program.step(points[n], state.alpha, []);
    points.push(state.kick ? moved.map((c) => c + state.kick * sign()) : moved);
  }
  return points;
}

function solve({ ridge_program: program }, given) {
  const state = { ...given, alpha: given.ridge_step, y0: power(given.exponent), kick: power(given.noise) };
  const points = run(program, state);
  const left = points.findIndex(([, y]) => Math.abs(y) >= AWAY);
  const every = Math.ceil((points.length - 1) / FRAMES);
  const kept = range(0, points.length - 1, every).concat(points.length - 1);
  const path = {
    points: kept.map((n) => points[n]),
    kept,
    steps: kept.length - 1,
    taken: points.length - 1,
    end: left < 0 ? "at the saddle" : "left",
    left: left < 0 ? null : left,
    slopes: kept.map((n) => Math.hypot(...program.gradient(points[n], []))),
    last: points.at(-1),
  };
  const known = { domain: DOMAIN, minima: [], places: PLACES, start: points[0], name: "ridge" };
  return { state: { ...state, ...known }, path, value: (...point) => program.value(point, []) };
}

/** ‖∇L‖ along the run, in powers of ten: the plateau is the wait. */
function plateau(stage) {
  const view = chart(stage, "plateau", "‖∇L‖ after n steps: how level it is under the run", "gradient", 3.2);
  function draw({ state, path, shown, told }) {
    const { bound } = ridge.predict(state);
    const seen = path.slopes.slice(0, shown + 1).map((slope, i) => [path.kept[i], Math.log10(Math.max(slope, 1e-17))]);
    view.draw({
      x: { domain: [0, path.taken], ticks: 5 },
      y: { domain: [-16.5, 0.7], ticks: [-16, -12, -8, -4, 0], format: (v) => show(10 ** v) },
      tangents: [seen],
      rules: told && bound ? [{ x: bound, name: `|y| < ½ until n = ${Math.ceil(bound)}` }] : [],
    });
  }
  return { hide: view.hide, draw };
}

export const ridge = {
  question: "Descent from (1, y₀) runs into the saddle S. When will it leave?",
  shown: () => ["scene", "ridge_step", "exponent", "noise"],
  pictures: [
    (stage, { set }) =>
      plan(stage, {
        caption: "The path from (1, y₀), on the level lines of the ridge",
        move: ([, y]) => set("exponent", Math.min(Math.max(Math.round(Math.log10(Math.abs(y))), -16), -1)),
      }),
    plateau,
  ],
  solve,
  again: ({ exponent, noise }) => [exponent <= ZERO, noise <= ZERO],
  calls: CALLS,
  predict({ alpha, y0, kick }) {
    if (!y0 && !kick) return { kind: "never", bound: null };
    // n kicks add up to less than kick·((1 + α)ⁿ − 1)/α in size, so that y₀ + kick/α stands for both.
    const bound = Math.max(Math.log(AWAY / (y0 + kick / alpha)) / Math.log1p(alpha), 0);
    return { kind: "leaves", bound };
  },
  observe: ({ left, taken, last }) => ({ kind: left === null ? "never" : "leaves", left, taken, last }),
  verdict(predicted, { kind, left }, { alpha, kick }) {
    if (kind !== predicted.kind) return "no match";
    if (kind === "never") return "match";
    // Near ½ the growth slackens; kicks of different signs cancel.
    const late = (kick ? Math.log(100) : 0.2) / Math.log1p(alpha) + 2;
    return left >= predicted.bound - 1e-9 && left <= predicted.bound + late ? "match" : "no match";
  },
  outcome: ({ left }) => (left === null ? "never" : left <= 100 ? CALLS[0] : CALLS[1]),
  sayPredicted({ kind, bound }, { kick }) {
    if (kind === "never") return "y₀ = 0 stays 0 at every step: it ends at the saddle";
    const formula = kick ? "ln(½/(y₀ + ν/α))/ln(1 + α)" : "ln(½/y₀)/ln(1 + α)";
    return `|y| grows at most by 1 + α a step, so it is below ½ until n = ${formula} = ${show(bound, 4)}`;
  },
  sayObserved({ kind, left, taken, last: [, y] }) {
    if (kind === "never") return `after ${taken} steps still on the line y = 0, at the saddle`;
    const where = near(Math.abs(y), 1, 0.05) ? `, and on to ${y > 0 ? "A" : "B"}` : "";
    return `it has left, |y| ≥ ½, after ${count(left, "step")}${where}`;
  },
  sayShown: ({ path }, i) => `n = ${path.kept[i]}, ‖∇L‖ = ${show(path.slopes[i])}, y = ${show(path.points[i][1])}`,
  marks: () => [{ value: 1 / 11, label: "1/M", meaning: "M = 11 on [−2, 2]²: below, almost no start ends at a saddle" }],
  zones: () => [],
};
