// Play, Step, Reset: how many steps of the path are shown. At first all of them; nothing moves unless
// asked, and where the reader prefers less motion, Play shows the end at once.

import { tag } from "./words.js";

// A whole run takes about this long, and a single step never longer than half a second.
const RUN = 6000;
const LONGEST = 450;
const SHORTEST = 40;

export function player(row, { length, changed }) {
  let shown = Infinity;
  let timer = null;
  const play = tag("button", "gd-button gd-play");
  const step = tag("button", "gd-button", "Step");
  const reset = tag("button", "gd-button", "Reset");
  for (const button of [play, step, reset]) button.type = "button";
  row.append(play, step, reset);

  const show = (n) => {
    shown = n >= length() ? Infinity : n;
    if (shown === Infinity) pause();
    changed();
  };
  const pause = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  };
  const next = () => show(shown === Infinity ? 1 : shown + 1);

  play.onclick = () => {
    if (timer !== null) return pause();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(Infinity);
    if (shown === Infinity) show(0);
    if (length() === 0) return undefined;
    play.textContent = "Pause";
    timer = setInterval(next, Math.min(Math.max(RUN / length(), SHORTEST), LONGEST));
    return undefined;
  };
  step.onclick = () => {
    pause();
    next();
  };
  reset.onclick = () => {
    pause();
    shown = 0;
    changed();
  };
  pause();
  return {
    shown: () => Math.min(shown, length()),
    complete: () => shown === Infinity,
    playing: () => timer !== null,
    pause,
  };
}
