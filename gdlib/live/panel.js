// One picture of an experiment: an SVG that fills its box, with layers, axes and a clipped plot area.
// Lengths are in em of the panel's own type, so that a picture on a slide grows as its words do.

import { axisBottom, axisLeft } from "d3-axis";
import { pointer, select } from "d3-selection";
import { write } from "./words.js";

/** A margin of the same width all around. */
export const edge = (em) => ({ top: em, right: em, bottom: em, left: em });

export function panel(stage, name, caption, margin) {
  const place = select(stage.element).append("div").attr("class", `gd-panel gd-panel-${name}`);
  const heading = place.append("div").attr("class", "gd-caption").text(caption);
  const box = place.append("div").attr("class", "gd-plot");
  const svg = box.append("svg").attr("role", "img").attr("aria-label", caption);
  // Each experiment of a page runs its own copy of this module, so a count would not be unique.
  const id = `gd-${name}-${Math.random().toString(36).slice(2)}`;
  const clip = svg.append("clipPath").attr("id", `${id}-clip`).append("rect");
  const axes = svg.append("g").attr("class", "gd-axes");
  const bottom = axes.append("g");
  const left = axes.append("g");
  let [size, marked] = [null, ""];
  stage.onResize(box.node(), () => (size = null));

  function measure() {
    if (size) return size;
    const { clientWidth: width, clientHeight: height } = box.node();
    const em = parseFloat(getComputedStyle(box.node()).fontSize);
    const inside = {
      left: margin.left * em,
      right: Math.max(width - margin.right * em, margin.left * em + 1),
      top: margin.top * em,
      bottom: Math.max(height - margin.bottom * em, margin.top * em + 1),
    };
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    clip
      .attr("x", inside.left)
      .attr("y", inside.top)
      .attr("width", inside.right - inside.left)
      .attr("height", inside.bottom - inside.top);
    size = { ...inside, width, height, em };
    return size;
  }

  function drawAxes({ x, y, xTicks, yTicks, xFormat, yFormat }) {
    const { left: x0, bottom: y0, em } = measure();
    const [across, up] = [ticksOf(x, xTicks, xFormat), y && ticksOf(y, yTicks, yFormat)];
    const now = JSON.stringify([x0, y0, em, x.range(), across, y?.range(), up]);
    if (now === marked) return; // d3 would write all of them again, and the browser would lay them out
    marked = now;
    const dress = (axis, { values, words }) =>
      axis.tickSize(0.3 * em).tickPadding(0.25 * em).tickSizeOuter(0).tickValues(values).tickFormat((_, i) => words[i]);
    bottom.attr("transform", `translate(0,${y0})`).call(dress(axisBottom(x), across));
    left.style("display", y ? null : "none").attr("transform", `translate(${x0},0)`);
    if (y) left.call(dress(axisLeft(y), up));
    axes.selectAll("g").attr("font-size", null).attr("font-family", null);
  }

  return {
    svg,
    box,
    id,
    measure,
    drawAxes,
    /** Words of a quantity that go on from the caption, where nothing is drawn over them. */
    remark(quantity, words) {
      const remarks = heading.selectAll("span").data([words]).join("span").attr("class", "gd-remark");
      remarks.attr("data-quantity", quantity).call(say, words);
    },
    /** A hidden panel leaves the stage, so that the first one there is the main one. */
    hide(hidden) {
      if (hidden) place.remove();
      else stage.element.append(place.node());
    },
    /** A group drawn above all earlier ones; a clipped one ends at the plot area's edge. */
    layer(quantity, { clipped = false } = {}) {
      const group = svg.append("g").attr("class", `gd-${quantity}`).attr("data-quantity", quantity);
      return clipped ? group.attr("clip-path", `url(#${id}-clip)`) : group;
    },
  };
}

/** The ticks of a scale, so many or these: where they are and what they say. */
function ticksOf(scale, ticks, format) {
  const values = Array.isArray(ticks) ? ticks : scale.ticks(ticks);
  const words = values.map(format ?? scale.tickFormat(Array.isArray(ticks) ? undefined : ticks));
  return { values, words, places: values.map((value) => scale(value)) };
}

/** One element of kind `tag` and class `name` per datum, with these attributes; only what differs is written. */
export function put(layer, tag, name, data, attributes = {}) {
  const elements = layer.selectAll(`${tag}.${name}`).data(data).join((enter) => enter.append(tag).attr("class", name));
  for (const [key, value] of Object.entries(attributes)) {
    elements.each(function (d, i) {
      const now = String(typeof value === "function" ? value(d, i) : value);
      if (this.getAttribute(key) !== now) this.setAttribute(key, now);
    });
  }
  return elements;
}

/** For `call` of a selection: these words, or those that a function finds for each datum. */
export const say = (elements, words) =>
  elements.each(function (d, i) {
    write(this, String(typeof words === "function" ? words(d, i) : words));
  });

/** A dot at each of these places, all in one element: hundreds that come and go would cost a frame. */
export const dots = (layer, places, r) =>
  put(layer, "path", "gd-dots", [places], { d: (all) => all.map((place) => `M${place}h0`).join(""), "stroke-width": 2 * r });

/** An arrow with an open head from one point to another, as the d of a path each for shaft and head. */
export function arrow([x0, y0], [x1, y1], head) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const size = Math.min(head, length);
  const [u, v] = length ? [(x1 - x0) / length, (y1 - y0) / length] : [0, 0];
  const wing = (side) => `${x1 - size * (u + 0.6 * side * v)},${y1 - size * (v - 0.6 * side * u)}`;
  return { shaft: `M${x0},${y0}L${x1},${y1}`, head: `M${wing(1)}L${x1},${y1}L${wing(-1)}` };
}

/** A word in the middle of each of these places. */
export const word = (layer, name, places, text) =>
  put(layer, "text", name, places, { x: (d) => d[0], y: (d) => d[1], dy: "0.35em", "text-anchor": "middle" }).call(say, text);

/** The gradient as an arrow with its name: how long it is drawn says nothing. */
export function slopeArrow(layer, from, to, em) {
  const drawn = to ? [arrow(from, to, 0.7 * em)] : [];
  put(layer, "path", "gd-slope-shaft", drawn, { d: ({ shaft, head }) => shaft + head });
  const beyond = (i) => to[i] + (1.1 * em * (to[i] - from[i])) / Math.hypot(to[0] - from[0], to[1] - from[1]);
  word(layer, "gd-slope-name", to ? [[beyond(0), beyond(1)]] : [], "∇L");
}

/** The ground on which a cost rises: give the size of its pattern, fill with what comes back. */
export const hatching = ({ svg, id }) => (size) => {
  const sides = { patternUnits: "userSpaceOnUse", width: size, height: size };
  const pattern = put(svg, "pattern", "gd-hatch", [size], { id: `${id}-hatch`, ...sides });
  put(pattern, "path", "gd-hatch-line", [size], { d: `M0,${size}L${size},0` });
  return `url(#${id}-hatch)`;
};

/** Dragging the handle calls `move` with the place of the pointer; only the handle takes the pointer. */
export function dragged(handle, move) {
  const node = handle.node();
  handle
    // touch-action alone does not keep a finger on a part of an SVG from scrolling the page.
    .on("touchstart", (event) => event.preventDefault(), { passive: false })
    .on("pointerdown", (event) => {
      node.setPointerCapture(event.pointerId);
      event.preventDefault();
    })
    .on("pointermove", (event) => {
      if (node.hasPointerCapture(event.pointerId)) move(pointer(event, node.ownerSVGElement));
    });
}
