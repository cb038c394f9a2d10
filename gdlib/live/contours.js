// Level lines of a cost of two unknowns, as paths that fill a part of a picture.

import { contours } from "d3-contour";
import { put } from "./panel.js";

// A tenth of a pixel is not seen, and a browser reads short numbers sooner.
const tenths = (length) => Math.round(10 * length) / 10;

// What was drawn last on each layer.
const drawn = new WeakMap();

/**
 * Draws the lines where `value(point)` has one of the `levels` (a list, or found from all values), on `cells`
 * samples across `area`; `toPoint` takes a place of the picture to a point, and straight lines to straight lines.
 * All that they depend on is told by `name` (anything that JSON prints) and `area`: while these stay, so do the lines.
 */
export function drawContours(layer, { left, right, top, bottom }, { name, value, toPoint, levels, cells }) {
  const now = JSON.stringify([name, left, right, top, bottom]);
  if (drawn.get(layer.node()) === now) return;
  drawn.set(layer.node(), now);
  const cell = Math.max(right - left, bottom - top) / cells;
  // Two cells more on each side: d3-contour closes its lines along the edge of the grid.
  const [columns, rows] = [right - left, bottom - top].map((side) => Math.ceil(side / cell) + 4);
  const [x, y] = [(i) => left + (i - 2) * cell, (j) => top + (j - 2) * cell];
  // d3-contour puts a sample in the middle of its cell.
  const [corner, across, down] = [[0.5, 0.5], [1.5, 0.5], [0.5, 1.5]].map(([i, j]) => toPoint([x(i), y(j)]));
  const heights = Array(rows * columns);
  for (let j = 0; j < rows; j += 1) {
    for (let i = 0; i < columns; i += 1) {
      heights[j * columns + i] = value(corner.map((c, k) => c + i * (across[k] - c) + j * (down[k] - c)));
    }
  }
  const wanted = typeof levels === "function" ? levels(heights) : levels;
  const trace = (ring) => `M${ring.map(([i, j]) => `${tenths(x(i))},${tenths(y(j))}`).join("L")}Z`;
  put(layer, "path", "gd-level", contours().size([columns, rows]).thresholds(wanted)(heights), {
    d: ({ coordinates }) => coordinates.flat().map(trace).join(""),
    "stroke-width": (_, k) => 0.6 + k / wanted.length,
  });
}
