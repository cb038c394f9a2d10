// The front of gdlib.live in the browser: the trait `experiment` says which one to show.

import { mount } from "./frame.js";
import basins from "./basins.js";
import compass from "./compass.js";
import flatOrSharp from "./flat_or_sharp.js";
import kinks from "./kinks.js";
import ladder from "./ladder.js";
import lopsidedBasin from "./lopsided_basin.js";
import race from "./race.js";
import secondIdea from "./second_idea.js";
import stepSizeRegimes from "./step_size_regimes.js";
import swapTwoNeurons from "./swap_two_neurons.js";
import taylorMicroscope from "./taylor_microscope.js";
import whereYouStart from "./where_you_start.js";
import wholeNet from "./whole_net.js";
import zigzag from "./zigzag.js";

// A chapter shows these twice, opened at either tab: each has an address of its own.
const whichSide = { ...whereYouStart, key: "side" };
const theRidge = { ...basins, key: "ridge" };
const all = [
  swapTwoNeurons,
  whichSide,
  whereYouStart,
  compass,
  taylorMicroscope,
  stepSizeRegimes,
  zigzag,
  lopsidedBasin,
  ladder,
  basins,
  theRidge,
  kinks,
  wholeNet,
  race,
  secondIdea,
  flatOrSharp,
];
export const experiments = Object.fromEntries(all.map((one) => [one.key, one]));

export default {
  render({ model, el }) {
    return mount(experiments[model.get("experiment")], { model, el });
  },
};
