// The front of gdlib.live in the browser: the trait `experiment` says which one to show.

import { mount } from "./frame.js";
import compass from "./compass.js";
import lopsidedBasin from "./lopsided_basin.js";
import stepSizeRegimes from "./step_size_regimes.js";
import taylorMicroscope from "./taylor_microscope.js";
import zigzag from "./zigzag.js";

export const experiments = Object.fromEntries([stepSizeRegimes, zigzag, lopsidedBasin, compass, taylorMicroscope].map((one) => [one.key, one]));

export default {
  render({ model, el }) {
    return mount(experiments[model.get("experiment")], { model, el });
  },
};
