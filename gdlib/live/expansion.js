// The Taylor expansion of a cost along a line, φ(α) = L(θ + αU), from the programs that SymPy printed:
// one of the cost, and one of its second derivative along U, which gives the third and the fourth.

const NOTCHES = 5; // so many measurements per decade of α
const EPSILON = 2 ** -52;

/** The place, the unit direction at this angle to the gradient (to the x-axis where that is 0), the terms. */
export function expand({ cost, bend }, { x, y, angle }) {
  const place = [x, y];
  const letters = Object.values(cost.parameters);
  const slopes = cost.gradient(place, letters);
  const turned = Math.atan2(slopes[1], slopes[0]) + (angle * Math.PI) / 180;
  const unit = [Math.cos(turned), Math.sin(turned)];
  const dot = (u, v) => u[0] * v[0] + u[1] * v[1];
  const twice = (matrix) => dot(unit, matrix.map((row) => dot(row, unit)));
  const all = [...unit, ...letters];
  const terms = [
    cost.value(place, letters),
    dot(unit, slopes),
    twice(cost.hessian(place, letters)) / 2,
    dot(unit, bend.gradient(place, all)) / 6,
    twice(bend.hessian(place, all)) / 24,
  ];
  // What is 0 but for rounding is 0: no slope across the gradient, no third term where none is.
  const largest = Math.max(...terms.slice(1).map(Math.abs));
  const clean = terms.map((term, k) => (k && Math.abs(term) < 1e-12 * largest ? 0 : term));
  const at = (size) => place.map((c, i) => c + size * unit[i]);
  const value = (size) => cost.value(at(size), letters);
  // Of the cost at a distance, what the last stored digits of place, cost and terms can make.
  const rounding = (size) => {
    const moved = cost.gradient(at(size), letters).map((g, i) => g * Math.max(Math.abs(place[i]), size));
    const summed = [value(size), ...moved, ...clean.map((term, k) => term * size ** k)];
    return EPSILON * summed.reduce((sum, part) => sum + Math.abs(part), 0);
  };
  return { unit, terms: clean, value, rounding, surface: (point) => cost.value(point, letters) };
}

/** The model of an order, at a distance α. */
export const model = (terms, order, size) =>
  terms.slice(0, order + 1).reduceRight((sum, term) => term + size * sum, 0);

/** The distances that are looked at on the way in: notches of a fifth of a decade, then α itself. */
export function distances(size) {
  const sizes = [];
  for (let k = 0; 10 ** (-k / NOTCHES) > size * (1 + 1e-9); k += 1) sizes.push(10 ** (-k / NOTCHES));
  return [...sizes, size];
}

/** What each model misses at each distance, and how much of that may be rounding. */
export function measure({ terms, value, rounding }, size) {
  const sizes = distances(size);
  const missed = [1, 2].map((order) => sizes.map((a) => Math.abs(value(a) - model(terms, order, a))));
  return { sizes, missed, rounding: sizes.map(rounding) };
}

/** The first term that the model of an order leaves out, as { power, factor }; none for a cost that ends there. */
export function firstLeftOut(terms, order) {
  const power = terms.findIndex((term, k) => k > order && term !== 0);
  return power < 0 ? null : { power, factor: Math.abs(terms[power]) };
}

/** The slope of a power law through measurements, on logarithmic axes. */
export function slopeOf(points) {
  const logs = points.map((point) => point.map(Math.log));
  const mean = (k) => logs.reduce((sum, log) => sum + log[k], 0) / logs.length;
  const [u, v] = [mean(0), mean(1)];
  const across = logs.reduce((sum, log) => sum + (log[0] - u) ** 2, 0);
  return logs.reduce((sum, log) => sum + (log[0] - u) * (log[1] - v), 0) / across;
}
