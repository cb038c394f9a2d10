// E7, the Taylor microscope: look at a cost along a line from ever closer. What the line misses falls
// with the square of the distance, what the parabola misses with its cube, until only rounding is left.

import { errors } from "./errors.js";
import { expand, firstLeftOut, measure, slopeOf } from "./expansion.js";
import { magnifier } from "./magnifier.js";
import { map } from "./map.js";
import { show } from "./words.js";

const NAMES = ["the line", "the parabola"];
const PROGRAMS = [
  { cost: "program", bend: "bend_program" },
  { cost: "bowl_program", bend: "bowl_bend_program" },
];
const CALLS = ["10 times", "100 times", "1000 times", "it misses nothing"];
// A slope is measured on the last decade that stands so far above rounding.
const WINDOW = 6;
const CLEAR = 300;

/** The state together with what the programs say of it: a prediction needs the terms. */
export function solve(programs, given) {
  const names = PROGRAMS[given.surface];
  const expansion = expand({ cost: programs[names.cost], bend: programs[names.bend] }, given);
  const measured = measure(expansion, given.step_size);
  const state = { ...given, terms: expansion.terms, rounding: measured.rounding.at(-1) };
  const path = { ...measured, steps: measured.sizes.length - 1, end: "measured" };
  return { state, path, ...expansion };
}

/** The power and the factor of the first term that the model leaves out. */
export const predict = ({ scene, terms }) => ({ scene, ...firstLeftOut(terms, scene + 1) });

/** The slope of the errors on their last clear decade, and the last error of all. */
export function observe({ sizes, missed, rounding }, { scene }) {
  const mine = missed[scene];
  const account = { scene, size: sizes.at(-1), last: mine.at(-1), power: undefined, slope: null };
  if (mine.every((error, k) => error <= 8 * rounding[k])) return { ...account, kind: "nothing" };
  const clear = sizes.map((size, k) => [size, mine[k]]).filter((point, k) => mine[k] > CLEAR * rounding[k]);
  const hidden = mine.at(-1) <= CLEAR * rounding.at(-1);
  if (clear.length < WINDOW) return { ...account, kind: "too wide", hidden };
  const slope = slopeOf(clear.slice(-WINDOW));
  return { ...account, kind: "power", power: Math.round(slope), slope, hidden };
}

/** Where terms beyond the first still count, the law is not yet to be seen. */
export function verdict(predicted, observed) {
  if (predicted.power === undefined) return observed.kind === "nothing" ? "match" : "no match";
  if (observed.kind === "nothing") return "hidden";
  return Math.abs(observed.slope - predicted.power) < 0.02 ? "match" : "not yet";
}

const times = (power) => `${show(10 ** power, 4)} times`;

export function sayPredicted({ scene, power, factor }) {
  if (power === undefined) return `${NAMES[scene]} is the cost itself: it misses nothing`;
  const law = `${show(factor)} α${["²", "³", "⁴"][power - 2]}`;
  return `close by, ${NAMES[scene]} misses ${law}: ten times closer, ${times(power)} less`;
}

export function sayObserved({ scene, kind, size, last, slope, hidden }) {
  if (kind === "nothing") return `at no distance does ${NAMES[scene]} miss more than rounding`;
  const here = hidden ? "what it misses here is rounding" : `at α = ${show(size)} it misses ${show(last)}`;
  if (kind === "too wide") return `${here}; too few distances to tell the law, look closer`;
  return `${here}; over the last decade ${hidden ? "before that " : ""}the slope was ${slope.toFixed(2)}`;
}

/** How far the model may be trusted, where its parabola is lowest, where rounding hides what it misses. */
export function marks({ scene, terms, rounding }) {
  const [, slope, bend] = terms;
  const left = firstLeftOut(terms, scene + 1);
  const found = [];
  if (left) {
    const floor = (rounding / left.factor) ** (1 / left.power);
    const tenth = (Math.abs(slope) / 10 / left.factor) ** (1 / (left.power - 1));
    found.push({ value: +floor.toPrecision(3), label: "rounding", at: true, meaning: "below this, only rounding is seen" });
    const meaning = `from here ${NAMES[scene]} is wrong by a tenth of the slope's change`;
    if (slope) found.push({ value: +tenth.toPrecision(3), label: "10 % off", at: true, meaning });
  }
  const lowest = -slope / (2 * bend);
  if (scene === 1 && bend > 0 && slope < 0) {
    found.push({ value: lowest, label: "lowest", at: true, meaning: "where the parabola is lowest" });
  }
  return found;
}

export function zones(state) {
  const found = Object.fromEntries(marks(state).map(({ label, value }) => [label, value]));
  const shape = ["a straight line", "a parabola"][state.scene];
  if (!firstLeftOut(state.terms, state.scene + 1)) return [{ to: Infinity, word: shape }];
  return [
    { to: found.rounding, word: "only rounding" },
    ...(found["10 % off"] ? [{ to: found["10 % off"], word: shape }] : []),
    { to: Infinity, word: ["bends away", "no parabola"][state.scene] },
  ];
}

function picture(stage, { setCursor }) {
  const lens = magnifier(stage, { caption: "The cost along αU" });
  const table = errors(stage, { caption: "What the models miss", setCursor });
  const chart = map(stage, { caption: "The cost from above", domain: { x: [-2.4, 2.4], y: [-1.4, 3.4] } });
  return (scene) => {
    lens({ ...scene, size: scene.path.sizes[scene.cursor ?? scene.shown] });
    chart(scene);
    table(scene);
  };
}

export default {
  key: "microscope",
  programs: PROGRAMS.flatMap(Object.values),
  label: "The Taylor microscope",
  question: ({ scene }) => `Look ten times closer: how many times less does ${NAMES[scene]} miss?`,
  controls: {
    scene: { label: "Model", tabs: true },
    step_size: { label: "Look from", symbol: "α", quantity: "step", marks, zones },
    surface: { label: "Cost" },
    x: { label: "Place", symbol: "x", quantity: "path" },
    y: { label: "Place", symbol: "y", quantity: "path" },
    angle: { label: "Angle", symbol: "γ", quantity: "direction" },
  },
  solve,
  calls: CALLS,
  outcome: ({ kind, power }) => (kind === "nothing" ? CALLS[3] : times(power)),
  predict,
  observe,
  verdict,
  sayPredicted,
  sayObserved,
  sayShown: ({ path: { sizes, missed }, state: { scene } }, n) =>
    `at α = ${show(sizes[n])}, ${NAMES[scene]} misses ${show(missed[scene][n])}`,
  picture,
};
