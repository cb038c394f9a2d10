// Random numbers and directions that are the same each time, so that they can be told, linked to, tested.

/** Numbers between 0 and 1 (Mulberry32). */
export function uniforms(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 1 or −1 at random. */
export function signs(seed) {
  const uniform = uniforms(seed);
  return () => (uniform() < 0.5 ? -1 : 1);
}

/** A normal number of mean 0 and variance 1 (Box and Muller). */
export const normal = (uniform) => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

/** The sum of the squares of `k` such numbers, in one draw (Marsaglia and Tsang 2000). */
function sumOfSquares(k, uniform) {
  if (k < 2) return normal(uniform) ** 2;
  const d = k / 2 - 1 / 3;
  for (;;) {
    const z = normal(uniform);
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return 2 * d * v;
  }
}

/** cos γ of random directions in d dimensions: a normal number along, d − 1 across, made unit. */
export function randomCosines(d, count, seed) {
  const uniform = uniforms(seed);
  return Array.from({ length: count }, () => {
    const along = normal(uniform);
    return along / Math.sqrt(along * along + sumOfSquares(d - 1, uniform));
  });
}

/** Their density: a power of sin γ, made to integrate to 1 by the midpoint rule. */
export function cosineDensity(d) {
  const half = Math.min(Math.PI / 2, 10 / Math.sqrt(d));
  let total = 0;
  for (let i = -199.5; i < 200; i += 1) total += (Math.cos((half * i) / 200) ** (d - 2) * half) / 200;
  return (c) => (1 - c * c) ** ((d - 3) / 2) / total;
}
