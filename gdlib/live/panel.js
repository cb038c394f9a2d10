// One picture of an experiment: an SVG that fills its box, with layers, axes and a clipped plot area.
// Lengths are in em of the panel's own type, so that a picture on a slide grows as its words do.

import { axisBottom, axisLeft } from "d3-axis";
import { select } from "d3-selection";

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
  let size = null;
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
    const dress = (axis, ticks, format) =>
      axis.tickSize(0.3 * em).tickPadding(0.25 * em).tickSizeOuter(0).tickFormat(format ?? null)[
        Array.isArray(ticks) ? "tickValues" : "ticks"
      ](ticks);
    bottom.attr("transform", `translate(0,${y0})`).call(dress(axisBottom(x), xTicks, xFormat));
    left.style("display", y ? null : "none").attr("transform", `translate(${x0},0)`);
    if (y) left.call(dress(axisLeft(y), yTicks, yFormat));
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
      remarks.attr("data-quantity", quantity).text(words);
    },
    /** A group drawn above all earlier ones; a clipped one ends at the plot area's edge. */
    layer(quantity, { clipped = false } = {}) {
      const group = svg.append("g").attr("class", `gd-${quantity}`).attr("data-quantity", quantity);
      return clipped ? group.attr("clip-path", `url(#${id}-clip)`) : group;
    },
  };
}

/** One element of kind `tag` and class `name` per datum, with these attributes. */
export function put(layer, tag, name, data, attributes = {}) {
  const elements = layer.selectAll(`${tag}.${name}`).data(data).join(tag).attr("class", name);
  for (const [key, value] of Object.entries(attributes)) elements.attr(key, value);
  return elements;
}

/** An arrow with an open head from one point to another, as the d of a path each for shaft and head. */
export function arrow([x0, y0], [x1, y1], head) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const size = Math.min(head, length);
  const [u, v] = length ? [(x1 - x0) / length, (y1 - y0) / length] : [0, 0];
  const wing = (side) => `${x1 - size * (u + 0.6 * side * v)},${y1 - size * (v - 0.6 * side * u)}`;
  return { shaft: `M${x0},${y0}L${x1},${y1}`, head: `M${wing(1)}L${x1},${y1}L${wing(-1)}` };
}
