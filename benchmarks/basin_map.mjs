// A map of where 512×512 starts end, with the step that a loss printed: node basin_map.mjs SPEC
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const spec = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { step } = await import(pathToFileURL(spec.module));
const limit = spec.tol ** 2;
const across = ([low, high], i) => low + ((high - low) * i) / (spec.side - 1);

function end(x, y) {
  for (let n = 0; n < spec.steps; n += 1) {
    const next = step([x, y], spec.alpha, []);
    const u = next[0][0];
    const v = next[0][1];
    if (next[1] <= limit) break;
    if (!(Math.abs(u) <= spec.far && Math.abs(v) <= spec.far)) break;
    x = u;
    y = v;
  }
  return [x, y];
}

function map() {
  const ends = new Float64Array(2 * spec.side ** 2);
  for (let i = 0; i < spec.side; i += 1) {
    for (let j = 0; j < spec.side; j += 1) {
      ends.set(end(across(spec.domain[0], i), across(spec.domain[1], j)), 2 * (i * spec.side + j));
    }
  }
  return ends;
}

map(); // compiled by now
const start = process.cpuUsage();
const ends = map();
const { user, system } = process.cpuUsage(start);
const seconds = (user + system) / 1e6;
console.log(JSON.stringify({ seconds, sample: [...ends.slice(0, 64)] }));
