// The scene of a state: what a run gives and what the picture needs of the loss. Most experiments are
// a descent, { problem(state, programs) }; another kind gives its own { solve(programs, state) }, whose scene has
// { state, path: { steps, end } } too, so that Play, Step and Reset know how much there is to show.

import { descend } from "./descend.js";

export function solve(experiment, programs, state) {
  if (experiment.solve) return experiment.solve(programs, state);
  const { program: name, parameters, start, steps, stepSize = state.step_size } = experiment.problem(state, programs);
  const program = programs[name];
  const path = descend(program, start, stepSize, { steps, parameters });
  path.values = path.points.map((point) => program.value(point, parameters));
  return {
    state,
    path,
    value: (...theta) => program.value(theta, parameters),
    derivative: (theta) => program.gradient([theta], parameters)[0],
  };
}
