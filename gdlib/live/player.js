// Play, Step, Reset: how many steps of the path are shown. Nothing moves unless asked, and where the
// reader prefers less motion, Play shows the end at once.

import { tag, write } from "./words.js";

// A whole run takes about this long, and a single step never longer than half a second.
const RUN = 6000;
const LONGEST = 450;
const SHORTEST = 40;

/** `seen` tells whether the reader can see it: out of sight, a run pauses. */
export function player(row, { length, changed, seen, reset }) {
  let shown = 0;
  let timer = null;
  const buttons = ["Play", "Step", "Reset"].map((text) =>
    Object.assign(tag("button", "gd-button", text), { type: "button" }),
  );
  const [playing, stepping, resetting] = buttons;
  playing.classList.add("gd-play");
  row.append(...buttons);

  const show = (n) => {
    shown = n >= length() ? Infinity : n;
    if (shown === Infinity) pause();
    changed();
  };
  const pause = () => {
    clearInterval(timer);
    timer = null;
    write(playing, "Play");
  };
  const next = () => show(shown === Infinity ? 1 : shown + 1);

  function play() {
    pause();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(Infinity);
    if (shown === Infinity) show(0);
    if (shown === Infinity) return undefined; // no step to take
    write(playing, "Pause");
    timer = setInterval(() => (seen() ? next() : pause()), Math.min(Math.max(RUN / length(), SHORTEST), LONGEST));
    return undefined;
  }

  playing.onclick = () => (timer === null ? play() : pause());
  stepping.onclick = () => {
    pause();
    next();
  };
  resetting.onclick = () => {
    pause();
    reset();
  };
  return {
    shown: () => Math.min(shown, length()),
    complete: () => shown === Infinity,
    playing: () => timer !== null,
    play,
    pause,
    /** Before the first step, or after the last, whatever the path is. */
    setTo(end) {
      pause();
      shown = end ? Infinity : 0;
      changed();
    },
  };
}
