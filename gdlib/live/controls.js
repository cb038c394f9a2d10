// An ipywidgets control inside an experiment: its own view in our row, with a name, its value in
// words and, on the slider of the step size, the thresholds as buttons that set it exactly.

import { layOutMarks, markRow } from "./marks.js";
import { inDigits, show, tag, write } from "./words.js";

/** The control's model with its limits in units of the value (a log slider keeps exponents). */
export async function findControl(model, name) {
  const reference = model.get("controls")[name];
  const control = await model.widget_manager.get_model(reference.replace("IPY_MODEL_", ""));
  const [base, min, max, step] = ["base", "min", "max", "step"].map((key) => control.get(key));
  if (step === undefined) return { control, accepts: (v) => v in control.get("_options_labels"), round: (v) => v };
  const [low, high] = base ? [base ** min, base ** max] : [min, max];
  const position = (v) => (base ? Math.log(v) / Math.log(base) : v);
  return {
    control,
    low,
    high,
    accepts: (v) => v >= low && v <= high,
    /** What a hand chooses is rounded to what is shown. */
    round: (v) => Math.min(Math.max(base ? +v.toPrecision(3) : +(Math.round(v / step) * step).toFixed(6), low), high),
    share: (v) => Math.min(Math.max((position(v) - min) / (max - min), 0), 1),
  };
}

/** Puts the control into `row`; returns { place, view, update(state), layOut(again) }. */
export async function addControl({ model, name, spec, limits, row, set }) {
  const hero = Boolean(model.get("hero"));
  const place = tag("div", `gd-control gd-control-${name}`);
  if (spec.quantity) place.dataset.quantity = spec.quantity;
  row.append(place);
  // A slider's view moves the value to its own grid as it is made: keep what the state says.
  const kept = model.get(name);
  const view = await model.widget_manager.create_view(limits.control);
  const slider = view.el.querySelector(".noUi-target");
  const parts = slider ? dressSlider({ place, view, slider, spec, limits }) : dressChoice({ place, view, spec, name });
  const rounded = spec.whole ? Math.round : (v) => v;
  let says = null;
  for (const event of ["slide", "change"]) {
    slider?.noUiSlider.on(`${event}.gd`, () => {
      set(name, rounded(limits.round(model.get(name))));
      says?.(); // a key at the end of the track moves nothing, yet noUiSlider has written its own words
    });
  }
  view.trigger("displayed");
  set(name, kept);
  const marks = slider && spec.marks ? markRow(parts.track, limits, (value) => set(name, value)) : null;
  return {
    place,
    view,
    update(state, told) {
      says = () => parts.update(state[name], spec.says?.(state));
      says();
      marks?.update(spec.marks(state, hero, told), spec.zones?.(state, hero, told) ?? [], state[name]);
    },
    layOut: (again) => marks && layOutMarks(marks, again),
  };
}

function dressChoice({ place, view, spec, name }) {
  place.classList.add("gd-choice");
  place.append(view.el);
  view.el.setAttribute("role", "group");
  view.el.setAttribute("aria-label", spec.label);
  const press = (index) => (button, i) => button.setAttribute("aria-pressed", String(i === index));
  return { name, update: (index) => view.el.querySelectorAll("button").forEach(press(index)) };
}

function dressSlider({ place, view, slider, spec, limits }) {
  const heading = tag("div", "gd-name");
  const value = tag("b", "gd-value");
  heading.append(`${spec.label} `, tag("i", "gd-symbol", spec.symbol), " = ", value);
  const track = tag("div", "gd-track");
  track.append(view.el);
  place.append(heading, track);
  const handle = slider.querySelector("[role=slider]");
  handle.setAttribute("aria-label", `${spec.spoken ?? spec.label} ${spec.symbol}`);
  // noUiSlider writes its own positions (exponents, on a log slider) at each move: ours come after.
  const update = (current, words = show(current, 4)) => {
    write(value, words);
    const values = { min: inDigits(limits.low), max: inDigits(limits.high), now: inDigits(current), text: words };
    for (const [key, text] of Object.entries(values)) handle.setAttribute(`aria-value${key}`, text);
  };
  return { track, update };
}
