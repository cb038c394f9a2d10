// Thresholds on a slider: a dotted line at the exact place, and above it a button with the formula
// that sets the slider there. Names that would overlap go to rows of their own.

import { show, tag } from "./words.js";

export function markRow(track, limits, set) {
  const above = tag("div", "gd-marks");
  const below = tag("div", "gd-zones");
  below.setAttribute("aria-hidden", "true");
  track.prepend(above);
  track.append(below);
  const buttons = [];
  const lines = [];
  const words = [];
  const row = { above, below, buttons, lines, words, shares: [], wordShares: [] };

  row.update = (marks, zones, current) => {
    const within = marks.filter(({ value }) => limits.accepts(value));
    resize(lines, within.length, () => above.insertBefore(tag("span", "gd-mark-line"), buttons[0] ?? null));
    resize(buttons, within.length, () => above.appendChild(tag("button", "gd-mark")));
    resize(words, zones.length, () => below.appendChild(tag("span", "gd-zone")));
    let changed = false;
    within.forEach(({ value, label, meaning, at }, i) => {
      const button = buttons[i];
      const text = `${label} ${at ? "at" : "="} ${show(value, 4)}`;
      changed ||= button.textContent !== text || row.shares[i] !== limits.share(value);
      if (button.textContent !== text) button.textContent = text;
      button.type = "button";
      button.title = meaning;
      button.setAttribute("aria-label", `Set to ${text}: ${meaning}`);
      button.setAttribute("aria-pressed", String(value === current));
      button.onclick = () => set(value);
    });
    row.shares = within.map(({ value }) => limits.share(value));
    const edges = [0, ...zones.map(({ to }) => limits.share(to))];
    row.wordShares = zones.map((zone, i) => [edges[i], edges[i + 1]]);
    zones.forEach(({ word }, i) => (words[i].textContent = word));
    changed ||= row.showing !== `${within.length} ${zones.length}`;
    row.showing = `${within.length} ${zones.length}`;
    if (changed) layOutMarks(row);
  };
  return row;
}

function resize(elements, length, make) {
  while (elements.length > length) elements.pop().remove();
  while (elements.length < length) elements.push(make());
}

/** Each name goes as near to its line as the track allows, in the first row where it is free. */
export function layOutMarks({ above, buttons, lines, words, shares, wordShares }) {
  const width = above.clientWidth;
  if (!width) return;
  const tall = Math.max(0, ...buttons.map((button) => button.offsetHeight));
  const rows = [];
  const boxes = buttons.map((button, i) => {
    const half = button.offsetWidth / 2;
    const middle = Math.min(Math.max(shares[i] * width, half), width - half);
    const free = rows.findIndex((ends) => ends.every(([from, to]) => middle + half < from || middle - half > to));
    const row = free < 0 ? rows.length : free;
    (rows[row] ??= []).push([middle - half - 4, middle + half + 4]);
    return { left: middle - half, row };
  });
  above.style.height = `${rows.length * tall}px`;
  boxes.forEach(({ left, row }, i) => {
    // The first row stands next to the track, so that most lines are short.
    Object.assign(buttons[i].style, { left: `${left}px`, bottom: `${row * tall}px` });
    Object.assign(lines[i].style, { left: `${shares[i] * 100}%`, height: `${row * tall}px` });
  });
  words.forEach((word, i) => {
    const [from, to] = wordShares[i].map((share) => share * width);
    word.style.left = `${(from + to) / 2}px`;
    word.style.visibility = word.offsetWidth < to - from ? "visible" : "hidden";
  });
}
