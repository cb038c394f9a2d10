// Gradient descent as the browser runs it: the loop of gdlib/descent.py with the same rules of ending.
// A program is the module that a loss prints (Loss.to_js); its step does the arithmetic. The step size
// is a number, or a function of n.

export function descend(
  program,
  start,
  stepSize,
  { steps = 100, tol = 1e-8, far = 1e12, parameters = Object.values(program.parameters) } = {},
) {
  const points = [start];
  const size = typeof stepSize === "function" ? stepSize : () => stepSize;
  for (let n = 0; ; n += 1) {
    const [moved, squaredNorm] = program.step(points[n], size(n), parameters);
    if (Math.sqrt(squaredNorm) <= tol) return { points, steps: n, end: "converged" };
    if (n === steps) return { points, steps: n, end: "out of steps" };
    // Written so that NaN counts as far; the point is not kept, so no path ever holds NaN.
    if (!moved.every((coordinate) => Math.abs(coordinate) <= far)) {
      return { points, steps: n, end: "diverged" };
    }
    points.push(moved);
  }
}
