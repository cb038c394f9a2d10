// Gradient descent as the browser runs it: the loop of gdlib/descent.py with the same rules of ending.
// A program is the module that a loss prints (Loss.to_js); its step does the arithmetic.

export function descend(
  program,
  start,
  stepSize,
  { steps = 100, tol = 1e-8, far = 1e12, parameters = Object.values(program.parameters) } = {},
) {
  const points = [start];
  for (let n = 0; ; n += 1) {
    const [moved, squaredNorm] = program.step(points[n], stepSize, parameters);
    if (Math.sqrt(squaredNorm) <= tol) return { points, steps: n, end: "converged" };
    if (n === steps) return { points, steps: n, end: "out of steps" };
    // Written so that NaN counts as far; the point is not kept, so no path ever holds NaN.
    if (!moved.every((coordinate) => Math.abs(coordinate) <= far)) {
      return { points, steps: n, end: "diverged" };
    }
    points.push(moved);
  }
}
