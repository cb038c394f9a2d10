// The shares of all starts as bars: one for each minimum, with the step size up to which it can hold descent,
// then those that do not settle and those that diverge.

import { panel, put, say } from "./panel.js";
import { raster } from "./raster.js";
import { percent, show } from "./words.js";

const [COLUMNS, LINES, EDGE] = [1000, 20, 3];

/** Each row's bar, in so many lines of which the outer ones stay free. */
function bars(rows) {
  const labels = new Uint8Array(COLUMNS * LINES * rows.length).fill(255);
  rows.forEach(({ share }, i) => {
    for (let line = EDGE; line < LINES - EDGE; line += 1) {
      const from = (i * LINES + line) * COLUMNS;
      labels.fill(i, from, from + Math.round(COLUMNS * share));
    }
  });
  return { columns: COLUMNS, labels };
}

export function shares(stage) {
  const view = panel(stage, "shares", "Where the starts end, and up to which α a minimum can hold", { top: 0.2, right: 4, bottom: 0.2, left: 8.2 });
  const fill = raster(view);
  const [frames, names] = [view.layer("cost"), view.layer("text")];

  function rowsOf({ state: { minima }, told, path: { map } }) {
    const known = minima.map(({ letter, threshold, holds }) => ({ text: `${letter}  α < ${show(threshold, 4)}`, lost: told && !holds }));
    const rows = [...known, { text: "not settled" }, { text: "diverged" }];
    const counts = told ? map?.counts : null;
    return rows.map((row, i) => ({ ...row, share: counts ? counts[i] : null }));
  }

  function draw(scene) {
    const { left, right, top, bottom, em } = view.measure();
    const rows = rowsOf(scene);
    const height = (bottom - top) / rows.length;
    const middle = (_, i) => top + (i + 0.5) * height + 0.33 * em;
    fill({ left, right, top, bottom }, scene.state.minima.length, bars(rows), JSON.stringify(rows));
    put(frames, "rect", "gd-end-frame", rows, {
      x: left,
      y: (_, i) => top + (i + 0.15) * height,
      width: (d) => (right - left) * (d.share ?? 0),
      height: 0.7 * height,
    });
    put(names, "text", "gd-share-name", rows, { x: left - 0.5 * em, y: middle, "text-anchor": "end" })
      .call(say, (d) => d.text)
      .classed("gd-share-lost", (d) => d.lost);
    put(names, "text", "gd-share-value", rows, { x: right + 0.4 * em, y: middle }).call(say, (d) => (d.share === null ? "" : percent(d.share)));
  }
  return { hide: view.hide, draw };
}
