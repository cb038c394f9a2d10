// Which minimum each start of a map leads to. The starts are run in slices by a worker, which is made of
// the program that the loss printed and of the functions here, so that no frame waits for them; where no
// worker can be made, in short slices between two frames. A newer question cancels the one before.

import { descend } from "./descend.js";

const SLICE = { worker: 30, page: 6 }; // milliseconds
const OFTEN = 150; // a map that is being filled is shown no more often

/** Where a run ended: the number of its minimum, or behind those, not settled or diverged. */
export function endOf({ points, end }, { minima, near }) {
  if (end === "diverged") return minima.length + 1;
  const [x, y] = points.at(-1);
  const place = minima.findIndex(([u, v]) => Math.hypot(x - u, y - v) <= near);
  return end === "converged" && place >= 0 ? place : minima.length;
}

/** The ends of one row of a map, the bottom one first. These functions see nothing but what they are given. */
export function endsOfRow(run, end, program, question, side, row) {
  const [[left, right], [bottom, top]] = question.domain;
  const rules = { ...question.rules, parameters: [], last: true };
  const y = bottom + ((top - bottom) * (row + 0.5)) / side;
  return Array.from({ length: side }, (_, i) => {
    const x = left + ((right - left) * (i + 0.5)) / side;
    return end(run(program, [x, y], question.step_size, rules), question);
  });
}

/** Answers the latest question, map by map, some rows at a time. */
export function inSlices(rowOf, report, slice) {
  let latest = null;
  return (question) => {
    latest = question;
    let [level, row] = [0, 0];
    const next = () => {
      if (latest !== question) return;
      const [side, from, rows, start] = [question.sides[level], row, [], performance.now()];
      for (; row < side && performance.now() - start < slice; row += 1) rows.push(rowOf(question, side, row));
      report({ name: question.name, side, from, rows });
      if (row === side) [level, row] = [level + 1, 0];
      if (level < question.sides.length) setTimeout(next);
    };
    // Questions that wait behind this one are heard first.
    setTimeout(next);
  };
}

/** The worker of a program, as a module. */
export const workerOf = (text) => `${text}
const [run, end, row] = [${descend}, ${endOf}, ${endsOfRow}];
const rowOf = (...asked) => row(run, end, { step }, ...asked);
const answer = (${inSlices})(rowOf, (found) => postMessage(found), ${SLICE.worker});
onmessage = ({ data }) => answer(data);
`;

/** A function that takes questions for this program. */
function employ(text, program, report) {
  const here = inSlices((...asked) => endsOfRow(descend, endOf, program, ...asked), report, SLICE.page);
  let [ask, asked] = [here, null];
  try {
    const url = URL.createObjectURL(new Blob([workerOf(text)], { type: "text/javascript" }));
    const worker = new Worker(url, { type: "module" });
    worker.onmessage = ({ data }) => report(data);
    // A page may forbid workers, which shows only now.
    worker.onerror = () => {
      ask = here;
      if (asked) here(asked);
    };
    ask = (question) => worker.postMessage(question);
    return { ask: (question) => ask((asked = question)), stop: () => worker.terminate() };
  } catch {
    return { ask, stop: () => here({ sides: [] }) };
  }
}

/**
 * What is known so far of a question's map: { ends, side, counts, done }; `ends` are those of the finest map,
 * filled from the rough one until its own rows come; `changed` is called when there are more.
 */
export function startsMap({ programs, text, changed }) {
  const staff = {};
  let [map, shown] = [null, 0];

  /** Whether there is something to show: a whole map, or after a while more of it. */
  function take({ name, side, from, rows }) {
    if (name !== map?.name) return false;
    const size = map.side / side;
    rows.forEach((row, j) => {
      for (let k = 0; k < size; k += 1) {
        // Rows of starts come from the bottom, those of a picture from the top.
        const at = (map.side - 1 - (from + j) * size - k) * map.side;
        for (let i = 0; i < map.side; i += 1) map.ends[at + i] = row[Math.floor(i / size)];
      }
    });
    map.version += 1;
    const whole = from + rows.length === side;
    if (whole) {
      map.counts = countsOf(map.ends);
      map.counted = side;
      map.done = size === 1;
    }
    return whole || (map.counts !== null && performance.now() - shown > OFTEN);
  }

  function hear(found) {
    if (!take(found)) return;
    shown = performance.now();
    changed();
  }

  return {
    /** Asks once; `now` is for paper, which waits for nothing: the rough map, at once. */
    of({ question, program }, now = false) {
      const side = question.sides.at(-1);
      if (map?.name !== question.name) {
        const ends = map?.surface === program ? map.ends : new Uint8Array(side * side).fill(255);
        map = { name: question.name, surface: program, ends, side, version: 0, counts: null, counted: 0, done: false };
        if (!now) (staff[program] ??= employ(text(program), programs[program], hear)).ask(question);
      }
      if (now && !map.counts) {
        const [rough] = question.sides;
        const rows = Array.from({ length: rough }, (_, row) => endsOfRow(descend, endOf, programs[program], question, rough, row));
        take({ name: question.name, side: rough, from: 0, rows });
      }
      return map;
    },
    stop: () => Object.values(staff).forEach(({ stop }) => stop()),
  };
}

function countsOf(ends) {
  const counts = new Array(256).fill(0);
  for (const end of ends) counts[end] += 1;
  return counts.map((count) => count / ends.length);
}
