// E6, the compass: which direction lowers the cost fastest, in the plane and in many dimensions?

import { plane } from "./tilted_plane.js";
import { manyDimensions } from "./many_dimensions.js";
import { tabbed } from "./tabs.js";

export default tabbed([plane, manyDimensions], {
  key: "compass",
  programs: ["program"],
  label: "The compass",
  controls: {
    scene: { label: "Where", tabs: true },
    angle: { label: "Angle to ∇L in degrees:", symbol: "γ", quantity: "direction", ...plane.angle },
    step_size: { label: "Length of the step", symbol: "α", quantity: "step", ...plane.length },
    x: { label: "Place", symbol: "x", quantity: "path" },
    y: { label: "Place", symbol: "y", quantity: "path" },
    norm: { label: "The norm in which U has length 1" },
    dimension: { label: "Dimension", symbol: "d", whole: true, ...manyDimensions.dimension },
  },
});
