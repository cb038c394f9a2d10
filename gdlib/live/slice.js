// The cost on the plane through three points of weight space, true to distance: level lines, low ground
// dark; the points by name; the path in between.

import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { drawContours } from "./contours.js";
import { edge, panel, put, say } from "./panel.js";

const CELLS = 56;
const LEVELS = 16;
const ROOM = 0.32;

export const dot = (p, q) => p.reduce((sum, v, i) => sum + v * q[i], 0);
const minus = (p, q) => p.map((v, i) => v - q[i]);

/** Two orthonormal directions of the plane; axes help out where points coincide. */
function basis([origin, first, second]) {
  const axes = origin.map((_, i) => origin.map((_, k) => +(i === k)));
  const found = [];
  for (const candidate of [minus(first, origin), minus(second, origin), ...axes]) {
    const rest = found.reduce((left, e) => left.map((v, i) => v - dot(candidate, e) * e[i]), candidate);
    const size = Math.sqrt(dot(rest, rest));
    if (size > 1e-6 && found.length < 2) found.push(rest.map((v) => v / size));
  }
  return found;
}

function depths(heights) {
  const [low, high] = extent(heights);
  return Array.from({ length: LEVELS - 1 }, (_, k) => low + ((high - low) * (k + 1)) / LEVELS);
}

export function slice(stage, { caption }) {
  const view = panel(stage, "slice", caption, edge(0.4));
  const ground = view.layer("cost", { clipped: true });
  const walk = view.layer("path", { clipped: true });
  const names = view.layer("text");
  const [x, y] = [scaleLinear(), scaleLinear()];

  /** Equal units both ways, with room around the points. */
  function frame(points) {
    const { left, right, top, bottom } = view.measure();
    const [xs, ys] = [0, 1].map((k) => extent(points, (p) => p[k]));
    const reach = Math.max(xs[1] - xs[0], ys[1] - ys[0], 1) * 2 * ROOM;
    const unit = Math.min((right - left) / (xs[1] - xs[0] + reach), (bottom - top) / (ys[1] - ys[0] + reach));
    const around = ([low, high], size) => [(low + high) / 2 - size / unit / 2, (low + high) / 2 + size / unit / 2];
    x.domain(around(xs, right - left)).range([left, right]);
    y.domain(around(ys, bottom - top)).range([bottom, top]);
  }

  function draw({ corners, theta, path, shown, value, hidden }) {
    view.box.node().parentNode.hidden = hidden;
    if (hidden) return;
    const { em, width } = view.measure();
    const origin = corners[0].point;
    const [e, f] = basis(corners.map(({ point }) => point));
    const flat = (point) => [e, f].map((axis) => dot(minus(point, origin), axis));
    const places = corners.map(({ point }) => flat(point));
    frame(places);
    const toPoint = ([left, top]) => origin.map((w, k) => w + x.invert(left) * e[k] + y.invert(top) * f[k]);
    const depth = (point) => -Math.log(value(point));
    drawContours(ground, view.measure(), { name: corners, value: depth, toPoint, levels: depths, cells: CELLS });
    const at = (p) => [x(p[0]), y(p[1])];
    const ring = { cx: (d) => d[0], cy: (d) => d[1] };
    put(walk, "path", "gd-line", [path.points.slice(0, shown + 1).map(flat).map(at)], { d: line() });
    put(walk, "circle", "gd-dot", places.map(at), { ...ring, r: 0.3 * em });
    put(walk, "circle", "gd-ring", [at(flat(theta))], { ...ring, r: 0.7 * em });
    const late = (d) => at(d)[0] > width * 0.7;
    // The last corner may lie where θ does: then one line names both.
    const [own, , third] = places.map(at);
    const together = Math.abs(own[0] - third[0]) < 5 * em && Math.abs(own[1] - third[1]) < 1.2 * em;
    const words = corners.map(({ name }) => name);
    const named = together ? [`${words[0]}, ${words[2]}`, words[1]] : words;
    put(names, "text", "gd-corner", places.slice(0, named.length), {
      x: (d) => at(d)[0] + (late(d) ? -0.9 : 0.9) * em,
      // The copy lies level with θ: one is named above the line, the other below.
      y: (d, i) => at(d)[1] + (i === 1 ? 1.5 : -0.7) * em,
      "text-anchor": (d) => (late(d) ? "end" : "start"),
    }).call(say, (_, i) => named[i]);
  }
  return Object.assign(draw, { hide: view.hide });
}
