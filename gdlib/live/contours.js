// Level lines of a cost of two unknowns, as paths that fill a part of a picture.

import { range } from "d3-array";
import { contours } from "d3-contour";
import { put } from "./panel.js";

/**
 * Draws the lines where `value(point)` has one of the `levels` (a list, or found from all values), on `cells`
 * samples across `area`; `toPoint` takes a place of the picture to a point.
 */
export function drawContours(layer, { left, right, top, bottom }, { value, toPoint, levels, cells }) {
  const cell = Math.max(right - left, bottom - top) / cells;
  // Two cells more on each side: d3-contour closes its lines along the edge of the grid.
  const [columns, rows] = [right - left, bottom - top].map((side) => Math.ceil(side / cell) + 4);
  const at = ([i, j]) => [left + (i - 2) * cell, top + (j - 2) * cell];
  // d3-contour puts a sample in the middle of its cell.
  const heights = range(rows).flatMap((j) => range(columns).map((i) => value(toPoint(at([i + 0.5, j + 0.5])))));
  const wanted = typeof levels === "function" ? levels(heights) : levels;
  const trace = (ring) => `M${ring.map(at).join("L")}Z`;
  put(layer, "path", "gd-level", contours().size([columns, rows]).thresholds(wanted)(heights), {
    d: ({ coordinates }) => coordinates.flat().map(trace).join(""),
    "stroke-width": (_, k) => 0.6 + k / wanted.length,
  });
}
