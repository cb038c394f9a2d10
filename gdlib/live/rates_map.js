// What momentum leaves of the distance at each step, max|r|, for every pair (α, β): the larger the denser, on
// hatched ground it does not settle. The best pair has a cross, the reader's pair can be dragged.

import { scaleLinear } from "d3-scale";
import { drawContours } from "./contours.js";
import { best, rate } from "./momentum.js";
import { dragged, hatching, panel, put, say } from "./panel.js";
import { show } from "./words.js";

const LEVELS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
const CELLS = 64;

export function ratesMap(stage, { set }) {
  const view = panel(stage, "rates", "max|r| for every α and β", { top: 0.5, right: 0.9, bottom: 1.7, left: 2.6 });
  const hatch = hatching(view);
  const ground = view.layer("cost", { clipped: true });
  const beyond = view.layer("step", { clipped: true });
  const names = view.layer("threshold");
  const handle = view.layer("step").attr("class", "gd-pair");
  const [x, y] = [scaleLinear(), scaleLinear().domain([0, 1])];
  dragged(handle, ([across, up]) => {
    set("step_size", x.invert(across));
    set("decay", y.invert(up));
  });

  function drawGround(condition, told) {
    const value = ([step_size, decay]) => rate({ step_size, decay: Math.min(Math.max(decay, 0), 1), condition });
    const toPoint = ([across, up]) => [x.invert(across), y.invert(up)];
    drawContours(ground, view.measure(), { name: [condition, told], value, toPoint, levels: told ? LEVELS : [], cells: CELLS });
  }

  function drawNames(condition, told) {
    const { em } = view.measure();
    const pair = best(condition);
    const edge = [[2, 0], [4, 1], [4, 0]].map(([scaled, decay]) => [x(scaled / condition), y(decay)]);
    put(beyond, "path", "gd-risen", told ? [edge] : [], { d: (d) => `M${d.join("L")}Z`, fill: hatch(0.5 * em) });
    const words = { x: x(3.9 / condition), y: y(0) - 0.5 * em, "text-anchor": "end" };
    put(names, "text", "gd-risen-name", told ? ["does not settle"] : [], words).call(say, (d) => d);
    // Above the best pair, and up to the border, max|r| is √β: there its level lines are level.
    const free = LEVELS.filter((v) => told && v * v > pair.decay + 0.06);
    // Low levels lie close together: where a name would stand on the one above it, it is left out.
    const level = free.filter((v, i) => i + 1 === free.length || y(v * v) - y(free[i + 1] ** 2) > 1.2 * em);
    const onLevel = { x: x(pair.step_size), y: (v) => y(v * v) + 0.35 * em, "text-anchor": "middle" };
    put(names, "text", "gd-level-name", level, onLevel).call(say, (v) => show(v));
    const [u, v, r] = [x(pair.step_size), y(pair.decay), 0.4 * em];
    put(names, "path", "gd-best", told ? [0] : [], { d: `M${u - r},${v - r}l${2 * r},${2 * r}m0,${-2 * r}l${-2 * r},${2 * r}` });
  }

  function draw({ state: { condition, step_size, decay }, told }) {
    const { left, right, top, bottom, em } = view.measure();
    x.domain([0, 4 / condition]).range([left, right]);
    y.range([bottom, top]);
    view.drawAxes({ x, y, xTicks: 4, yTicks: 5, xFormat: (v) => show(v, 2) });
    drawGround(condition, told);
    drawNames(condition, told);
    // A pair beyond the edge stays in reach of the hand.
    handle.attr("transform", `translate(${Math.min(x(step_size), right)},${y(decay)})`);
    put(handle, "circle", "gd-grip", [0], { r: 1.1 * em });
    put(handle, "circle", "gd-ring", [0], { r: 0.5 * em });
  }
  return { hide: view.hide, draw };
}
