// A loss of two unknowns from above: its level lines, the path on them, and the next step from where
// the path is. Both axes have the same scale, so that a right angle looks like one. Besides, lines of
// points: dotted `rules`, a `fan` of slopes, and the one `level` that is spoken of, where null makes a gap.
// `bottoms` are the minima that are marked.

import { range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { drawContours } from "./contours.js";
import { arrow, dots, panel, put, say } from "./panel.js";

const COLUMNS = 90;
const LEVELS = 12;

export function levelLines(stage, { caption }) {
  const view = panel(stage, "levels", caption, { top: 0.5, right: 0.9, bottom: 1.7, left: 2.9 });
  const terrain = view.layer("cost", { clipped: true });
  const lines = ["threshold", "gradient", "cost"].map((quantity) => view.layer(quantity, { clipped: true }));
  const walked = view.layer("path", { clipped: true });
  const corners = view.layer("threshold", { clipped: true });
  const step = view.layer("step", { clipped: true });
  const place = view.layer("path");
  const bottom = view.layer("threshold", { clipped: true });
  const [x, y] = [scaleLinear(), scaleLinear()];

  /** The domains that fill the panel around the origin and hold ±reach in each direction. */
  function fit([across, up]) {
    const { left, right, top, bottom: low } = view.measure();
    const unit = Math.min((right - left) / (2 * across), (low - top) / (2 * up));
    const [h, v] = [(right - left) / (2 * unit), (low - top) / (2 * unit)];
    x.domain([-h, h]).range([left, right]);
    y.domain([-v, v]).range([low, top]);
  }

  /** Level lines in equal steps of √L (or as `scale` says): those of a quadratic are equally far apart. */
  function drawTerrain(value, name, scale) {
    drawContours(terrain, view.measure(), {
      name,
      cells: COLUMNS,
      value: (point) => scale(value(...point)),
      toPoint: ([i, j]) => [x.invert(i), y.invert(j)],
      levels(heights) {
        const [low, top] = [Math.min(0, ...heights), Math.max(...heights)];
        return range(1, LEVELS + 1).map((k) => low + (k * (top - low)) / LEVELS);
      },
    });
  }

  /** At each corner a mark spanned by the two steps that meet there: a square where they are at right angles. */
  function drawSquares(places) {
    const size = 0.55 * view.measure().em;
    const marks = places.slice(1, -1).flatMap((corner, n) => {
      const [back, on] = [places[n], places[n + 2]].map(([u, v]) => [u - corner[0], v - corner[1]]);
      if (Math.min(Math.hypot(...back), Math.hypot(...on)) < 2 * size) return [];
      const [p, q] = [back, on].map((way) => way.map((c) => (size * c) / Math.hypot(...way)));
      const off = (...ways) => corner.map((c, i) => ways.reduce((sum, way) => sum + way[i], c));
      return [`M${off(p)}L${off(p, q)}L${off(q)}`];
    });
    put(corners, "path", "gd-square", marks, { d: (d) => d });
  }

  function drawStep(points, shown) {
    const { em } = view.measure();
    const moving = shown < points.length - 1 ? [arrow(at(points[shown]), at(points[shown + 1]), 0.7 * em)] : [];
    put(step, "path", "gd-shaft", moving, { d: (d) => d.shaft });
    put(step, "path", "gd-head", moving, { d: (d) => d.head });
  }

  const at = ([u, v]) => [x(u), y(v)];
  const inside = ([u, v]) => Math.abs(u) <= x.domain()[1] && Math.abs(v) <= y.domain()[1];

  /** `tracks` are paths of which so many steps are shown; if there is but one, its next step is drawn. */
  function draw({ path, shown, value, reach, name, scale = Math.sqrt, tracks = [{ points: path.points, shown }], ...besides }) {
    const { em, left, top } = view.measure();
    fit(reach);
    view.drawAxes({ x, y, xTicks: 5, yTicks: 3 });
    drawTerrain(value, [name, reach], scale);
    const { rules = [], fan = [], level, squares = false, bottoms = [[0, 0]] } = besides;
    const along = line().defined(Boolean);
    const kinds = [["gd-rule", rules], ["gd-fan", fan], ["gd-curve", level ? [level] : []]];
    kinds.forEach(([kind, drawn], i) => put(lines[i], "path", kind, drawn, { d: (points) => along(points.map((point) => point && at(point))) }));
    const walks = tracks.map((track) => track.points.slice(0, track.shown + 1).map(at));
    put(walked, "path", "gd-line", walks, { d: line() });
    dots(walked, walks.flat(), 0.2 * em);
    drawSquares(squares ? walks[0] : []);
    if (tracks.length === 1) drawStep(path.points, shown);
    put(bottom, "circle", "gd-bottom", bottoms.map(at), { cx: ([u]) => u, cy: ([, v]) => v, r: 0.32 * em });
    const ends = tracks.map((track) => track.points[track.shown]);
    put(place, "circle", "gd-ring", ends.filter(inside).map(at), { cx: ([u]) => u, cy: ([, v]) => v, r: 0.5 * em });
    const lost = ends.every(inside) ? [] : ["off the picture"];
    put(place, "text", "gd-step-name", lost, { x: left + 0.5 * em, y: top + 1.1 * em }).call(say, (words) => words);
  }
  return Object.assign(draw, { hide: view.hide });
}
