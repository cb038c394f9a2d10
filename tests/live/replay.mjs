// Reads jobs on standard input, answers on standard output; the tests of experiments compare.
// The modules under test lie in the folder given as the argument, where npm's packages are found.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const load = (name) => import(pathToFileURL(join(process.argv[2], name)));
const module = (text) => import(`data:text/javascript,${encodeURIComponent(text)}`);
const { descend } = await load("descend.js");
const { solve } = await load("solve.js");
const { experiments } = await load("index.js");
const { endOf, endsOfRow } = await load("starts.js");

async function trajectory({ program, start, step_size, parameters, ...rules }) {
  return descend(await module(program), start, step_size, { parameters, ...rules });
}

const loadAll = async (programs) =>
  Object.fromEntries(await Promise.all(Object.entries(programs).map(async ([name, text]) => [name, await module(text)])));

/** What a path that is computed in slices of `time` milliseconds has seen, and how many slices it took. */
async function sliced({ experiment: key, programs, state, time }) {
  const { path } = solve(experiments[key], await loadAll(programs), state);
  let slices = 1;
  while (path.goOn(path.steps, time)) slices += 1;
  return { slices, seen: path.seen };
}

/** Prediction, observation and verdict of an experiment in each of many states. */
async function accounts({ experiment: key, programs, states }) {
  const experiment = experiments[key];
  const loaded = await loadAll(programs);
  return states.map((given) => {
    const { state, path } = solve(experiment, loaded, given);
    const task = experiment.task?.(loaded, state);
    if (task) path.map = experiment.work({ programs: loaded }).of(task, true);
    const predicted = experiment.predict(state);
    const observed = experiment.observe(path, state);
    return {
      predicted,
      observed,
      verdict: experiment.verdict(predicted, observed, state),
      says: [experiment.sayPredicted(predicted, state), experiment.sayObserved(observed, state)],
      marks: marks(experiment, state),
    };
  });
}

/** The thresholds on the sliders that are shown. */
function marks({ controls, shown = () => Object.keys(controls) }, state) {
  const marked = shown(state).filter((name) => controls[name].marks);
  return Object.fromEntries(marked.map((name) => [name, controls[name].marks(state, false, true).map(({ value }) => value)]));
}

/** The ends of all starts of a map, row by row. */
async function map({ programs, state: given, side }) {
  const loaded = await loadAll(programs);
  const { state } = solve(experiments.basins, loaded, given);
  const { question, program } = experiments.basins.task(loaded, state);
  return Array.from({ length: side }, (_, row) => endsOfRow(descend, endOf, loaded[program], question, side, row));
}

const words = await load("words.js");
const random = await load("random.js");
const calls = {
  trajectory,
  sliced,
  accounts,
  map,
  addresses: ({ search, key, state, names }) => {
    const written = words.withState(search, key, state);
    const text = new URLSearchParams(written).get(key);
    return { written, read: words.parseState(text, names) };
  },
  cosines: ({ d, count }) => random.randomCosines(d, count, 1),
  density: ({ d, at }) => at.map(random.cosineDensity(d)),
  parse: ({ text, names }) => words.parseState(text, names),
  digits: ({ values }) => values.map(words.inDigits),
  show: ({ values }) => values.map((value) => words.show(value)),
};

const jobs = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const { call, ...job } of jobs) answers.push(await calls[call](job));
process.stdout.write(JSON.stringify(answers));
