// How findings write their figures.

const MOST_DIGITS = 6;

/** A whole number, thousands marked. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A share in per cent, to a digit where that says more; what is not all never reads 100 %, what is some never 0 %. */
export function percent(share: number): string {
  const inPercent = share * 100;
  const isWhole = inPercent === Math.round(inPercent);
  const telling = share < 0.1 || (share < 0.5 && !isWhole) || (share >= 0.995 && share < 1);
  for (let digits = telling ? 1 : 0; ; digits++) {
    const text = inPercent.toFixed(digits);
    const lies = (share < 1 && Number(text) >= 100) || (share > 0 && Number(text) === 0);
    if (!lies || digits === MOST_DIGITS) return `${text} %`;
  }
}

/** In how many of the replications something was so: nothing to say where it was in all. */
export function inReplications(runs: number, all: number): string {
  return runs < all ? `, in ${runs} of ${all} replications` : '';
}

/** Bytes in MiB. */
export function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(2);
}
