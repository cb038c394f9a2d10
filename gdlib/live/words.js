// Numbers as a reader meets them, the state of an experiment as an address carries it, an element.

const superscript = (n) => String(n).replace(/[-\d]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);

/** A number to `digits` significant digits, with a true minus sign and no E notation. */
export function show(value, digits = 3) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 9.995e-4 || size >= 99950) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const factor = Number(mantissa);
    const power = `10${superscript(Number(exponent))}`;
    return (factor === 1 ? power : `${factor} × ${power}`).replace("-", "−");
  }
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

/** A number without an exponent, as an attribute wants it. */
export const inDigits = (value) =>
  String(value).includes("e-") ? value.toFixed(12).replace(/0+$/, "") : String(value);

export const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** A share to a tenth of a percent. */
export const percent = (share) => (share > 0 && share < 5e-4 ? "< 0.1 %" : `${(100 * share).toFixed(1)} %`);

/** Equal but for rounding. */
export const near = (u, v, tolerance = 1e-9) =>
  Math.abs(u - v) <= tolerance * Math.max(1, Math.abs(u), Math.abs(v));

/** {step_size: 1.2, start: -0.1} as step_size:1.2,start:-0.1 */
export const printState = (state) =>
  Object.entries(state)
    .map(([name, value]) => `${name}:${value}`)
    .join(",");

/** The reverse; what is not `name:finite number` with a name that is wanted is left out. */
export function parseState(text, names) {
  const pairs = text.split(",").map((pair) => pair.split(":"));
  const wanted = pairs.filter(([name, value]) => names.includes(name) && value?.trim() && isFinite(value));
  return Object.fromEntries(wanted.map(([name, value]) => [name, Number(value)]));
}

/** `search` (of an address) with `key` set to this state, or without it (null), and all else as it was. */
export function withState(search, key, state) {
  const parts = search.replace(/^\?/, "").split("&").filter((part) => part && !part.startsWith(`${key}=`));
  if (state !== null) parts.push(`${key}=${printState(state)}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/** Writes the words into the element unless they stand there: what is written is laid out again. */
export function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export const tag = (name, className, text = "") =>
  Object.assign(document.createElement(name), { className, textContent: text });
