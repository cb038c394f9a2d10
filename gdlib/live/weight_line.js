// The cost along one weight, all others held: the curve as far as it has been walked, the slope at θ, and
// dotted where a rectifier has its kink.

import { range } from "d3-array";
import { chart } from "./chart.js";
import { WEIGHTS, withWeight } from "./net_weights.js";
import { show } from "./words.js";

const FINE = 4; // points of the curve per stop of the walk
const LENGTH = 1.6; // half the tangent, in units of the weight

export function line(stage) {
  const view = chart(stage, "line", "The cost along this weight alone", "path");

  function draw({ state, path, theta, value, chosen, rules, reach, shown, told }) {
    const along = (v) => [v, value(withWeight(theta, chosen, v))];
    const [v, cost] = along(theta[chosen]);
    const place = (n) => (2 * reach * n) / (FINE * path.steps) - reach;
    const walking = shown > 0 && shown < path.steps;
    const tangent = [v - LENGTH, v + LENGTH].map((u) => [u, cost + state.slope * (u - v)]);
    view.remark("path", ` ${WEIGHTS[chosen].symbol}`);
    view.draw({
      x: { domain: [-reach, reach], ticks: 7, format: (u) => show(u) },
      y: { domain: [0, Math.max(1, 2.5 * cost)], ticks: 4, format: (u) => show(u) },
      rules: rules.map((x) => ({ x, name: "" })),
      curves: shown ? [range(FINE * shown + 1).map(place).map(along)] : [],
      tangents: told ? [tangent] : [],
      marks: [walking ? along(path.points[shown][chosen]) : [v, cost]],
    });
  }
  return { hide: view.hide, draw };
}
