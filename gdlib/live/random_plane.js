// The third tab of a whole net: the cost on a plane through θ, in two random directions of the 13. The plane
// shows the share of the slope that lies in it, and is level in all that it leaves out.

import { diagram } from "./net_pictures.js";
import { kinks, network } from "./net_weights.js";
import { normal, uniforms } from "./random.js";
import { dot, slice } from "./slice.js";
import { show } from "./words.js";

const [STOPS, REACH, RADIUS, NEAR] = [72, 2, 1.2, 1e-4];
const CALLS = ["nearly all", "about half", "a third or less"];

/** Two random directions at right angles, of length 1; the same for the same number. */
export function directions(number, d) {
  const uniform = uniforms(number);
  const unit = (v) => v.map((x) => x / Math.hypot(...v));
  const [first, second] = [0, 1].map(() => unit(Array.from({ length: d }, () => normal(uniform))));
  return [first, unit(second.map((v, i) => v - dot(first, second) * first[i]))];
}

function solve(programs, given) {
  const net = network(programs, given);
  const { theta, value } = net;
  const slopes = net.gradient(theta);
  const plane = directions(given.draw, theta.length);
  const at = (angle, far) => theta.map((v, i) => v + far * (Math.cos(angle) * plane[0][i] + Math.sin(angle) * plane[1][i]));
  const angles = Array.from({ length: STOPS + 1 }, (_, n) => (2 * Math.PI * n) / STOPS);
  const points = angles.map((angle) => at(angle, RADIUS));
  const rates = angles.map((angle) => (value(at(angle, NEAR)) - value(at(angle, -NEAR))) / (2 * NEAR));
  const inside = plane.map((direction) => dot(direction, slopes));
  const state = { ...given, size: Math.hypot(...slopes), inside: Math.hypot(...inside), kinks: kinks(net) };
  const ends = ["Δ₁", "Δ₂", "−Δ₁", "−Δ₂"].map((name, i) => ({ name, point: at((i * Math.PI) / 2, REACH) }));
  const path = { points, values: points.map(value), steps: STOPS, end: "turned", rates };
  return { ...net, state, path, corners: [{ name: "θ", point: theta }, ...ends] };
}

const round = ({ theta, path, shown }) => (shown > 0 && shown < path.steps ? path.points[shown] : theta);

function cut(stage) {
  const draw = slice(stage, { caption: "The cost on the plane, low ground dark" });
  return { hide: draw.hide, draw: (scene) => draw({ ...scene, theta: round(scene) }) };
}

const share = ({ size, inside }) => (size ? inside / size : 0);

export const randomPlane = {
  question: "How much of the slope can be seen in two random directions of 13?",
  shown: () => ["draw"],
  pictures: [cut, diagram(round)],
  solve,
  predict: (state) => ({ share: share(state), size: state.size }),
  observe: ({ rates }, { size }) => ({ share: size ? Math.max(...rates.map(Math.abs)) / size : 0 }),
  // The steepest of the tried directions is up to half a stop beside the steepest of all.
  verdict(predicted, observed, { size, kinks: at }) {
    if (Math.abs(predicted.share - observed.share) <= 1e-3 + 1e-5 / size) return "match";
    return at ? "a kink" : "no match";
  },
  calls: CALLS,
  outcome: ({ share: seen }) => CALLS[seen > 0.75 ? 0 : seen > 0.4 ? 1 : 2],
  sayPredicted: ({ share: seen, size }) =>
    size ? `this plane holds ${show(100 * seen)} % of the slope ‖∇L‖ = ${show(size)}; a random one holds about √(2/13), 39 %` : "∇L = 0: no plane shows a slope",
  sayObserved: ({ share: seen }) => `the steepest of ${STOPS} directions in the plane has ${show(100 * seen)} % of it`,
  sayShown: ({ path, value, theta }, n) => (n ? `at ${(360 / STOPS) * n}°, L = ${show(path.values[n])}` : `at θ, L = ${show(value(theta))}`),
};
