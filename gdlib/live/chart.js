// A chart from its description: dotted laws known before the run, thresholds with their names, measured
// curves and bars, slopes as straight lines, the hatched ground on which a cost rises.

import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { hatching, panel, put, say } from "./panel.js";

/**
 * `draw({ x, y, rising, bars, laws, rules, curves, tangents, labels, marks })`: `x` and `y` hold { domain, ticks, format },
 * without ticks `y` has no axis; `rising` is the lowest y that is hatched; the bars are d3's bins, a law, a
 * curve or a tangent a list of points, a rule { x, name }, a label { at: point, text }, a mark a point that
 * stands on a stem.
 */
export function chart(stage, name, caption, quantity, room = 2.2) {
  const view = panel(stage, name, caption, { top: 1.5, right: 1.2, bottom: 1.7, left: room });
  const risen = view.layer("step", { clipped: true });
  const filled = view.layer(quantity, { clipped: true });
  const law = view.layer("threshold", { clipped: true });
  const curve = view.layer("cost", { clipped: true });
  const slope = view.layer("gradient", { clipped: true });
  const hand = view.layer(quantity, { clipped: true });
  const names = view.layer("threshold");
  const hatch = hatching(view);
  const [x, y] = [scaleLinear(), scaleLinear()];
  const drawn = line((d) => x(d[0]), (d) => y(d[1]));

  function draw({ x: across, y: up, rising = [], bars = [], laws = [], rules = [], curves = [], tangents = [], labels = [], marks = [] }) {
    const { left, right, top, bottom, em } = view.measure();
    x.domain(across.domain).range([left, right]);
    y.domain(up.domain).range([bottom, top]);
    const axes = { x, xTicks: across.ticks, xFormat: across.format };
    view.drawAxes(up.ticks ? { ...axes, y, yTicks: up.ticks, yFormat: up.format } : axes);
    put(risen, "rect", "gd-risen", rising, { x: left, width: right - left, y: top, height: (low) => y(low) - top, fill: hatch(0.5 * em) });
    const middle = { x: (left + right) / 2, y: top + em, "text-anchor": "middle" };
    put(names, "text", "gd-risen-name", rising, middle).call(say, "the cost rises");
    put(filled, "rect", "gd-bar", bars, {
      x: (d) => x(d.x0),
      width: (d) => x(d.x1) - x(d.x0),
      y: (d) => y(d.length),
      height: (d) => bottom - y(d.length),
    });
    put(law, "path", "gd-law", laws, { d: drawn });
    put(law, "line", "gd-rule", rules, { x1: (d) => x(d.x), x2: (d) => x(d.x), y1: top, y2: bottom });
    put(names, "text", "gd-rule-name", rules, { x: (d) => x(d.x), y: top - 0.4 * em, "text-anchor": "middle" }).call(say, (d) => d.name);
    put(curve, "path", "gd-line", curves, { d: drawn });
    put(slope, "path", "gd-tangent", tangents, { d: drawn });
    const beside = { x: (d) => x(d.at[0]) + 0.5 * em, y: (d) => y(d.at[1]) - 0.5 * em };
    put(names, "text", "gd-legend", labels, beside).call(say, (d) => d.text);
    const held = (d) => Math.max(Math.min(y(d[1]), bottom), top);
    put(hand, "line", "gd-stem", marks, { x1: (d) => x(d[0]), x2: (d) => x(d[0]), y1: y(0), y2: held });
    put(hand, "circle", "gd-mark-dot", marks, { cx: (d) => x(d[0]), cy: held, r: 0.34 * em });
  }

  return { hide: view.hide, remark: view.remark, draw };
}
