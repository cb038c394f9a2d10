// The fourth tab of E16: Newton's steps on log cosh θ. A step goes to θ − sinh(2θ)/2, so that it mirrors
// θ where sinh 2θ = 4θ: nearer to the bottom it arrives, farther out it is thrown away.

import { costCurve } from "./cost.js";
import { descend } from "./descend.js";
import { landscape } from "./landscape.js";
import { newton } from "./newton_step.js";
import { count, near, show } from "./words.js";

const [STEPS, FAR] = [60, 100];
const CALLS = ["arrives", "is thrown out"];

/** The positive root of sinh 2θ = 4θ, by halving. */
export const threshold = (() => {
  let [low, high] = [1, 2];
  for (let n = 0; n < 60; n += 1) {
    const middle = (low + high) / 2;
    if (Math.sinh(2 * middle) < 4 * middle) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
})();

function solve({ newton_program: program }, state) {
  const path = descend(newton(program), [state.start], 1, { steps: STEPS, far: FAR, parameters: [] });
  const value = (theta) => program.value([theta], []);
  path.values = path.points.map(([theta]) => value(theta));
  return { state, path, value, derivative: (theta) => program.gradient([theta], [])[0] };
}

function predict({ start }) {
  if (near(Math.abs(start), threshold)) return { kind: "on the border" };
  return { kind: CALLS[Math.abs(start) < threshold ? 0 : 1] };
}

function curve(stage, { set }) {
  const caption = "The cost log cosh θ";
  const view = landscape(stage, { caption, setStart: (theta) => set("start", theta), rule: () => "−L′/L″" });
  return { hide: view.hide, draw: (scene) => view({ ...scene, domain: { x: [-3.2, 3.2], y: [0, 2.6] } }) };
}

function costs(stage, { setCursor }) {
  const view = costCurve(stage, { caption: "The cost after n steps", setCursor });
  return { hide: view.hide, draw: (scene) => view({ ...scene, domain: [1e-18, 1e3], windows: [10, 20, STEPS] }) };
}

export const newtonSteps = {
  question: "Newton's step goes to the lowest point of the parabola that fits the cost best. Does it arrive?",
  shown: ["scene", "start"],
  pictures: [curve, costs],
  solve,
  predict,
  observe: ({ points, steps, end }) => ({ kind: CALLS[end === "diverged" ? 1 : 0], steps, end, last: points[steps][0] }),
  verdict: (predicted, observed) => (predicted.kind === observed.kind || predicted.kind === "on the border" ? "match" : "no match"),
  calls: CALLS,
  outcome: ({ kind }) => kind,
  sayPredicted({ kind }, { start }) {
    if (kind === "on the border") return "it mirrors the start for ever, until rounding moves it";
    return `${kind}, since |θ₀| = ${show(Math.abs(start))} is ${kind === CALLS[0] ? "below" : "beyond"} ${show(threshold, 6)}`;
  },
  sayObserved: ({ kind, steps, last }) =>
    kind === CALLS[0] ? `arrives in ${count(steps, "step")}` : `from ${show(last)} the next step leads beyond ${FAR}; diverged at step ${steps + 1}`,
  sayShown: ({ path }, shown) => `n = ${shown}, θ = ${show(path.points[shown][0])}`,
  marks: {
    start: () =>
      [-threshold, threshold].map((value) => ({ value, label: "sinh 2θ = 4θ", at: true, meaning: "from here on it is thrown out" })),
  },
  zones: {
    start: () => [
      { to: -threshold, word: "thrown out" },
      { to: threshold, word: "arrives" },
      { to: Infinity, word: "thrown out" },
    ],
  },
};
