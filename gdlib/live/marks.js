// Thresholds on a slider: a dotted line at the exact place, and above it a button with the formula
// that sets the slider there. Below the track, what happens between them; the zone where the slider
// stands is always named, the others where there is room.

import { show, tag, write } from "./words.js";

// Names that need more rows than this lose their numbers, if that saves a row: the slider shows them.
const ROWS = 2;

export function markRow(track, limits, set) {
  const [above, below] = [tag("div", "gd-marks"), tag("div", "gd-zones")];
  below.setAttribute("aria-hidden", "true");
  track.prepend(above);
  track.append(below);
  const row = { above, below, buttons: [], lines: [], words: [], marks: [], zones: [], rulers: {}, width: 0 };

  row.update = (marks, zones, current) => {
    const within = marks.filter(({ value }) => limits.accepts(value));
    const named = nameZones(zones, within, current, limits.share);
    const drawn = JSON.stringify([within, named]);
    if (drawn !== row.drawn) {
      row.drawn = drawn;
      row.zones = named;
      row.marks = within.map((mark) => ({ ...mark, share: limits.share(mark.value) }));
      renew(row, set);
      place(row);
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

function renew({ above, below, buttons, lines, words, marks, zones }, set) {
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
    write(words[i], word);
    words[i].classList.toggle("gd-zone-here", here);
  });
}

const inFull = ({ label, at, value }) => `${label} ${at ? "at" : "="} ${show(value, 4)}`;

function resize(elements, length, make) {
  while (elements.length > length) elements.pop().remove();
  while (elements.length < length) elements.push(make());
}

/** For another width or another typeface (`again`). */
export function layOutMarks(row, again = false) {
  const width = row.above.clientWidth;
  if (again || width !== row.width) Object.assign(row, { width, rulers: {}, laidOut: null });
  place(row);
}

/** While a hand drags, nothing is measured: the browser would lay out the page for each word. */
function place(row) {
  row.width ||= row.above.clientWidth; // it was hidden
  if (!row.width || row.laidOut === row.drawn) return;
  row.laidOut = row.drawn;
  placeMarks(row);
  placeZones(row);
}

/** How tall an element of one line is, and how wide it is with these words. */
function ruler(element) {
  const style = getComputedStyle(element);
  const [left, right, least] = ["paddingLeft", "paddingRight", "minWidth"].map((name) => parseFloat(style[name]) || 0);
  const brush = document.createElement("canvas").getContext("2d");
  brush.font = ["fontStyle", "fontWeight", "fontSize", "fontFamily"].map((name) => style[name]).join(" ");
  return {
    tall: element.offsetHeight,
    width: (words) => Math.max(left + brush.measureText(words).width + right, least),
  };
}

/** Each name goes as near to its line as the track allows, in the first row where it is free. */
function arrange({ marks, width, rulers }, print) {
  const rows = [];
  const boxes = marks.map((mark) => {
    const half = rulers.mark.width(print(mark)) / 2;
    const middle = Math.min(Math.max(mark.share * width, half), width - half);
    const free = rows.findIndex((ends) => ends.every(([from, to]) => middle + half < from || middle - half > to));
    const row = free < 0 ? rows.length : free;
    (rows[row] ??= []).push([middle - half - 4, middle + half + 4]);
    return { words: print(mark), left: middle - half, row };
  });
  return { boxes, rows: rows.length };
}

function placeMarks(row) {
  const { above, buttons, lines, marks, rulers } = row;
  if (marks.length && !rulers.mark) {
    buttons[0].textContent = inFull(marks[0]);
    rulers.mark = ruler(buttons[0]);
  }
  const tall = rulers.mark?.tall ?? 0;
  const [full, short] = [inFull, ({ label }) => label].map((print) => arrange(row, print));
  const { boxes, rows } = full.rows > ROWS && short.rows < full.rows ? short : full;
  above.style.height = `${rows * tall}px`;
  boxes.forEach(({ words, left, row: n }, i) => {
    write(buttons[i], words);
    // The first row stands next to the track, so that most lines are short.
    Object.assign(buttons[i].style, { left: `${left}px`, bottom: `${n * tall}px` });
    Object.assign(lines[i].style, { left: `${marks[i].share * 100}%`, height: `${n * tall}px` });
  });
}

/** The word of the zone where the slider stands has the right of way; all are given the room that it needs. */
function placeZones({ words, zones, width, rulers }) {
  const now = zones.findIndex((zone) => zone.here);
  if (zones.length) rulers.zone ??= ruler(words[Math.max(now, 0)]);
  const boxes = zones.map(({ word, from, to }) => {
    const half = rulers.zone.width(word) / 2;
    const middle = Math.min(Math.max(((from + to) / 2) * width, half), Math.max(width - half, half));
    return { middle, from: middle - half, to: middle + half };
  });
  const here = boxes[now];
  words.forEach((word, i) => {
    const { middle, from, to } = boxes[i];
    word.style.left = `${middle}px`;
    const fits = to - from < (zones[i].to - zones[i].from) * width;
    const free = !here || to + 6 < here.from || from - 6 > here.to;
    word.classList.toggle("gd-zone-hidden", !zones[i].here && !(fits && free));
  });
}
