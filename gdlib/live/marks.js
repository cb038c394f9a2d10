// Thresholds on a slider: a dotted line at the exact place, and above it a button with the formula
// that sets the slider there. Below the track, what happens between them; the zone where the slider
// stands is always named, the others where there is room.

import { show, tag } from "./words.js";

// Names that need more rows than this lose their numbers, if that saves a row: the slider shows them.
const ROWS = 2;

export function markRow(track, limits, set) {
  const [above, below] = [tag("div", "gd-marks"), tag("div", "gd-zones")];
  below.setAttribute("aria-hidden", "true");
  track.prepend(above);
  track.append(below);
  const row = { above, below, buttons: [], lines: [], words: [], marks: [], zones: [] };

  row.update = (marks, zones, current) => {
    const within = marks.filter(({ value }) => limits.accepts(value));
    const named = nameZones(zones, within, current, limits.share);
    const drawn = JSON.stringify([within, named]);
    if (drawn !== row.drawn) {
      row.drawn = drawn;
      row.zones = named;
      row.marks = within.map((mark) => ({ ...mark, share: limits.share(mark.value) }));
      write(row, set);
      layOutMarks(row);
    }
    within.forEach(({ value }, i) => row.buttons[i].setAttribute("aria-pressed", String(value === current)));
  };
  return row;
}

/** The zones as { word, from, to, here }; on the border of two, the meaning of the mark that stands there. */
function nameZones(zones, marks, current, share) {
  const border = zones.some(({ to }) => to === current) && marks.find(({ value }) => value === current);
  const now = border ? -1 : zones.findIndex(({ to }) => current <= to);
  const edges = [0, ...zones.map(({ to }) => share(to))];
  const named = zones.map(({ word }, i) => ({ word, from: edges[i], to: edges[i + 1], here: i === now }));
  const place = border && share(current);
  return border ? [...named, { word: border.meaning, from: place, to: place, here: true }] : named;
}

function write({ above, below, buttons, lines, words, marks, zones }, set) {
  resize(lines, marks.length, () => above.insertBefore(tag("span", "gd-mark-line"), buttons[0] ?? null));
  resize(buttons, marks.length, () => above.appendChild(tag("button", "gd-mark")));
  resize(words, zones.length, () => below.appendChild(tag("span", "gd-zone")));
  marks.forEach((mark, i) => {
    buttons[i].type = "button";
    buttons[i].title = mark.meaning;
    buttons[i].setAttribute("aria-label", `Set to ${inFull(mark)}: ${mark.meaning}`);
    buttons[i].onclick = () => set(mark.value);
  });
  zones.forEach(({ word, here }, i) => {
    words[i].textContent = word;
    words[i].classList.toggle("gd-zone-here", here);
  });
}

const inFull = ({ label, at, value }) => `${label} ${at ? "at" : "="} ${show(value, 4)}`;

function resize(elements, length, make) {
  while (elements.length > length) elements.pop().remove();
  while (elements.length < length) elements.push(make());
}

/** To measure words makes the browser lay out the page: it is done `again` only for another typeface. */
export function layOutMarks(row, again = false) {
  const width = row.above.clientWidth;
  const laidOut = `${width} ${row.drawn}`;
  if (!width || (row.laidOut === laidOut && !again)) return;
  row.laidOut = laidOut;
  const rows = placeMarks(row, width, inFull);
  if (rows > ROWS && placeMarks(row, width, ({ label }) => label) === rows) placeMarks(row, width, inFull);
  placeZones(row, width);
}

/** Each name goes as near to its line as the track allows, in the first row where it is free. */
function placeMarks({ above, buttons, lines, marks }, width, print) {
  buttons.forEach((button, i) => (button.textContent = print(marks[i])));
  const tall = Math.max(0, ...buttons.map((button) => button.offsetHeight));
  const rows = [];
  const boxes = buttons.map((button, i) => {
    const half = button.offsetWidth / 2;
    const middle = Math.min(Math.max(marks[i].share * width, half), width - half);
    const free = rows.findIndex((ends) => ends.every(([from, to]) => middle + half < from || middle - half > to));
    const row = free < 0 ? rows.length : free;
    (rows[row] ??= []).push([middle - half - 4, middle + half + 4]);
    return { left: middle - half, row };
  });
  above.style.height = `${rows.length * tall}px`;
  boxes.forEach(({ left, row }, i) => {
    // The first row stands next to the track, so that most lines are short.
    Object.assign(buttons[i].style, { left: `${left}px`, bottom: `${row * tall}px` });
    Object.assign(lines[i].style, { left: `${marks[i].share * 100}%`, height: `${row * tall}px` });
  });
  return rows.length;
}

/** The word of the zone where the slider stands has the right of way. */
function placeZones({ words, zones }, width) {
  const halves = words.map((word) => word.offsetWidth / 2); // all are measured before one is moved
  const boxes = words.map((word, i) => {
    const [half, { from, to }] = [halves[i], zones[i]];
    const middle = Math.min(Math.max(((from + to) / 2) * width, half), Math.max(width - half, half));
    word.style.left = `${middle}px`;
    return { from: middle - half, to: middle + half };
  });
  const here = boxes[zones.findIndex((zone) => zone.here)];
  words.forEach((word, i) => {
    const { from, to } = boxes[i];
    const fits = to - from < (zones[i].to - zones[i].from) * width;
    const free = !here || to + 6 < here.from || from - 6 > here.to;
    word.classList.toggle("gd-zone-hidden", !zones[i].here && !(fits && free));
  });
}
