// Kinks, first tab: a cost on a line with its minimum at 0, and steps of size α, or α/(n + 1).

import { costCurve } from "./cost.js";
import { descend } from "./descend.js";
import { CURVES, STEPS, enough, sizes } from "./kink_curves.js";
import { landscape } from "./landscape.js";
import { count, near, show } from "./words.js";

const curveOf = ({ curve }) => CURVES[curve];
const OUTCOMES = { rests: "settles", stuck: "gets stuck" };

function solve(programs, state) {
  const { program: name, parameters } = curveOf(state);
  const [program, rest] = [programs[name], parameters(state)];
  const path = descend(program, [state.start], sizes(state), { steps: STEPS, parameters: rest });
  path.values = path.points.map((point) => program.value(point, rest));
  const derivative = (theta) => program.gradient([theta], rest)[0];
  return { state, path, value: (theta) => program.value([theta], rest), derivative };
}

function kindOf({ at, steps, end, cost }, state) {
  const [last, before, earlier] = [0, 1, 2].map((k) => at[steps - k]);
  if (end === "converged" && cost > 1e-6) return "stuck";
  if (end === "converged") return steps === 0 ? "rests" : "settles";
  if (state.rule === 1) return Math.abs(last) <= enough(state) ? "settles" : "crawls";
  const [back, apart] = [Math.abs(last - earlier), Math.abs(last - before)];
  if (end === "out of steps" && back < 1e-9 * apart) return "cycles";
  return end === "diverged" || Math.abs(last) > Math.abs(earlier) ? "grows" : "settles";
}

function observe({ points, values, steps, end }, state) {
  const at = points.map(([theta]) => theta);
  const ends = at.slice(-2).sort((u, v) => u - v);
  const seen = { steps, end, last: at[steps], cost: values[steps], ends };
  return { ...seen, kind: kindOf({ at, ...seen }, state) };
}

function verdict(predicted, { kind, last, ends }, state) {
  if (predicted.kind === "hits") return kind === "cycles" ? "by rounding" : kind === "settles" ? "match" : "no match";
  if (predicted.kind === "closes in") return kind === "settles" || kind === "crawls" ? "match" : "no match";
  if (predicted.kind !== kind) return predicted.kind === "cycles" && kind === "grows" ? "not yet" : "no match";
  const width = !predicted.wide || near(ends[1] - ends[0], state.step_size);
  const places = !predicted.ends || predicted.ends.every((end, i) => near(end, ends[i]));
  const left = predicted.left === undefined || near(predicted.left, Math.abs(last));
  const bound = predicted.bound === undefined || Math.abs(last) <= predicted.bound * (1 + 1e-9);
  return width && places && left && bound ? "match" : "no match";
}

function sayObserved({ kind, steps, end, last, cost, ends }) {
  const place = `θ = ${show(Math.abs(last) < 1e-7 ? 0 : last)}`;
  if (kind === "rests") return "no step";
  if (kind === "stuck") return `slope 0 at ${place} after ${count(steps, "step")}, at a cost of ${show(cost)}`;
  if (kind === "cycles") return `after ${steps} steps still between ${show(ends[0])} and ${show(ends[1])}`;
  if (end === "diverged") return `diverged at step ${steps + 1}`;
  return end === "converged" ? `settled at ${place} after ${count(steps, "step")}` : `${place} after ${steps} steps`;
}

const hills = (stage, { set }) => {
  const view = landscape(stage, { caption: "The path on the cost L(θ)", setStart: (theta) => set("start", theta) });
  const domain = { x: [-2.3, 2.3], y: [0, 2.2] };
  return { hide: view.hide, draw: (scene) => view({ ...scene, domain, fan: curveOf(scene.state).fan }) };
};

const costs = (stage, { setCursor }) => {
  const view = costCurve(stage, { caption: "The cost after n steps", setCursor });
  const scale = { domain: [1e-6, 1e1], windows: [20, STEPS] };
  return {
    hide: view.hide,
    draw: (scene) => view({ ...scene, ...scale, law: scene.told ? curveOf(scene.state).law(scene.state) : undefined }),
  };
};

export const onALine = {
  question: "Steps of this size on this cost: where does it end?",
  shown: ({ curve }) => ["scene", "step_size", "curve", "rule", "start", ...(CURVES[curve].wide ? ["width"] : [])],
  pictures: [hills, costs],
  solve,
  predict: (state) => (state.start === 0 ? { kind: "rests" } : curveOf(state).predict(state)),
  observe,
  verdict,
  sayPredicted: (predicted, state) =>
    predicted.kind === "rests" ? "the slope is 0 at the bottom, no step" : curveOf(state).say(predicted, state),
  sayObserved,
  calls: ["settles", "cycles", "gets stuck", "grows", "crawls"],
  asked: ({ rule }) => (rule ? ["settles", "crawls", "gets stuck"] : ["settles", "cycles", "gets stuck", "grows"]),
  again: ({ curve, rule }) => [curve, rule],
  outcome: ({ kind }) => OUTCOMES[kind] ?? kind,
  step_size: {
    marks: (state) => (state.rule ? [] : curveOf(state).marks(state)),
    zones: (state) => (state.rule ? [{ to: Infinity, word: "ever shorter" }] : curveOf(state).zones(state)),
  },
};
