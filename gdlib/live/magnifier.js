// The cost along a line as a microscope shows it. The window is as wide as the distance α, and as high as
// the model's last term climbs over it: so the model looks the same from everywhere, and the cost does
// not. What the models before it say is taken away: where we stand, and for the parabola the line too.

import { range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { model } from "./expansion.js";
import { arrow, panel, put, say } from "./panel.js";
import { show } from "./words.js";

const SAMPLES = 200;
const EDGE = 1.3; // half the window's width, and its height, in units of what is looked at
const NAMES = ["line", "parabola"];

/** The power of the first term beyond those taken away that is not 0; -1 on level ground. */
const leading = (terms, scene) => terms.findIndex((term, k) => k > scene && term !== 0);

export function magnifier(stage, { caption }) {
  const view = panel(stage, "magnifier", caption, { top: 0.4, right: 0.6, bottom: 1.7, left: 0.6 });
  const ground = view.layer("cost", { clipped: true });
  const straight = view.layer("gradient", { clipped: true });
  const bent = view.layer("threshold", { clipped: true });
  const gap = view.layer("threshold", { clipped: true });
  const step = view.layer("step");
  const here = view.layer("path");
  const names = view.layer("cost");
  const x = scaleLinear();
  const y = scaleLinear();

  function drawCurves({ terms, value, state: { scene } }, size) {
    const at = range(SAMPLES + 1).map((i) => size * EDGE * ((2 * i) / SAMPLES - 1));
    const curve = (height) => line((a) => x(a), (a) => y(height(a) - model(terms, scene, a)));
    const of = (order) => (a) => model(terms, order, a);
    put(ground, "path", "gd-curve", [at], { d: curve(value) });
    put(straight, "path", "gd-tangent", [at], { d: curve(of(1)) });
    put(bent, "path", "gd-parabola", scene ? [at] : [], { d: curve(of(2)) });
  }

  /** What the model misses at α: a dotted bar, and its length in words. */
  function drawGap({ terms, value, state: { scene } }, size) {
    const ends = [value(size), model(terms, scene + 1, size)].map((height) => y(height - model(terms, scene, size)));
    put(gap, "line", "gd-rule", [0], { x1: x(size), x2: x(size), y1: ends[0], y2: ends[1] });
    const missed = Math.abs(value(size) - model(terms, scene + 1, size));
    view.remark("threshold", `${scene ? " less its line" : ""}: the ${NAMES[scene]} misses ${show(missed)}`);
  }

  /** Whose curve is whose, where the window is empty: below a curve that opens, beside one that falls. */
  function drawNames({ terms, state: { scene } }) {
    const { left, right, top, bottom, em } = view.measure();
    const rows = [["cost", "the cost"], ["gradient", "line"], ["threshold", "parabola"]].slice(0, scene + 2);
    const power = leading(terms, scene);
    const [opens, falls] = [power % 2 === 0 && terms[power] > 0, power % 2 === 1 && terms[power] < 0];
    put(names, "text", "gd-legend", rows, {
      x: falls ? right - 0.4 * em : left + 0.4 * em,
      y: (d, i) => (opens ? bottom - (3.6 - 1.25 * i) * em : top + (1 + 1.25 * i) * em),
      "text-anchor": falls ? "end" : "start",
      "data-quantity": ([quantity]) => quantity,
    }).call(say, ([, name]) => name);
  }

  return (scene) => {
    const { left, right, top, bottom, em } = view.measure();
    const { size, terms, state } = scene;
    const power = leading(terms, state.scene);
    const half = EDGE * (power < 0 ? 1 : Math.abs(terms[power]) * size ** power);
    x.domain([-EDGE * size, EDGE * size]).range([left, right]);
    y.domain([-half, half]).range([bottom, top]);
    view.drawAxes({ x, xTicks: [0, size], xFormat: (a) => show(a) });
    drawCurves(scene, size);
    drawGap(scene, size);
    drawNames(scene);
    const level = bottom - 0.6 * em;
    const move = arrow([x(0), level], [x(size), level], 0.6 * em);
    put(step, "path", "gd-shaft", [move], { d: (d) => d.shaft });
    put(step, "path", "gd-head", [move], { d: (d) => d.head });
    put(step, "text", "gd-step-name", [0], { x: x(size / 2), y: level - 0.5 * em, "text-anchor": "middle" }).call(say, "αU");
    put(here, "circle", "gd-dot", [0], { cx: x(0), cy: y(0), r: 0.36 * em });
  };
}
