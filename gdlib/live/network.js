// A 1–2–1 network: its diagram, where a line is as thick as its weight is large and dashed where it is
// negative (as in that of any network), and the curve that it computes beside its data.

import { range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { panel, put, say } from "./panel.js";
import { show } from "./words.js";

const SAMPLES = 120;
// Where the nodes stand, as shares of the panel: input, both neurons, output.
const NODES = { x: [0.1, 0.5], one: [0.5, 0.2], two: [0.5, 0.8], v: [0.9, 0.5] };

/** Lines { from, to, value } and, above them, circles [name, place]. */
export function wired({ edges, nodes }, weights, circles, em) {
  put(edges, "line", "gd-weight", weights, {
    x1: (d) => d.from[0],
    y1: (d) => d.from[1],
    x2: (d) => d.to[0],
    y2: (d) => d.to[1],
    "stroke-width": (d) => Math.min(0.6 + 1.5 * Math.abs(d.value), 9),
    "stroke-dasharray": (d) => (d.value < 0 ? "9 5" : null),
  });
  put(nodes, "circle", "gd-node", circles, { cx: (d) => d[1][0], cy: (d) => d[1][1], r: 0.95 * em });
  put(nodes, "text", "gd-node-name", circles, { x: (d) => d[1][0], y: (d) => d[1][1] + 0.35 * em, "text-anchor": "middle" })
    .call(say, (d) => d[0]);
}

export function network(stage, { caption }) {
  const view = panel(stage, "network", caption, { top: 0.4, right: 0.4, bottom: 0.4, left: 0.4 });
  const edges = view.layer("path");
  const nodes = view.layer("cost");
  const names = view.layer("path");

  return ([w1, w2, c1, c2, w3, w4, c3]) => {
    const { left, right, top, bottom, em } = view.measure();
    const at = ([u, v]) => [left + u * (right - left), top + v * (bottom - top)];
    const [x, one, two, v] = Object.values(NODES).map(at);
    const weights = [
      { from: x, to: one, value: w1, name: "w₁", side: -1 },
      { from: x, to: two, value: w2, name: "w₂", side: 1 },
      { from: one, to: v, value: w3, name: "w₃", side: -1 },
      { from: two, to: v, value: w4, name: "w₄", side: 1 },
    ];
    const biases = [
      { at: [one[0], one[1] - 1.25 * em], value: c1, name: "c₁", anchor: "middle" },
      { at: [two[0], two[1] + 1.95 * em], value: c2, name: "c₂", anchor: "middle" },
      { at: [v[0] - 1.4 * em, v[1] + 0.35 * em], value: c3, name: "c₃", anchor: "end" },
    ];
    wired({ edges, nodes }, weights, [["x", x], ["1", one], ["2", two], ["v", v]], em);
    const label = (d) => `${d.name} = ${show(d.value)}`;
    // Nearer to the neuron that a weight belongs to, on the outer side.
    const along = ({ from, to }, k) => (from === x ? 0.4 * from[k] + 0.6 * to[k] : 0.6 * from[k] + 0.4 * to[k]);
    put(names, "text", "gd-weight-name", weights, {
      x: (d) => along(d, 0),
      y: (d) => along(d, 1) + (d.side < 0 ? -0.7 : 1.3) * em,
      "text-anchor": (d) => (d.from === x ? "end" : "start"),
    }).call(say, label);
    put(names, "text", "gd-bias-name", biases, { x: (d) => d.at[0], y: (d) => d.at[1], "text-anchor": (d) => d.anchor })
      .call(say, label);
  };
}

export function fit(stage, { caption }) {
  const view = panel(stage, "fit", caption, { top: 0.4, right: 0.6, bottom: 1.7, left: 2 });
  const before = view.layer("threshold", { clipped: true });
  const now = view.layer("path", { clipped: true });
  const data = view.layer("text");
  const x = scaleLinear().domain([-2.4, 2.4]);
  const y = scaleLinear().domain([-1.7, 1.7]);

  return ({ theta, from, samples, output }) => {
    const { left, right, top, bottom, em } = view.measure();
    x.range([left, right]);
    y.range([bottom, top]);
    view.drawAxes({ x, y, xTicks: 5, yTicks: [-1, 0, 1], xFormat: (v) => show(v), yFormat: (v) => show(v) });
    const ground = range(SAMPLES + 1).map((i) => -2.4 + (4.8 * i) / SAMPLES);
    const curve = (point) => line(x, (u) => y(output(point, u)))(ground);
    put(now, "path", "gd-fit", [theta], { d: curve });
    put(before, "path", "gd-rule", [from], { d: curve });
    put(data, "circle", "gd-sample", samples, { cx: (s) => x(s[0]), cy: (s) => y(s[1]), r: 0.3 * em });
  };
}
