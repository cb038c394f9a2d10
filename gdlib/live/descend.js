// Gradient descent as the browser runs it: the loop of gdlib/descent.py with the same rules of ending.
// A program is the module that a loss prints (Loss.to_js); its step does the arithmetic. The step size
// is a number, or a function of n and the point. A step with a memory has a number of it a coordinate. Who
// asks for the last point only (`last`) is spared all the others.

export function descend(
  program,
  start,
  stepSize,
  { steps = 100, tol = 1e-8, far = 1e12, parameters = Object.values(program.parameters), last = false } = {},
) {
  const points = last ? null : [start];
  const size = typeof stepSize === "function" ? stepSize : null;
  let [point, memory] = [start, start.map(() => 0)];
  const ended = (n, end) => ({ points: points ?? [point], steps: n, end });
  for (let n = 0; ; n += 1) {
    // By place: a pattern would ask an iterator at each of millions of steps, for as long as the step itself.
    const next = program.step(point, size ? size(n, point) : stepSize, parameters, memory);
    const moved = next[0];
    if (Math.sqrt(next[1]) <= tol) return ended(n, "converged");
    if (n === steps) return ended(n, "out of steps");
    for (let k = 0; k < moved.length; k += 1) {
      // Written so that NaN counts as far; the point is not kept, so no path ever holds NaN.
      if (!(Math.abs(moved[k]) <= far)) return ended(n, "diverged");
    }
    point = moved;
    memory = next[2];
    if (points) points.push(moved);
  }
}
