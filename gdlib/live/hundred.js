// A hundred walkers at once, computed in slices of a frame: where they stand and what they hold after each of
// some numbers of evaluations, evenly spread over a logarithmic axis.

import { uniforms } from "./random.js";
import { schedule } from "./walkers.js";

export const WALKERS = 100;
const [STOPS, CHUNK] = [48, 100];

function stopsOf(budget) {
  const spread = Array.from({ length: STOPS + 1 }, (_, k) => Math.round(budget ** (k / STOPS)));
  return [0, ...new Set(spread)];
}

/** The path of a race: `goOn(shown, time)` goes on for so many milliseconds, and says if there is more to do. */
export function race({ walker, smooths }, program, known, state) {
  const uniform = uniforms(state.seed);
  const box = Array.from({ length: state.dimension }, (_, i) => known.box[i % known.box.length]);
  const zero = [0];
  const walkers = Array.from({ length: WALKERS }, () =>
    walker({
      state,
      uniform,
      begin: () => box.map(([low, high]) => low + (high - low) * uniform()),
      // Rastrigin's loss is a sum over its unknowns, and the program that of one of them.
      cost: (at) => at.reduce((sum, v) => sum + program.value([v], zero), 0),
      slope: (at, width) => at.map((v) => program.gradient([v], [width])[0]),
      size: (width) => 1 / program.hessian(zero, [width])[0][0],
    }),
  );
  const stops = stopsOf(state.budget);
  const widths = smooths ? schedule(state) : [0];
  const seen = [];
  let [w, done] = [0, 0];

  function look() {
    const n = stops[seen.length];
    seen.push({
      n,
      width: widths[Math.min(Math.floor((n * widths.length) / state.budget), widths.length - 1)],
      places: walkers.map(({ at }) => [at[0], at[1]]),
      found: walkers.map(({ holds }) => holds < known.level),
    });
  }

  look();
  return {
    stops,
    seen,
    steps: stops.length - 1,
    end: "raced",
    late: () => walkers.some(({ late }) => late),
    goOn(shown, time) {
      const until = performance.now() + time;
      while (seen.length <= shown) {
        const asked = stops[seen.length] - stops[seen.length - 1];
        for (; w < WALKERS; [w, done] = [w + 1, 0]) {
          while (done < asked) {
            for (const end = Math.min(done + CHUNK, asked); done < end; done += 1) walkers[w].ask();
            if (performance.now() > until) return true;
          }
        }
        w = 0;
        look();
      }
      return false;
    },
  };
}
