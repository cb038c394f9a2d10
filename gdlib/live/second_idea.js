// E16, a second idea: line search, momentum and Newton side by side, then momentum's two numbers, then
// where momentum and Newton fail on costs that are no quadratics.

import { tabbed } from "./tabs.js";
import { momentumNumbers } from "./momentum_numbers.js";
import { newtonSteps } from "./newton_steps.js";
import { offQuadratics } from "./off_quadratics.js";
import { threeIdeas } from "./three_ideas.js";

const scenes = [threeIdeas, momentumNumbers, offQuadratics, newtonSteps];
const marks = (name) => (state) => scenes[state.scene].marks[name]?.(state) ?? [];
const zones = (name) => (state) => scenes[state.scene].zones?.[name]?.(state) ?? [];
const marked = (name) => ({ marks: marks(name), zones: zones(name) });

export default tabbed(scenes, {
  key: "second-idea",
  programs: ["program", "momentum_program", "bent_program", "newton_program"],
  label: "A second idea",
  controls: {
    scene: { label: "Idea", tabs: true },
    step_size: { label: "Step size", symbol: "α", quantity: "step", ...marked("step_size") },
    decay: { label: "Momentum", symbol: "β", quantity: "step", ...marked("decay") },
    condition: { label: "Condition number", symbol: "κ", quantity: "gradient" },
    ball: { label: "Start", symbol: "θ₀", quantity: "path", ...marked("ball") },
    start: { label: "Start", symbol: "θ₀", quantity: "path", ...marked("start") },
  },
});
