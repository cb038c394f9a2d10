// Pictures of the 2–3–1 network: its diagram, in which a weight can be chosen; every weight and the slope
// along it as bars; and what it computes over the plane of its inputs, with the samples.

import { scaleLinear } from "d3-scale";
import { drawContours } from "./contours.js";
import { WEIGHTS } from "./net_weights.js";
import { wired } from "./network.js";
import { edge, panel, put, say } from "./panel.js";
import { show } from "./words.js";

// Where the nodes stand, as shares of the panel: both inputs, three neurons, the output.
const NODES = [
  ["x₁", 0.08, 0.34],
  ["x₂", 0.08, 0.82],
  ["1", 0.48, 0.19],
  ["2", 0.48, 0.57],
  ["3", 0.48, 0.95],
  ["v", 0.88, 0.57],
];
const [FIRST, OUTPUT] = [2, 5];
const STUB = 2; // the length of a bias, in em: it comes in from above

/** Which two places a weight joins; a bias comes in from above its neuron. */
function ends(nodes, em) {
  const above = ([x, y]) => [x, y - STUB * em];
  return WEIGHTS.map(({ neuron }, i) => {
    const own = nodes[FIRST + neuron];
    if (i < 6) return [nodes[i % 2], own];
    return i > 8 && i < 12 ? [nodes[FIRST + i - 9], nodes[OUTPUT]] : [above(own), own];
  });
}

/** `theta` takes a scene to the point that is shown. */
export const diagram = (theta) => (stage, { set }) => {
  const view = panel(stage, "diagram", "The network: thick is large, dashed is negative. Choose a weight:", edge(0.9));
  const [chosen, edges, nodes, touch] = ["step", "path", "cost", "path"].map((quantity) => view.layer(quantity));

  function draw(scene) {
    const { left, right, top, bottom, em } = view.measure();
    const at = ([, u, v]) => [left + u * (right - left), top + v * (bottom - top)];
    const places = NODES.map(at);
    const values = theta(scene);
    const wires = ends(places, em).map(([from, to], i) => ({ from, to, i, value: values[i] }));
    const mine = wires[scene.state.weight];
    const line = { x1: (d) => d.from[0], y1: (d) => d.from[1], x2: (d) => d.to[0], y2: (d) => d.to[1] };
    put(chosen, "line", "gd-chosen", [mine], line);
    wired({ edges, nodes }, wires, NODES.map(([name], i) => [name, places[i]]), em);
    view.remark("path", ` ${WEIGHTS[mine.i].symbol} = ${show(mine.value)}`);
    put(touch, "line", "gd-touch", wires, line).on("click", (_, { i }) => set("weight", i));
  }
  return { hide: view.hide, draw };
};

/** The weights above, the slopes along them below, each to a scale of its own. */
export const bars = (theta) => (stage, { set }) => {
  const view = panel(stage, "bars", "Every weight, and below it the slope along it", edge(0.6));
  const [ground, weights, slopes, axes, touch] = ["step", "path", "gradient", "cost", "path"].map((quantity) => view.layer(quantity));

  function draw(scene) {
    const { left, right, top, bottom, em } = view.measure();
    const values = theta(scene);
    const wide = (right - left) / WEIGHTS.length;
    const x = (i) => left + i * wide;
    const room = (bottom - top - 1.3 * em) / 2;
    const halves = [
      { layer: weights, name: "gd-weight-bar", data: values, size: Math.max(3, ...values.map(Math.abs)), middle: top + room / 2 },
      { layer: slopes, name: "gd-slope-bar", data: scene.gradient(values), size: scene.steepest, middle: bottom - room / 2 },
    ];
    const lamp = scene.told ? scene.agree : undefined;
    view.remark(lamp === false ? "step" : "", { true: " ○ differences agree", false: " ● differences disagree" }[lamp] ?? "");
    put(ground, "rect", "gd-chosen-column", [scene.state.weight], { x, y: top, width: wide, height: bottom - top });
    for (const { layer, name, data, size, middle } of halves) {
      const length = (v) => (Math.min(Math.abs(v) / size, 1) * room) / 2;
      put(layer, "rect", name, data, {
        x: (v, i) => x(i) + 0.18 * wide,
        width: 0.64 * wide,
        y: (v) => middle - (v > 0 ? length(v) : 0),
        height: length,
      });
    }
    put(axes, "line", "gd-zero", halves, { x1: left, x2: right, y1: (d) => d.middle, y2: (d) => d.middle });
    put(axes, "text", "gd-column-name", WEIGHTS, { x: (w, i) => x(i + 0.5), y: top + room + 0.95 * em, "text-anchor": "middle" })
      .call(say, (w) => w.symbol);
    put(touch, "rect", "gd-touch-column", WEIGHTS, { x: (w, i) => x(i), y: top, width: wide, height: bottom - top })
      .on("click", (_, w) => set("weight", WEIGHTS.indexOf(w)));
  }
  return { hide: view.hide, draw };
};

const LEVELS = [-1, -0.5, 0, 0.5, 1];
const SIDE = 2.1; // half the plane that is shown at least

export const regions = (theta) => (stage) => {
  const view = panel(stage, "regions", "What it computes: dark where v > 0. Targets: ● 1, ○ −1", edge(0.3));
  const ground = view.layer("path", { clipped: true });
  const [dots, wrong] = ["text", "step"].map((quantity) => view.layer(quantity));
  const [x, y] = [scaleLinear(), scaleLinear()];

  function draw(scene) {
    const area = view.measure();
    const { left, right, top, bottom, em } = area;
    const values = theta(scene);
    // The same scale both ways, whatever the shape of the panel.
    const unit = Math.min(right - left, bottom - top) / 2 / SIDE;
    const [across, up] = [(right - left) / 2 / unit, (bottom - top) / 2 / unit];
    x.domain([-across, across]).range([left, right]);
    y.domain([-up, up]).range([bottom, top]);
    const value = (input) => scene.output(values, input);
    const name = [values, scene.state];
    drawContours(ground, area, { name, value, toPoint: ([u, v]) => [x.invert(u), y.invert(v)], levels: LEVELS, cells: 36 });
    const ring = { cx: (s) => x(s[0]), cy: (s) => y(s[1]) };
    put(dots, "circle", "gd-target", scene.samples, { ...ring, r: 0.32 * em }).classed("gd-below", (s) => s[2] < 0);
    put(wrong, "circle", "gd-wrong", scene.samples.filter((s) => value(s.slice(0, 2)) * s[2] <= 0), { ...ring, r: 0.65 * em });
  }
  return { hide: view.hide, draw };
};
