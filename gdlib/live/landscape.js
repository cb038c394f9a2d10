// The cost as a landscape over θ, dotted behind it the cost that it stands for (`ghost`), the path on it,
// the slope and the step at one point, and a start that can be dragged (its slider does the same). `fan`
// holds a kink and slopes of lines through it.

import { range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { arrow, dots, dragged, panel, put, say } from "./panel.js";
import { show } from "./words.js";

const SAMPLES = 320;
const FAR = 1e7;
// The share of the height under the curve where the step is drawn.
const GROUND = 0.2;

/** `rule(n)` is the formula of the move from the n-th point. */
export function landscape(stage, { caption, setStart, rule = (n) => `−αL′(θ${n ? "ₙ" : "₀"})` }) {
  const view = panel(stage, "landscape", caption, { top: 0.7, right: 0.9, bottom: 1.7, left: 0.9 });
  const terrain = view.layer("cost", { clipped: true });
  const rules = view.layer("threshold");
  const slope = view.layer("gradient", { clipped: true });
  const path = view.layer("path", { clipped: true });
  const step = view.layer("step");
  const names = view.layer("path");
  const handle = view.layer("path").attr("class", "gd-handle");
  const x = scaleLinear();
  const y = scaleLinear();
  const wide = () => view.measure().width > 26 * view.measure().em;
  dragged(handle, ([sideways]) => setStart(x.invert(sideways)));

  function drawTerrain({ value, ghost, domain }) {
    const { bottom } = view.measure();
    const [from, to] = domain.x;
    const ground = range(SAMPLES + 1).map((i) => from + ((to - from) * i) / SAMPLES);
    const height = (theta) => y(value(theta));
    put(terrain, "path", "gd-terrain", [ground], { d: area().x(x).y0(bottom).y1(height) });
    put(terrain, "path", "gd-curve", [ground], { d: line().x(x).y(height) });
    put(terrain, "path", "gd-ghost", ghost ? [ground] : [], { d: line(x, (theta) => y(ghost(theta))) });
  }

  function drawRules({ rules: wanted = [], notes = [] }) {
    const { top, bottom, em } = view.measure();
    put(rules, "line", "gd-rule", wanted, { x1: (d) => x(d.x), x2: (d) => x(d.x), y1: top, y2: bottom });
    put(rules, "text", "gd-rule-name", wanted, {
      x: (d) => x(d.x) + (d.anchor === "end" ? -0.4 : 0.4) * em,
      y: top + 0.8 * em,
      "text-anchor": (d) => d.anchor ?? "start",
    }).call(say, (d) => d.text);
    put(rules, "text", "gd-note", wide() ? notes : [], { x: (d) => x(d.x), y: (d) => y(d.y) }).call(say, (d) => d.text);
  }

  function drawPath({ path: { points, values }, shown }) {
    const { em } = view.measure();
    // Of what is far off the picture a browser needs the direction: it cannot read greater numbers.
    const near = (place) => Math.min(Math.max(place, -FAR), FAR);
    const visited = points.slice(0, shown + 1).map(([theta], n) => [near(x(theta)), near(y(values[n]))]);
    put(path, "path", "gd-line", [visited], { d: line() });
    dots(path, visited, 0.2 * em);
    put(path, "circle", "gd-dot", visited.slice(-1), { cx: (d) => d[0], cy: (d) => d[1], r: 0.38 * em });
  }

  /** Lines through a kink of the curve. */
  function drawFan({ fan = { slopes: [] }, value }) {
    const reach = 0.06 * (x.domain()[1] - x.domain()[0]);
    const height = (side, incline) => y(value(fan.x) + side * reach * incline);
    put(slope, "line", "gd-fan", fan.slopes, {
      x1: () => x(fan.x - reach),
      x2: () => x(fan.x + reach),
      y1: (incline) => height(-1, incline),
      y2: (incline) => height(1, incline),
    });
  }

  /** Letters under the places of the curve that are spoken of. */
  function drawPlaces({ places = [], value }) {
    const { em } = view.measure();
    const below = (d) => y(value(d.x)) + 1.25 * em;
    put(names, "text", "gd-place-name", places, { x: (d) => x(d.x), y: below, "text-anchor": "middle" }).call(say, (d) => d.text);
  }

  /** The slope at the point of step n and, unless that would tell too much, the move that it makes. */
  function drawStep({ path: { points, values }, derivative, cursor, shown, moves = true }) {
    const { em, bottom, left, right } = view.measure();
    const n = cursor ?? (shown < points.length - 1 ? shown : 0);
    const [from, to] = [points[n]?.[0], points[n + 1]?.[0]];
    const moving = to !== undefined && from !== to;
    const incline = moving ? derivative(from) * ((y(1) - y(0)) / (x(1) - x(0))) : 0;
    const run = (2.6 * em) / Math.hypot(1, incline);
    put(slope, "line", "gd-tangent", moving ? [from] : [], {
      x1: x(from) - run,
      x2: x(from) + run,
      y1: y(values[n]) - run * incline,
      y2: y(values[n]) + run * incline,
    });
    const level = bottom - 0.65 * em;
    const within = (theta) => Math.min(Math.max(x(theta), left), right);
    const leaves = within(to) !== x(to);
    const told = moving && moves;
    const drawn = told ? [arrow([within(from), level], [within(to), level], 0.6 * em)] : [];
    put(step, "line", "gd-drop", told ? [n, n + 1].filter((i) => within(points[i][0]) === x(points[i][0])) : [], {
      x1: (i) => x(points[i][0]),
      x2: (i) => x(points[i][0]),
      y1: (i) => y(values[i]),
      y2: level,
    });
    put(step, "path", "gd-shaft", drawn, { d: (d) => d.shaft });
    put(step, "path", "gd-head", drawn, { d: (d) => d.head });
    put(step, "path", "gd-off", told && leaves ? drawn : [], {
      d: (d) => d.head,
      transform: `translate(${(to > from ? -0.5 : 0.5) * em},0)`,
    });
    const words = `step ${wide() ? `${rule(n)} ` : ""}= ${show(to - from)}`;
    const room = (leaves ? 8.5 : 5) * em;
    const middle = Math.min(Math.max((within(from) + within(to)) / 2, left + room), right - room);
    put(step, "text", "gd-step-name", drawn, { x: middle, y: level - 0.5 * em, "text-anchor": "middle" }).call(
      say,
      leaves ? `${words}, off the picture` : words,
    );
  }

  function draw(scene) {
    const { left, right, top, bottom, em } = view.measure();
    const { domain, state } = scene;
    x.domain(domain.x).range([left, right]);
    y.domain(domain.y).range([bottom - GROUND * (bottom - top), top]);
    view.drawAxes({ x, xTicks: wide() ? 8 : 5, xFormat: (v) => show(v) });
    drawTerrain(scene);
    drawRules(scene);
    drawFan(scene);
    drawPath(scene);
    drawPlaces(scene);
    drawStep(scene);
    handle.attr("transform", `translate(${x(state.start)},${y(scene.value(state.start))})`);
    put(handle, "circle", "gd-grip", [0], { r: 1.1 * em });
    put(handle, "circle", "gd-ring", [0], { r: 0.62 * em });
  }
  return Object.assign(draw, { hide: view.hide });
}
