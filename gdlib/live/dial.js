// The compass's dial: level lines about a place, magnified so that a step of length α always looks the
// same; the ends of such steps; the gradient; a needle that a hand can turn. Beside it, all angles in a row.

import { extent, range } from "d3-array";
import { line } from "d3-shape";
import { chart } from "./chart.js";
import { drawContours } from "./contours.js";
import { angleBetween } from "./norms.js";
import { dragged, edge, panel, put, slopeArrow, word } from "./panel.js";
import { direction, name, needle, predict, rate } from "./tilted_plane.js";

/** Half the picture's height in steps; the plane's level lines per step; the chart's height in ‖∇L‖. */
const [REACH, LINES, HIGHEST] = [1.8, 4, 1.6];
const EACH = range(-32, 33);
const ROUND = range(361);

export function dial(stage, { set }) {
  const view = panel(stage, "dial", "Steps of length α, on the level lines about θ", edge(0.1));
  const ground = view.layer("cost", { clipped: true });
  const [ball, raised, rule, slope, hand, place] = ["direction", "step", "threshold", "gradient", "direction", "path"].map((q) => view.layer(q));
  const handle = view.layer("direction").attr("class", "gd-handle gd-needle-handle");
  let [centre, unit, north] = [[0, 0], 1, [1, 0]];
  const at = ([u, v], far = 1) => [centre[0] + unit * far * u, centre[1] - unit * far * v];
  dragged(handle, ([x, y]) => set("angle", angleBetween(north, [x - centre[0], centre[1] - y])));

  function drawGround({ state: { x, y, step_size, gradient, hessian }, value }) {
    const apart = (step_size * Math.hypot(...gradient)) / LINES || (step_size ** 2 * Math.hypot(...hessian.flat())) / LINES;
    const scale = step_size / unit;
    drawContours(ground, view.measure(), {
      name: [x, y, step_size, gradient, hessian],
      cells: 48,
      value,
      toPoint: ([i, j]) => [x + scale * (i - centre[0]), y - scale * (j - centre[1])],
      levels(heights) {
        const [low, high] = extent(heights);
        return EACH.map((k) => k * apart).filter((level) => low <= level && level <= high);
      },
    });
  }

  /** The ends of the steps: where the cost fell, where it rose, and what is not yet tried. */
  function drawBall({ state, path, shown }) {
    const kinds = { untried: "", fell: "", rose: "" };
    for (const i of ROUND.slice(1)) {
      const kind = i > 360 * (shown / path.steps) ? "untried" : path.change(i - 0.5) > 0 ? "rose" : "fell";
      kinds[kind] += `M${at(direction(state, i - 1))}L${at(direction(state, i))}`;
    }
    for (const [kind, d] of Object.entries(kinds)) put(kind === "rose" ? raised : ball, "path", `gd-ball-${kind}`, [d], { d });
  }

  function drawBest({ state, path, shown, told }, em) {
    const { best } = predict(state);
    put(rule, "path", "gd-rule", best && told ? [direction(state, best.angle)] : [], { d: (u) => line()([centre, at(u, 1.5)]) });
    const found = shown === path.steps ? [direction(state, path.best.angle)] : [];
    put(rule, "path", "gd-lowest", found, { d: "M-1,0L0,1L1,0L0,-1Z", transform: (u) => `translate(${at(u)}) scale(${0.4 * em})` });
    word(rule, "gd-lowest-name", found.map((u) => at(u, 1.35)), "lowest");
  }

  function drawNeedle(scene, em) {
    const { state } = scene;
    const [turned, { best }] = [needle(scene), predict(state)];
    const round = (degrees, far) => at(direction(state, degrees, 0), far);
    north = direction(state, 0);
    slopeArrow(slope, centre, best && round(0, 1.45), em);
    put(hand, "path", "gd-arc", best ? [turned] : [], { d: (end) => line()(ROUND.map((i) => round((end * i) / 360, 0.3))) });
    word(hand, "gd-needle-name", best ? [round(turned / 2, 0.45)] : [], "γ");
    const tip = at(direction(state, turned));
    put(hand, "path", "gd-needle", [tip], { d: (end) => line()([centre, end]) });
    put(place, "circle", "gd-dot", [centre], { cx: (d) => d[0], cy: (d) => d[1], r: 0.32 * em });
    handle.attr("transform", `translate(${tip})`);
    put(handle, "circle", "gd-grip", [1.1], { r: (r) => r * em });
    put(handle, "circle", "gd-ring", [0.5], { r: (r) => r * em });
  }

  function draw(scene) {
    const { left, right, top, bottom, em } = view.measure();
    centre = [(left + right) / 2, (top + bottom) / 2];
    unit = Math.min(right - left, bottom - top) / 2 / REACH;
    for (const part of [drawGround, drawBall, drawBest, drawNeedle]) part(scene, em);
  }
  return { hide: view.hide, draw };
}

/** The change of the cost against γ, in units of ‖∇L‖: what the plane foretells, what the steps have shown. */
export function turn(stage) {
  const view = chart(stage, "turn", "Change of the cost per unit of length, in units of ‖∇L‖", "direction");

  function draw(scene) {
    const { state, path, shown, told } = scene;
    const size = Math.hypot(...state.gradient) || 1;
    const foretold = (angle) => [angle, rate(state, direction(state, angle)) / size];
    const seen = (angle) => [angle, path.change(angle) / size];
    const { best } = predict(state);
    view.draw({
      x: { domain: [0, 360], ticks: [0, 90, 180, 270, 360], format: (v) => `${v}°` },
      y: { domain: [-HIGHEST, HIGHEST], ticks: [-1, 0, 1], format: (v) => `${v}`.replace("-", "−") },
      rising: [0],
      laws: told ? [ROUND.map(foretold)] : [],
      rules: best && told ? [{ x: best.angle, name: `γ = ${name(best.angle)}` }] : [],
      curves: [ROUND.slice(0, 1 + 360 * (shown / path.steps)).map(seen)],
      marks: [seen(needle(scene))],
    });
  }
  return { hide: view.hide, draw };
}
