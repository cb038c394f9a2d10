// Unit vectors of the plane in three norms: ℓ₂, ℓ₁ and ℓ∞, numbered 0, 1 and 2.

const LENGTHS = [
  (u) => Math.hypot(...u),
  ([u, v]) => Math.abs(u) + Math.abs(v),
  ([u, v]) => Math.max(Math.abs(u), Math.abs(v)),
];
const STEEPEST = [
  (g) => g.map((v) => -v / Math.hypot(...g)),
  ([g, h]) => (Math.abs(g) >= Math.abs(h) ? [-Math.sign(g), 0] : [0, -Math.sign(h)]),
  (g) => g.map((v) => -Math.sign(v)),
];

/** The vector of length 1 that is turned by so many degrees from `from`, counterclockwise. */
export function turned(norm, [g, h], degrees) {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const u = [g * c - h * s, h * c + g * s];
  return u.map((v) => v / LENGTHS[norm](u));
}

/** The vector of length 1 with the least Uᵀg. */
export const steepest = (norm, gradient) => STEEPEST[norm](gradient);

/** By how many degrees, from 0 up to 360, `to` is turned from `from`. */
export const angleBetween = ([g, h], [u, v]) =>
  Number((((Math.atan2(v, u) - Math.atan2(h, g)) * 180) / Math.PI + 720).toFixed(9)) % 360;
