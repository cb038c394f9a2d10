// One step as a map: θₙ₊₁ against θₙ is a line of slope 1 − αλ, and the path climbs between it and the
// diagonal. Inside the cone |slope| < 1 it closes in.

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { dots, panel, put } from "./panel.js";
import { show } from "./words.js";

export function cobweb(stage, { caption }) {
  const view = panel(stage, "cobweb", caption, { top: 0.4, right: 0.6, bottom: 1.7, left: 1.9 });
  const cone = view.layer("threshold", { clipped: true });
  const map = view.layer("step", { clipped: true });
  const path = view.layer("path", { clipped: true });
  const x = scaleLinear();
  const y = scaleLinear();

  return ({ path: { points }, shown, factor, reach }) => {
    const { left, right, top, bottom, em } = view.measure();
    x.domain([-reach, reach]).range([left, right]);
    y.domain([-reach, reach]).range([bottom, top]);
    view.drawAxes({ x, y, xTicks: 5, yTicks: 5, xFormat: (v) => show(v), yFormat: (v) => show(v) });
    const at = (u, v) => `${x(u)},${y(v)}`;
    put(cone, "path", "gd-cone", [-reach, reach], { d: (r) => `M${at(0, 0)}L${at(r, r)}L${at(r, -r)}Z` });
    put(cone, "line", "gd-rule", [1, -1], {
      x1: x(-reach),
      x2: x(reach),
      y1: (slope) => y(-slope * reach),
      y2: (slope) => y(slope * reach),
    });
    put(map, "line", "gd-map", [factor], { x1: x(-reach), x2: x(reach), y1: y(-factor * reach), y2: y(factor * reach) });
    view.remark("step", `: slope 1 − αλ = ${show(factor)}`);
    const visited = points.slice(0, shown + 1).map(([theta]) => theta);
    const corners = visited.flatMap((theta, n) => (n ? [[visited[n - 1], theta], [theta, theta]] : [[theta, 0]]));
    put(path, "path", "gd-line", [corners], { d: line((d) => x(d[0]), (d) => y(d[1])) });
    const places = visited.map((theta, n) => [x(theta), n ? y(theta) : y(0)]);
    dots(path, places, 0.16 * em);
    put(path, "circle", "gd-dot", places.slice(-1), { cx: (d) => d[0], cy: (d) => d[1], r: 0.3 * em });
  };
}
