// A strip under a landscape: for each start on the axis, the letter of the place where its run ends.
// Neighbours with the same end make one band; the hatching changes with the end, too. `ask` names all
// that the ends depend on besides the start.

import { scaleLinear } from "d3-scale";
import { panel, put, say } from "./panel.js";

const STARTS = 240;
const TURNS = [45, 0, -45, 90, 20];

export function endsStrip(stage, { caption, letter }) {
  // The margins of the landscape above, so that both have one axis.
  const view = panel(stage, "ends", caption, { top: 0.2, right: 0.9, bottom: 0.2, left: 0.9 });
  const hatches = view.svg.append("defs");
  const bands = view.layer("path");
  const x = scaleLinear();
  let [known, found] = [null, []];

  /** The bands as { from, to, end }, found again only where something else is asked. */
  function bandsOf({ ask, endFrom, starts: [low, high] }) {
    if (ask === known) return found;
    [known, found] = [ask, []];
    const width = (high - low) / STARTS;
    for (let i = 0; i < STARTS; i += 1) {
      const from = low + i * width;
      const end = endFrom(from + width / 2);
      if (found.at(-1)?.end === end) found.at(-1).to = from + width;
      else found.push({ from, to: from + width, end });
    }
    return found;
  }

  function drawHatches(em) {
    const size = 0.6 * em;
    const hatch = put(hatches, "pattern", "gd-end-hatch", TURNS, {
      id: (turn, i) => `${view.id}-${i}`,
      patternUnits: "userSpaceOnUse",
      width: size,
      height: size,
      patternTransform: (turn) => `rotate(${turn})`,
    });
    hatch.selectAll("path").data([size]).join("path").attr("d", (s) => `M0,${s / 2}H${s}`);
  }

  function draw(scene) {
    const { left, right, top, bottom, em } = view.measure();
    x.domain(scene.domain).range([left, right]);
    drawHatches(em);
    const shown = scene.told ? bandsOf(scene) : [];
    const middle = (top + bottom) / 2 + 0.33 * em;
    put(bands, "rect", "gd-end-frame", [scene.starts], {
      x: (d) => x(d[0]),
      width: (d) => x(d[1]) - x(d[0]),
      y: top,
      height: bottom - top,
    });
    put(bands, "rect", "gd-end-band", shown, {
      x: (d) => x(d.from),
      width: (d) => x(d.to) - x(d.from),
      y: top,
      height: bottom - top,
      fill: (d) => (d.end < 0 ? "none" : `url(#${view.id}-${d.end})`),
    });
    put(bands, "line", "gd-end-start", scene.told ? [scene.state.start] : [], { x1: x, x2: x, y1: top, y2: bottom });
    const wide = shown.filter((d) => d.end >= 0 && x(d.to) - x(d.from) > 1.1 * em);
    const at = (d) => x((d.from + d.to) / 2);
    put(bands, "text", "gd-end-name", wide, { x: at, y: middle, "text-anchor": "middle" }).call(say, (d) => letter(d.end));
    const wait = scene.told ? [] : ["call the end of this start first"];
    put(bands, "text", "gd-end-wait", wait, { x: (left + right) / 2, y: middle, "text-anchor": "middle" }).call(say, (d) => d);
  }
  return { hide: view.hide, draw };
}
