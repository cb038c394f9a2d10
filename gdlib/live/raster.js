// A picture of labels, pixel by pixel, under a panel's lines: each label has a colour and a pattern of its
// own, the same in every panel. Colours are read from the stylesheet, so they follow the theme.

const NAMES = ["a", "b", "c", "d", "e", "f"].map((letter) => `--live-basin-${letter}`);
/** Whether a pattern's pixel is drawn, in a tile of 12 by 12. */
const PATTERNS = [
  () => false,
  (i, j) => (i + j) % 6 === 0,
  (i, j) => i % 6 < 2 && j % 6 < 2,
  (i, j) => (i - j + 12) % 6 === 0,
  (i, j) => j % 6 === 0,
  (i, j) => i % 6 === 0,
];
const TILE = 12;
const DIVERGED = (i, j) => (i + j) % 4 < 2;
const UNSETTLED = (i, j) => (i % 6 === 0 && j % 6 === 0) || (i % 6 === 3 && j % 6 === 3);
const MOST = 1200; // pixels across, at most

const parse = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const mix = (one, other, share) => one.map((v, i) => Math.round(v + share * (other[i] - v)));
const packed = ([r, g, b]) => (255 << 24) | (b << 16) | (g << 8) | r;

/** The tiles of the labels of k minima, then "not settled" and "diverged", as lists of pixels. */
function tilesOf(style, k) {
  const read = (name) => parse(style.getPropertyValue(name).trim());
  const [ground, text, quiet, step] = ["ground", "text", "quiet", "step"].map((name) => read(`--live-${name}`));
  const tile = (colour, ink, drawn) =>
    Uint32Array.from({ length: TILE * TILE }, (_, n) => packed(drawn(n % TILE, Math.floor(n / TILE)) ? ink : colour));
  const basins = NAMES.slice(0, k).map((name, i) => tile(read(name), mix(read(name), text, 0.3), PATTERNS[i]));
  return [...basins, tile(ground, mix(ground, quiet, 0.8), UNSETTLED), tile(ground, mix(ground, step, 0.75), DIVERGED)];
}

/**
 * `paint({ left, top, right, bottom }, k, { columns, labels }, name)` of the panel: labels row by row, from the
 * top; what has no tile is left blank. Nothing is done while name, place and colours stay as they are.
 */
export function raster({ box }) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  box.node().prepend(canvas);
  const brush = canvas.getContext("2d");
  let drawn = "";

  return ({ left, top, right, bottom }, k, { columns, labels }, name) => {
    const style = getComputedStyle(box.node());
    const scale = Math.min(devicePixelRatio, MOST / (right - left));
    const [width, height] = [right - left, bottom - top].map((side) => Math.max(Math.round(side * scale), 1));
    const colours = [...NAMES, "--live-ground", "--live-step"].map((each) => style.getPropertyValue(each));
    const now = [name, left, top, width, height, ...colours].join();
    if (now === drawn) return;
    drawn = now;
    Object.assign(canvas, { width, height });
    Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    const image = brush.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const tiles = tilesOf(style, k);
    const place = (size, count) => Int32Array.from({ length: size }, (_, i) => ((i + 0.5) / size) * count);
    const inTile = (size) => Int32Array.from({ length: size }, (_, i) => (i / scale) % TILE);
    const [xs, ys] = [place(width, columns), place(height, labels.length / columns)];
    const [us, vs] = [inTile(width), inTile(height)];
    for (let j = 0; j < height; j += 1) {
      const [row, across] = [ys[j] * columns, vs[j] * TILE];
      for (let i = 0; i < width; i += 1) {
        const tile = tiles[labels[row + xs[i]]];
        if (tile) pixels[j * width + i] = tile[across + us[i]];
      }
    }
    brush.putImageData(image, 0, 0);
  };
}
