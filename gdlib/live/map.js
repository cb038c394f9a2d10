// A cost of two unknowns from above: the place that is looked from, and the way that is looked.

import { quantileSorted, range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { drawContours } from "./contours.js";
import { arrow, panel, put } from "./panel.js";

const LEVELS = range(1, 11).map((k) => (k / 11) ** 1.5); // of all values, closer together where it is low
const REACH = 0.8; // the arrow's length, in units of θ

export function map(stage, { caption, domain }) {
  const view = panel(stage, "map", caption, { top: 0.4, right: 0.6, bottom: 1.7, left: 2 });
  const ground = view.layer("cost", { clipped: true });
  const way = view.layer("direction", { clipped: true });
  const here = view.layer("path");
  const x = scaleLinear();
  const y = scaleLinear();

  return ({ state, unit, surface }) => {
    const area = view.measure();
    x.domain(domain.x).range([area.left, area.right]);
    y.domain(domain.y).range([area.bottom, area.top]);
    view.drawAxes({ x, y, xTicks: 5, yTicks: 5 });
    const levels = (heights) => LEVELS.map((share) => quantileSorted([...heights].sort((u, v) => u - v), share));
    drawContours(ground, area, { name: state.surface, value: surface, toPoint: ([u, v]) => [x.invert(u), y.invert(v)], levels, cells: 96 });
    const place = [state.x, state.y];
    const ahead = place.map((c, i) => c + REACH * unit[i]);
    const shape = arrow([x(place[0]), y(place[1])], [x(ahead[0]), y(ahead[1])], 0.6 * area.em);
    put(way, "path", "gd-direction-line", [shape.shaft, shape.head], { d: (d) => d });
    put(here, "circle", "gd-dot", [place], { cx: (d) => x(d[0]), cy: (d) => y(d[1]), r: 0.36 * area.em });
  };
}
