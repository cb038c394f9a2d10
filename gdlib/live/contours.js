// Level lines of a cost of two unknowns, as paths that fill a part of a picture.

import { contours } from "d3-contour";
import { put } from "./panel.js";

// A tenth of a pixel is not seen, and a browser reads short numbers sooner.
const tenths = (length) => Math.round(10 * length) / 10;

/**
 * Draws the lines where `value(point)` has one of the `levels` (a list, or found from all values), on `cells`
 * samples across `area`; `toPoint` takes a place of the picture to a point, and straight lines to straight lines.
 */
export function drawContours(layer, { left, right, top, bottom }, { value, toPoint, levels, cells }) {
  const cell = Math.max(right - left, bottom - top) / cells;
  // Two cells more on each side: d3-contour closes its lines along the edge of the grid.
  const [columns, rows] = [right - left, bottom - top].map((side) => Math.ceil(side / cell) + 4);
  // d3-contour puts a sample in the middle of its cell.
  const [corner, across, down] = [[0.5, 0.5], [1.5, 0.5], [0.5, 1.5]].map(([i, j]) => toPoint([left + (i - 2) * cell, top + (j - 2) * cell]));
  const heights = Array(rows * columns);
  for (let j = 0; j < rows; j += 1) {
    for (let i = 0; i < columns; i += 1) {
      heights[j * columns + i] = value(corner.map((c, k) => c + i * (across[k] - c) + j * (down[k] - c)));
    }
  }
  const wanted = typeof levels === "function" ? levels(heights) : levels;
  const trace = (ring) => `M${ring.map(([i, j]) => `${tenths(left + (i - 2) * cell)},${tenths(top + (j - 2) * cell)}`).join("L")}Z`;
  put(layer, "path", "gd-level", contours().size([columns, rows]).thresholds(wanted)(heights), {
    d: ({ coordinates }) => coordinates.flat().map(trace).join(""),
    "stroke-width": (_, k) => 0.6 + k / wanted.length,
  });
}
