// E11, kinks: what if the cost is not differentiable? On a line: five costs, steps of one size or ever
// shorter ones. At a kink in the plane: a step along any of many subgradients. And Wolfe's cost, where
// the best step each time stops at a place that is no minimum.

import { bestStep } from "./best_step.js";
import { onALine } from "./on_a_line.js";
import { atAKink } from "./at_a_kink.js";
import { tabbed } from "./tabs.js";

const scenes = [onALine, atAKink, bestStep];
const open = ({ scene }) => scenes[scene];

export default {
  ...tabbed(scenes, {
    key: "kinks",
    programs: ["program", "kink_program", "rounded_program", "neuron_program", "step_program", "two_kinks_program", "wolfe_program"],
    label: "Kinks",
    controls: {
      scene: { label: "Question", tabs: true },
      step_size: {
        label: "Step size",
        symbol: "α",
        quantity: "step",
        marks: (state) => open(state).step_size.marks(state),
        zones: (state) => open(state).step_size.zones(state),
      },
      curve: { label: "Cost" },
      rule: { label: "Steps" },
      search: { label: "Steps" },
      start: { label: "Start", symbol: "θ₀", quantity: "path" },
      width: { label: "Rounded within", symbol: "δ", quantity: "gradient" },
      slope: { label: "Subgradient (1, g₂)", symbol: "g₂", quantity: "gradient", marks: atAKink.slope.marks, zones: atAKink.slope.zones },
      c: { label: "Wolfe's parameter", symbol: "c", quantity: "gradient" },
    },
  }),
  shown: (state) => open(state).shown(state),
  asked: (state) => open(state).asked(state),
  again: (state) => open(state).again(state),
  sayShown: undefined,
};
