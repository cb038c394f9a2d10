// Momentum on a quadratic: θₙ₊₁ = (1 + β − αλ)θₙ − βθₙ₋₁ in each direction of curvature λ, so that
// lengths shrink by the roots r of r² − (1 + β − αλ)r + β = 0.

/** The larger of |r₁| and |r₂|, where `scaled` is αλ. */
export function largestRoot(scaled, decay) {
  const trace = 1 + decay - scaled;
  const inside = trace * trace - 4 * decay;
  return inside < 0 ? Math.sqrt(decay) : (Math.abs(trace) + Math.sqrt(inside)) / 2;
}

/** max|r| over the curvatures μ = 1 and M = κ, between which it is never larger. */
export const rate = ({ step_size, decay, condition }) =>
  Math.max(largestRoot(step_size, decay), largestRoot(step_size * condition, decay));

/** The α and β with the smallest max|r|, which is √β. */
export function best(condition) {
  const root = Math.sqrt(condition);
  return { step_size: (2 / (1 + root)) ** 2, decay: ((root - 1) / (root + 1)) ** 2 };
}

/** What the best fixed step without momentum leaves of the distance. */
export const bestFixed = (condition) => (condition - 1) / (condition + 1);
