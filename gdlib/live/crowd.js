// Walkers on the level lines of a loss of two unknowns (of more, the first two): where each stands, filled if
// it has found what is looked for, and the lowest point.

import { range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { drawContours } from "./contours.js";
import { panel, put } from "./panel.js";

const CELLS = 80;
const LEVELS = range(1, 6).map((k) => 14 * k);

export function crowd(stage, caption) {
  const view = panel(stage, "crowd", caption, { top: 0.4, right: 0.6, bottom: 1.7, left: 2 });
  const ground = view.layer("cost", { clipped: true });
  const goal = view.layer("threshold", { clipped: true });
  const walkers = view.layer("path", { clipped: true });
  const [x, y] = [scaleLinear(), scaleLinear()];

  function draw({ state: { known, dimension }, path, shown, height, asks }) {
    const area = view.measure();
    const { left, right, top, bottom, em } = area;
    const [sideways, up] = known.box;
    const unit = Math.min((right - left) / (sideways[1] - sideways[0]), (bottom - top) / (up[1] - up[0]));
    const around = ([low, high], size) => [(low + high - size / unit) / 2, (low + high + size / unit) / 2];
    x.domain(around(sideways, right - left)).range([left, right]);
    y.domain(around(up, bottom - top)).range([bottom, top]);
    const { width, places, found } = path.seen[Math.min(shown, path.seen.length - 1)];
    view.drawAxes({ x, y, xTicks: 5, yTicks: 5 });
    drawContours(ground, area, { name: width, value: height(width), toPoint: ([i, j]) => [x.invert(i), y.invert(j)], levels: LEVELS, cells: CELLS });
    view.remark("cost", `${asks}${dimension > 2 ? `; the first two of ${dimension} unknowns` : ""}`);
    const at = { cx: (d) => x(d[0]), cy: (d) => y(d[1]), r: 0.26 * em };
    put(walkers, "circle", "gd-walker", places.filter((_, i) => !found[i]), at);
    put(walkers, "circle", "gd-dot", places.filter((_, i) => found[i]), at);
    put(goal, "circle", "gd-bottom", [[0, 0]], { ...at, r: 0.6 * em });
  }
  return { hide: view.hide, draw };
}
