// What the Taylor models miss against the distance α, both on logarithmic scales, where a power law is
// a straight line and its exponent the slope. Dots are measured; the dotted lines are known before.

import { scaleLog } from "d3-scale";
import { decades } from "./cost.js";
import { firstLeftOut } from "./expansion.js";
import { panel, put, say } from "./panel.js";
import { readAlong } from "./reader.js";
import { show } from "./words.js";

const SIZES = [6e-8, 1.6]; // room for the dots at both ends
const MISSED = [1e-17, 1e4];
const QUANTITIES = ["gradient", "threshold"];

export function errors(stage, { caption, setCursor }) {
  const view = panel(stage, "errors", caption, { top: 0.5, right: 0.9, bottom: 1.7, left: 3.5 });
  const floor = view.layer("cost", { clipped: true });
  const law = view.layer("threshold", { clipped: true });
  const dots = QUANTITIES.map((quantity) => view.layer(quantity, { clipped: true }));
  const names = view.layer("cost");
  const x = scaleLog().domain(SIZES);
  const y = scaleLog().domain(MISSED);
  let sizes = [];
  const nearest = (place) => {
    const apart = sizes.map((size) => Math.abs(x(size) - place));
    return apart.indexOf(Math.min(...apart));
  };
  const reader = readAlong(view.box, { label: "Read what is missed at distance", setCursor, at: nearest, onward: -1 });

  function drawFloor({ path }) {
    const { left, right, bottom, em } = view.measure();
    const top = y(4 * path.rounding.at(-1));
    put(floor, "rect", "gd-terrain", [0], { x: left, width: right - left, y: top, height: Math.max(bottom - top, 0) });
    put(names, "text", "gd-rounding-name", [0], { x: right - 0.4 * em, y: bottom - 0.5 * em, "text-anchor": "end" }).call(say, "rounding");
  }

  function drawLaws({ state, told }) {
    const { em } = view.measure();
    const known = told ? QUANTITIES.slice(0, state.scene + 1).map((_, k) => firstLeftOut(state.terms, k + 1)).filter(Boolean) : [];
    const height = (size, { power, factor }) => y(factor * size ** power);
    const ends = (d) => SIZES.map((size) => `${x(size)},${height(size, d)}`).join("L");
    put(law, "path", "gd-law", known, { d: (d) => `M${ends(d)}` });
    put(names, "text", "gd-rule-name", known, {
      x: (d, i) => x(1e-4) + (i ? 0.8 : -0.8) * em,
      y: (d, i) => height(1e-4, d) + (i ? 1.3 : -0.8) * em,
      "text-anchor": (d, i) => (i ? "start" : "end"),
    }).call(say, ({ power }) => `slope ${power}`);
  }

  return (scene) => {
    const { left, right, top, bottom, width, em } = view.measure();
    const { state, path, shown, cursor } = scene;
    sizes = path.sizes.slice(0, shown + 1);
    x.range([left, right]);
    y.range([bottom, top]);
    const format = (v) => show(v, 1);
    view.drawAxes({ x, y, xTicks: decades(SIZES, width / em / 3), yTicks: decades(MISSED, (bottom - top) / em), xFormat: format, yFormat: format });
    drawFloor(scene);
    drawLaws(scene);
    dots.forEach((layer, k) => {
      const seen = sizes.map((size, n) => [x(size), path.missed[k][n]]).filter(([, error]) => error > 0 && k <= state.scene);
      put(layer, "circle", "gd-dot", seen, { cx: (d) => d[0], cy: (d) => y(d[1]), r: (k === state.scene ? 0.22 : 0.15) * em });
    });
    const n = cursor ?? shown;
    put(names, "line", "gd-cursor", [n], { x1: x(path.sizes[n]), x2: x(path.sizes[n]), y1: top, y2: bottom });
    const words = (k) => `α = ${show(path.sizes[k])}, misses ${show(path.missed[state.scene][k])}`;
    reader.update(shown, cursor, words);
  };
}
