// How wide a text is in Helvetica, in units of a thousandth of the font size, so that charts leave room for their
// labels without a browser and come out the same everywhere. Widths are those of Adobe's font metrics for Helvetica,
// which Arial and Liberation Sans share.

const NARROW = "'ijl|"; // 191–260, taken as 222
const WIDTHS: Readonly<Record<string, number>> = {
  ' ': 278,
  '!': 278,
  ',': 278,
  '.': 278,
  ':': 278,
  ';': 278,
  '/': 278,
  I: 278,
  f: 278,
  t: 278,
  '[': 278,
  ']': 278,
  '(': 333,
  ')': 333,
  '-': 333,
  r: 333,
  J: 500,
  c: 500,
  k: 500,
  s: 500,
  v: 500,
  x: 500,
  y: 500,
  z: 500,
  F: 611,
  T: 611,
  Z: 611,
  '+': 584,
  '<': 584,
  '=': 584,
  '>': 584,
  '±': 584,
  '−': 584,
  A: 667,
  B: 667,
  E: 667,
  K: 667,
  P: 667,
  S: 667,
  V: 667,
  X: 667,
  Y: 667,
  '&': 667,
  C: 722,
  D: 722,
  H: 722,
  N: 722,
  R: 722,
  U: 722,
  w: 722,
  G: 778,
  O: 778,
  Q: 778,
  M: 833,
  m: 833,
  '%': 889,
  W: 944,
  '@': 1015,
  '…': 1000,
};
const OTHER = 556; // digits and most small letters
const WIDE = 1000; // beyond Latin
/** Where Helvetica and its like are missing, what stands in for them is wider by up to this. */
const SPARE = 1.1;

/** Width in pixels at a font size in pixels: room enough for the text in Helvetica and in what browsers take instead. */
export function textWidth(words: string, sizePx: number): number {
  let thousandths = 0;
  for (const letter of words) {
    const known = NARROW.includes(letter) ? 222 : WIDTHS[letter];
    thousandths += known ?? ((letter.codePointAt(0) ?? 0) > 0x24f ? WIDE : OTHER);
  }
  return (thousandths * sizePx * SPARE) / 1000;
}
