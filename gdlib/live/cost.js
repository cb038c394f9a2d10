// The cost against n on a logarithmic scale. A step on which it rises stands on hatched ground, with
// the word; pointing at the curve, or the arrow keys on it, name a step and its cost. Where points are
// not steps, `count` says what they stand for, `letter` how that is called, `ticks` how many have room.

import { scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";
import { dots, hatching, panel, put, say } from "./panel.js";
import { readAlong } from "./reader.js";
import { show } from "./words.js";

export function costCurve(stage, { caption, setCursor }) {
  const view = panel(stage, "cost", caption, { top: 0.5, right: 0.9, bottom: 1.7, left: 3.5 });
  const hatch = hatching(view);
  const risen = view.layer("step", { clipped: true });
  const law = view.layer("threshold", { clipped: true });
  const curve = view.layer("cost", { clipped: true });
  const rising = view.layer("step", { clipped: true });
  const names = view.layer("cost");
  const x = scaleLinear();
  const y = scaleLog();
  // A cost of 0 has no place on this scale: it goes below the edge.
  const height = (value) => y(Math.max(value, y.domain()[0] * 1e-9));
  const reader = readAlong(view.box, { label: "Read the cost at step", setCursor, at: (place) => x.invert(place) });

  function drawRises(values, ended) {
    const { top, bottom, em, right } = view.measure();
    const rises = values.flatMap((value, n) => (n && value > values[n - 1] * (1 + 1e-12) ? [n] : []));
    const ground = rises.map((n) => `M${x(n - 1)},${top}H${x(n)}V${bottom}H${x(n - 1)}Z`);
    put(risen, "path", "gd-risen", [ground.join("")], { d: (d) => d, fill: hatch(0.5 * em) });
    const lines = rises.map((n) => `M${x(n - 1)},${height(values[n - 1])}L${x(n)},${height(values[n])}`);
    put(rising, "path", "gd-rise", [lines.join("")], { d: (d) => d });
    const place = (n) => Math.min(x(n - 1) + 0.3 * em, right - 6 * em);
    // Above the curve or, where that or the word at the end of the run is in the way, below it.
    const crossed = (n) => (ended && place(n) > right - 16 * em) || values.some((v, i) => x(i + 1) > place(n) && x(i - 1) < place(n) + 6 * em && height(v) < top + 1.6 * em);
    put(rising, "text", "gd-risen-name", rises.slice(0, 1), {
      x: place,
      y: (n) => (crossed(n) ? bottom - 0.6 * em : top + 0.95 * em),
    }).call(say, "the cost rises");
  }

  function drawCursor(n, value, name) {
    const { top, bottom, left, right, em } = view.measure();
    const here = n === null ? [] : [n];
    const late = n !== null && x(n) > (left + right) / 2;
    put(names, "line", "gd-cursor", here, { x1: x, x2: x, y1: top, y2: bottom });
    put(names, "circle", "gd-cursor-dot", here, { cx: x, cy: height(value), r: 0.35 * em });
    put(names, "text", "gd-cursor-name", here, {
      x: (i) => x(i) + (late ? -0.6 : 0.6) * em,
      y: bottom - 0.6 * em,
      "text-anchor": late ? "end" : "start",
    }).call(say, (i) => `${name(i)}, L = ${show(value)}`);
  }

  function draw(scene) {
    const { path: { values, steps, end }, shown, cursor, domain, windows, law: predicted = () => null } = scene;
    const { letter = "n", count = (n) => n, ticks = 10 } = scene;
    const { left, right, top, bottom, width, em } = view.measure();
    const seen = values.slice(0, shown + 1);
    const low = values.findLastIndex((value) => value >= domain[0]);
    const wanted = Math.min(steps, low + 1);
    x.domain([0, windows.find((n) => n >= wanted) ?? windows.at(-1)]).range([left, right]);
    y.domain(domain).range([bottom, top]);
    view.drawAxes({
      x,
      y,
      xTicks: Math.min(x.domain()[1], width / em > 22 ? Math.min(ticks, width / (3 * em)) : 5),
      xFormat: (n) => show(count(n), 4),
      yTicks: decades(domain, (bottom - top) / em),
      yFormat: (v) => show(v, 1),
    });
    const ended = end === "diverged" && shown === steps;
    drawRises(seen, ended);
    const future = x.ticks(50).map((n) => [n, predicted(n)]).filter(([, v]) => v > 0);
    put(law, "path", "gd-law", future.length ? [future] : [], { d: line((d) => x(d[0]), (d) => height(d[1])) });
    put(curve, "path", "gd-line", [seen], { d: line((v, n) => x(n), height) });
    dots(curve, seen.map((v, n) => [x(n), height(v)]), 0.18 * em);
    const words = ended ? [`diverged at step ${count(steps + 1)}`] : [];
    put(names, "text", "gd-diverged", words, { x: right, y: top + 0.95 * em, "text-anchor": "end" }).call(say, (t) => t);
    drawCursor(cursor, values[cursor], (n) => `${letter} = ${show(count(n), 4)}`);
    reader.update(shown, cursor, (n) => `step ${n}, cost ${show(values[n])}`);
  }
  return Object.assign(draw, { hide: view.hide });
}

/** About one tick per two lines of type, at whole powers of ten. */
export function decades([low, high], room) {
  const [from, to] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const every = [1, 2, 3, 4, 6, 9].find((n) => ((to - from) / n) * 2.2 <= room) ?? 9;
  const powers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return powers.filter((power) => power % every === 0).map((power) => 10 ** power);
}
