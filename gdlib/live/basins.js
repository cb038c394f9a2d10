// E8, basins, and who survives α, with E15, the ridge, as its second tab.

import { allStarts } from "./all_starts.js";
import { inPowers, ridge } from "./ridge.js";
import { startsMap } from "./starts.js";
import { tabbed } from "./tabs.js";
import { show } from "./words.js";

const scenes = [allStarts, ridge];
const stepSize = { label: "Step size", symbol: "α", quantity: "step", marks: allStarts.marks, zones: allStarts.zones };
/** What the slider says in the units of the surface. */
const along = (k) => ({ start }) => show(start[k]);

export default {
  ...tabbed(scenes, {
    key: "basins",
    programs: ["program", "camel_program", "tang_program", "ridge_program", "known_program"],
    label: "Basins, and who survives α",
    controls: {
      scene: { label: "Question", tabs: true },
      step_size: stepSize,
      camel_step: stepSize,
      tang_step: stepSize,
      ridge_step: { label: "Step size", symbol: "α", quantity: "step", marks: ridge.marks, zones: ridge.zones },
      x: { label: "Start across", symbol: "x", quantity: "path", says: along(0) },
      y: { label: "Start up", symbol: "y", quantity: "path", says: along(1) },
      surface: { label: "Surface" },
      exponent: { label: "Start beside the line", symbol: "y₀", quantity: "path", says: ({ exponent }) => inPowers(exponent) },
      noise: { label: "Kick after a step", symbol: "ν", quantity: "step", says: ({ noise }) => inPowers(noise) },
    },
  }),
  shown: (state) => scenes[state.scene].shown(state),
  again: (state) => scenes[state.scene].again(state),
  work: startsMap,
  task: (programs, state) => scenes[state.scene].task?.(programs, state),
};
