// E12, a whole net: θ is the 13 weights and biases of a 2–3–1 network, L is one number at its output. First
// the cost along one weight, and its slope two ways; then all weights trained at once; then a random plane.

import { WEIGHTS, named, programs } from "./net_weights.js";
import { equal, oneWeight, zeros } from "./one_weight.js";
import { normal } from "./random.js";
import { randomPlane } from "./random_plane.js";
import { tabbed } from "./tabs.js";
import { trained, training } from "./training.js";

const scenes = [oneWeight, training, randomPlane];
const open = ({ scene }) => scenes[scene];
const along = (control) => (state, hero, told) => open(state).marks?.[control]?.(state, told) ?? [];

const parts = {
  key: "net",
  programs,
  label: "A whole net, every weight",
  controls: {
    scene: { label: "What to do", tabs: true },
    ...Object.fromEntries(
      WEIGHTS.map(({ name, symbol, label }) => [name, { label, symbol, quantity: "path", marks: along("weight"), zones: () => [] }]),
    ),
    step_size: { label: "Step size", symbol: "α", quantity: "step", marks: along("step_size"), zones: () => [] },
    draw: { label: "Random directions, draw", symbol: "number", quantity: "direction", whole: true },
    weight: { label: "Weight" },
    data: { label: "Data" },
    activation: { label: "Activation" },
  },
  actions: [
    // To the grid of the sliders.
    { label: "Random θ", act: () => named(WEIGHTS.map(() => +normal(Math.random).toFixed(2))) },
    { label: "Equal neurons", act: equal },
    { label: "θ = 0", act: zeros },
    { label: "Trained θ", act: trained },
  ],
};

export default {
  ...tabbed(scenes, parts),
  shown: (state) => ["scene", ...open(state).shown(state), "data", "activation"],
  again: (state) => open(state).again?.(state) ?? [],
};
