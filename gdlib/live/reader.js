// A plot as a slider over n, the steps that it shows: pointer, arrow keys, Home and End.

import { pointer } from "d3-selection";

/** `at` takes a place across the picture to n; `onward` is -1 where later steps stand to the left. */
export function readAlong(box, { label, setCursor, at, onward = 1 }) {
  let last = 0;
  let now = null;
  const go = (n) => {
    now = Math.min(Math.max(Math.round(n), 0), last);
    setCursor(now);
  };
  const next = () => (now ?? -1) + 1;
  const back = () => (now ?? 1) - 1;
  const [right, left] = onward > 0 ? [next, back] : [back, next];
  const keys = {
    ArrowRight: right,
    ArrowUp: right,
    ArrowLeft: left,
    ArrowDown: left,
    Home: () => 0,
    End: () => last,
  };
  box.attr("tabindex", 0).attr("role", "slider").attr("aria-label", label);
  box
    .on("pointermove", (event) => go(at(pointer(event, box.select("svg").node())[0])))
    .on("pointerleave", () => setCursor(null))
    .on("focus", () => setCursor(now ?? 0))
    .on("blur", () => setCursor(null))
    .on("keydown", (event) => {
      if (!keys[event.key]) return;
      event.preventDefault();
      event.stopPropagation();
      go(keys[event.key]());
    });
  return {
    update(shown, cursor, words) {
      [last, now] = [shown, cursor];
      box.attr("aria-valuemin", 0).attr("aria-valuemax", shown).attr("aria-valuenow", cursor ?? 0);
      box.attr("aria-valuetext", words(cursor ?? 0));
    },
  };
}
