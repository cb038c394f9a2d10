// Newton's step −H⁻¹∇L in one or two dimensions, as a program that `descend` runs.

const solved = ([[a, b], [c, d] = []], [g, h]) => {
  if (h === undefined) return [g / a];
  const size = a * d - b * c;
  return [(d * g - b * h) / size, (a * h - c * g) / size];
};

export const newton = (program) => ({
  step(point, size, parameters) {
    const slope = program.gradient(point, parameters);
    const move = solved(program.hessian(point, parameters), slope);
    return [point.map((c, i) => c - size * move[i]), slope.reduce((sum, g) => sum + g * g, 0)];
  },
});
