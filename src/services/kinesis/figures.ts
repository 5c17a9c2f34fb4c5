// How the findings of Kinesis write their figures.

/** A whole number, thousands marked. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A share in per cent, to a digit where that says more. */
export function percent(share: number): string {
  const digits = share < 0.1 ? 1 : share < 1 && share >= 0.995 ? 1 : 0;
  return `${(share * 100).toFixed(share >= 0.1 && share < 0.995 && share * 100 !== Math.round(share * 100) && share < 0.5 ? 1 : digits)} %`;
}

/** Bytes in MiB. */
export function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(2);
}
