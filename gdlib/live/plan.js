// A loss of two unknowns from above: which minimum each start leads to, level lines, the path of one start
// (a click, a drag or two sliders choose it), and a badge with its letter at each place that is spoken of.

import { quantileSorted, range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { pointer } from "d3-selection";
import { drawContours } from "./contours.js";
import { dots, dragged, panel, put, say } from "./panel.js";
import { raster } from "./raster.js";

const NOTHING = { ends: [255], side: 1, name: "nothing", version: 0 };
const LEVELS = range(1, 11).map((k) => (k / 11) ** 1.5); // of all values, closer together where it is low

/** `move` takes the place that a hand chooses; `caption` says what is seen. */
export function plan(stage, { caption, move }) {
  const view = panel(stage, "plan", caption, { top: 0.4, right: 0.7, bottom: 1.7, left: 2.2 });
  const fill = raster(view);
  const ground = view.layer("cost", { clipped: true });
  const way = view.layer("path", { clipped: true });
  const names = view.layer("threshold");
  const handle = view.layer("path").attr("class", "gd-handle gd-start-handle");
  const [x, y] = [scaleLinear(), scaleLinear()];
  let now = null;
  const inverse = ([left, top]) => move([x.invert(left), y.invert(top)], now);
  view.box.on("click", (event) => inverse(pointer(event, view.svg.node())));
  dragged(handle, inverse);

  function drawGround({ state, value }) {
    const levels = (heights) => LEVELS.map((share) => quantileSorted([...heights].sort((u, v) => u - v), share));
    drawContours(ground, view.measure(), {
      name: state.name,
      value: (point) => value(...point),
      toPoint: ([i, j]) => [x.invert(i), y.invert(j)],
      levels,
      cells: 80,
    });
  }

  function drawEnds({ state, told, path: { map } }) {
    const { ends, side, name, version } = told && map ? map : NOTHING;
    fill(view.measure(), state.minima.length, { columns: side, labels: ends }, `${name} ${version}`);
  }

  function drawBadges({ state: { places }, told }) {
    const { em } = view.measure();
    const badges = put(names, "g", "gd-badge", places, { transform: ({ point: [u, v] }) => `translate(${x(u)},${y(v)})` });
    badges.classed("gd-badge-lost", (d) => told && !d.holds);
    for (const tag of ["circle", "text"]) badges.selectAll(tag).data((d) => [d]).join(tag);
    badges.select("circle").attr("r", 0.72 * em);
    badges.select("text").attr("dy", "0.35em").attr("text-anchor", "middle").call(say, (d) => d.letter);
  }

  function draw(scene) {
    const { left, right, top, bottom, em } = view.measure();
    const { state, path, shown } = scene;
    now = state;
    x.domain(state.domain[0]).range([left, right]);
    y.domain(state.domain[1]).range([bottom, top]);
    view.drawAxes({ x, y, xTicks: 5, yTicks: 5 });
    drawGround(scene);
    drawEnds(scene);
    const seen = path.points.slice(0, shown + 1).map(([u, v]) => [x(u), y(v)]);
    for (const name of ["gd-halo", "gd-line"]) put(way, "path", name, [seen], { d: line() });
    dots(way, seen, 0.18 * em);
    drawBadges(scene);
    handle.attr("transform", `translate(${seen[0]})`);
    put(handle, "circle", "gd-grip", [0], { r: 1.1 * em });
    put(handle, "circle", "gd-ring", [0], { r: 0.55 * em });
  }
  return { hide: view.hide, draw };
}
