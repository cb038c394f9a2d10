// E2, where you start, with E1, the sign rule, as its first tab: one step, called before it is seen.
// Second tab: the run, and under the axis the end of every start. With α ≤ 1/M no level place is ever
// passed, so a start ends at the first one downhill: the hilltops are the borders of the strip.

import { descend } from "./descend.js";
import { endsStrip } from "./ends_strip.js";
import { landscape } from "./landscape.js";
import { oneStep } from "./one_step.js";
import { tabbed } from "./tabs.js";
import { count, near, show } from "./words.js";

const STEPS = 300;
const LEVEL = 1e-8;
// A run that is out of steps and moves no further than this is closing in on the place beside it.
const CREEPS = 2e-3;
const [VIEW, STARTS] = [[-5, 5], [-4.8, 4.8]];
const NOWHERE = "nowhere";
const LETTERS = ["A", "B", "C", "D", "E"];

/** Of each curve: the level places where a run can end, the hilltops, and M, a bound of L″. */
export const CURVES = [
  { program: "program", parameters: [1], M: 1, stops: [0], tops: [], height: [0, 12.5] },
  {
    program: "ripples_program",
    parameters: [],
    M: 9.2,
    stops: [-4.60829888242301, -2.56080693807354, -0.512214028356113, 1.53658988014775, 3.58475181730372],
    tops: [-3.74940451396712, -1.60656641486227, 0.535501334461219, 2.67782172973662, 4.82146917674574],
    height: [-1, 3.6],
  },
  { program: "terraces_program", parameters: [], M: 6.0784, stops: [-Math.PI, 0, Math.PI], tops: [], height: [1, 8] },
];

const letter = (place) => LETTERS[place] ?? NOWHERE;
const nearest = (places, theta) => places.reduce((a, b) => (Math.abs(b - theta) < Math.abs(a - theta) ? b : a));

/** The number of the place where a run ends, or that it is closing in on; -1 if there is none. */
export function endOf({ points, steps, end }, { stops }) {
  const [[last], [before]] = [points[steps], points[Math.max(steps - 1, 0)]];
  if (end === "diverged" || Math.abs(last - before) > CREEPS) return -1;
  const place = nearest(stops, last);
  return Math.abs(place - last) < 0.5 ? stops.indexOf(place) : -1;
}

/** The scene of a run of so many steps; its state holds the slope at the start, too. */
function run(programs, state, alpha, steps) {
  const curve = CURVES[state.curve];
  const { parameters } = curve;
  const program = programs[curve.program];
  const from = (start, most) => descend(program, [start], alpha, { steps: most, parameters });
  const derivative = (theta) => program.gradient([theta], parameters)[0];
  const value = (theta) => program.value([theta], parameters);
  const path = from(state.start, steps);
  path.values = path.points.map(([theta]) => value(theta));
  const endFrom = (start) => endOf(from(start, STEPS), curve);
  return { state: { ...state, slope: derivative(state.start) }, path, value, derivative, endFrom };
}

const wholeRun = {
  question: "Does the start matter? Where does it end?",
  shown: ["scene", "start", "step_size", "curve"],
  solve: (programs, state) => run(programs, state, state.step_size, STEPS),
  calls: [...LETTERS, NOWHERE],
  /** The letters of this curve's places. */
  asked: ({ curve }) => [...LETTERS.slice(0, CURVES[curve].stops.length), NOWHERE],
  again: ({ curve }) => [curve],
  predict({ start, slope, curve, step_size }) {
    const { stops, tops, M } = CURVES[curve];
    if (Math.abs(slope) <= LEVEL) return { kind: "rests", kept: true };
    const first = nearest([...stops, ...tops].filter((place) => (place - start) * slope < 0), start);
    return { kind: "ends", place: stops.indexOf(first), first, kept: step_size * M <= 1 + 1e-9 };
  },
  observe({ points, values, steps, end }, { curve }) {
    const place = endOf({ points, steps, end }, CURVES[curve]);
    const account = (kind) => ({ kind, place, steps, end, last: points[steps][0], cost: values[steps] });
    if (steps === 0) return account("rests");
    return account(place < 0 ? (end === "diverged" ? end : "wanders") : "ends");
  },
  verdict(predicted, observed) {
    if (!predicted.kept) return "no promise";
    if (observed.kind === "wanders") return "not yet";
    const same = predicted.kind === "rests" || predicted.place === observed.place;
    return predicted.kind === observed.kind && same ? "match" : "no match";
  },
  outcome: ({ place }) => letter(place),
  sayPredicted({ kind, place, first, kept }) {
    if (kind === "rests") return "the ground is level, no step";
    if (!kept) return "beyond 1/M a step may leap over a bottom or a hilltop";
    return `${letter(place)}, at ${show(first)}, the first level place downhill`;
  },
  sayObserved({ kind, place, steps, end, last, cost }) {
    const taken = count(steps, "step");
    if (kind === "rests") return "no step";
    if (kind === "diverged") return `diverged at step ${steps + 1}`;
    if (kind === "wanders") return `still moving after ${taken}`;
    const where = `at ${show(near(last, 0, 1e-6) ? 0 : last)}, cost ${show(near(cost, 0) ? 0 : cost)}`;
    return end === "converged" ? `${letter(place)} in ${taken}, ${where}` : `after ${taken} closing in on ${letter(place)}, ${where}`;
  },
  step_size: {
    marks: ({ curve }) => [{ value: 1 / CURVES[curve].M, label: "1/M", meaning: "up to here no level place is passed" }],
    zones: ({ curve }) => [
      { to: 1 / CURVES[curve].M, word: "passes nothing" },
      { to: Infinity, word: "may leap" },
    ],
  },
};

function picture(stage, { set }) {
  const hills = landscape(stage, { caption: "The cost L(θ)", setStart: (theta) => set("start", theta) });
  const strip = endsStrip(stage, { caption: "Where each start ends", letter });
  return (scene) => {
    const { state, told, shown } = scene;
    const { stops, height } = CURVES[state.curve];
    const ends = state.scene === 1;
    const places = ends ? stops.map((x, i) => ({ x, text: letter(i) })) : [];
    hills({ ...scene, domain: { x: VIEW, y: height }, places, moves: !ends && told && shown > 0 });
    strip.hide(!ends);
    if (ends) strip.draw({ ...scene, domain: VIEW, starts: STARTS, ask: `${state.curve} ${state.step_size}` });
  };
}

const scenes = [oneStep(run), wholeRun];

export default {
  ...tabbed(scenes, {
    key: "start",
    programs: ["program", "ripples_program", "terraces_program"],
    label: "Where you start",
    controls: {
      scene: { label: "Question", tabs: true },
      start: { label: "Start", symbol: "θ₀", quantity: "path" },
      step_size: {
        label: "Step size",
        symbol: "α",
        quantity: "step",
        marks: (state) => scenes[state.scene].step_size.marks(state),
        zones: (state) => scenes[state.scene].step_size.zones(state),
      },
      curve: { label: "Curve" },
      climb: { label: "Down or up" },
    },
  }),
  asked: (state) => scenes[state.scene].asked(state),
  again: (state) => scenes[state.scene].again(state),
  keys: { ArrowLeft: "← left", ArrowRight: "right →" },
  sayShown: undefined,
  picture,
};
