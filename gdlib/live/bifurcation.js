// Where descents end, one column of places for each step size, and the run that is shown as dots on its
// own. Enlarged: the part around α, and around the place next to where a step leads farthest out.

import { least, range } from "d3-array";
import { scaleLinear } from "d3-scale";
import { dots, panel, put, say } from "./panel.js";
import { show } from "./words.js";

const [WIDEST, HIGHEST] = [2.1, 1.6];
const COLUMNS = 400;
const BEFORE = 400;
const KEPT = 64;
const FEW = 16; // up to so many places in a column are drawn as threads, more as dust
const LATE = 3; // the last third of the places reached so far is shown
// Five times closer across, a ladder that doubles looks the same two and a half times closer along θ.
const ALONG = 0.6;

/** Where a descent is late, while it stays in the picture. */
function lateOf(alpha, program) {
  const late = [];
  let place = [0.5];
  for (let n = 0; n < BEFORE + KEPT && Math.abs(place[0]) < HIGHEST; n += 1) {
    place = program.step(place, alpha, [])[0];
    if (n >= BEFORE) late.push(place[0]);
  }
  return late;
}

/** The part that is shown: it moves by quarters, so that α stays near its middle. */
function windowOf({ step_size: alpha, zoom }, side, program) {
  const [wide, half] = [WIDEST / zoom, HIGHEST / zoom ** ALONG];
  const quarter = wide / 4;
  const from = Math.min(Math.max(Math.round((alpha - wide / 2) / quarter) * quarter, 0), WIDEST - wide);
  const centre = from + wide / 2;
  const turn = Math.sqrt((1 + 1 / centre) / 3); // where a step leads farthest out
  const place = least(lateOf(centre, program), (late) => Math.abs(late - turn)) ?? turn;
  const middle = side * Math.min(place, HIGHEST - half);
  return { across: [from, from + wide], along: [middle - half, middle + half] };
}

export function bifurcation(stage, { caption }) {
  const view = panel(stage, "ladder", caption, { top: 1.7, right: 0.9, bottom: 1.7, left: 2.6 });
  const dust = view.layer("path", { clipped: true });
  const rules = view.layer("threshold");
  const column = view.layer("step", { clipped: true });
  const orbit = view.layer("path", { clipped: true });
  const [x, y] = [scaleLinear(), scaleLinear()];
  let shownAs = null;

  /** The places of one column, each row of the picture once. */
  const rowsOf = (alpha, program) => [...new Set(lateOf(alpha, program).flatMap((late) => [y(late), y(-late)].map(Math.round)))];

  function drawDust({ told, program }) {
    const { left, right } = view.measure();
    const now = JSON.stringify([told, x.domain(), y.domain(), x.range(), y.range()]);
    if (now === shownAs) return;
    shownAs = now;
    const step = (right - left) / COLUMNS;
    const columns = told ? range(COLUMNS).map((i) => left + (i + 0.5) * step) : [];
    const drawn = { "gd-thread": [], "gd-dust": [] };
    for (const at of columns) {
      const rows = rowsOf(x.invert(at), program);
      const dashes = rows.map((row) => `M${at.toFixed(1)},${row}h${step.toFixed(1)}`);
      drawn[rows.length > FEW ? "gd-dust" : "gd-thread"].push(...dashes);
    }
    for (const [name, dashes] of Object.entries(drawn)) put(dust, "path", name, [0], { d: dashes.join("") });
  }

  function drawRungs({ rungs, told }) {
    const { left, right, top, bottom, em } = view.measure();
    const within = rungs.filter(({ value }) => value > x.domain()[0] && value < x.domain()[1]);
    const wide = right - left > 26 * em;
    put(rules, "line", "gd-rule", within, { x1: (d) => x(d.value), x2: (d) => x(d.value), y1: top, y2: bottom });
    const above = { x: (d) => x(d.value), y: top - 0.4 * em, "text-anchor": "middle" };
    put(rules, "text", "gd-rule-name", wide ? within : [], above).call(say, (d) => d.label);
    const wait = { x: left + 0.6 * em, y: bottom - 0.6 * em };
    put(rules, "text", "gd-end-wait", told ? [] : ["call it first"], wait).call(say, (d) => d);
  }

  return (scene) => {
    const { left, right, top, bottom, em } = view.measure();
    const { state, path: { points }, shown } = scene;
    const side = points.at(-1)[0] < 0 && state.step_size < scene.rungs[2].value ? -1 : 1;
    const { across, along } = windowOf(state, side, scene.program);
    x.domain(across).range([left, right]);
    y.domain(along).range([bottom, top]);
    view.drawAxes({ x, y, xTicks: 5, yTicks: 5, xFormat: (v) => show(v, 4), yFormat: (v) => show(v) });
    drawDust(scene);
    drawRungs(scene);
    const at = x(state.step_size);
    put(column, "line", "gd-column", [at], { x1: at, x2: at, y1: top, y2: bottom });
    const last = points.slice(0, shown + 1).slice(-Math.ceil((shown + 1) / LATE));
    dots(orbit, last.map(([theta]) => [at, y(theta)]), 0.24 * em);
  };
}
