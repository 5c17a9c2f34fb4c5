// The way back: from plain numbers to the text that a scenario would hold, exact to the last bit, in the largest
// unit that writes it shortest. `sim config` and the list of assumptions are written so.

interface Step {
  readonly unit: string;
  readonly size: number;
}

const TIMES: readonly Step[] = [
  { unit: 'd', size: 86_400_000_000 },
  { unit: 'h', size: 3_600_000_000 },
  { unit: 'min', size: 60_000_000 },
  { unit: 's', size: 1_000_000 },
  { unit: 'ms', size: 1_000 },
];

const SIZES: readonly Step[] = [
  { unit: 'TiB', size: 1024 ** 4 },
  { unit: 'TB', size: 1e12 },
  { unit: 'GiB', size: 1024 ** 3 },
  { unit: 'GB', size: 1e9 },
  { unit: 'MiB', size: 1024 ** 2 },
  { unit: 'MB', size: 1e6 },
  { unit: 'KiB', size: 1024 },
  { unit: 'kB', size: 1e3 },
];

/** Whole microseconds as text: `5 min`, `1.5 s` is `1500 ms`. */
export function writtenDuration(us: number): string {
  return inLargest(us, TIMES, 'us');
}

/** Whole bytes as text: `4 KiB`, `500 B`. */
export function writtenSize(bytes: number): string {
  return inLargest(bytes, SIZES, 'B');
}

/** A share as text: `40%`. */
export function writtenShare(share: number): string {
  for (let digits = 1; digits <= 17; digits += 1) {
    const percent = Number((share * 100).toPrecision(digits));
    if (percent / 100 === share) return `${percent}%`;
  }
  return `${share} * 100%`;
}

/** A rate as text: `3200/s`. */
export function writtenRate(perSecond: number): string {
  return `${perSecond}/s`;
}

/** A bandwidth as text: `2 MiB/s`. */
export function writtenByteRate(bytesPerSecond: number): string {
  return Number.isInteger(bytesPerSecond) ? `${writtenSize(bytesPerSecond)}/s` : `${bytesPerSecond} B/s`;
}

/** USD as text: `0.015 USD`. */
export function writtenMoney(usd: number): string {
  return `${usd} USD`;
}

function inLargest(value: number, steps: readonly Step[], smallest: string): string {
  if (value === 0) return `0 ${smallest}`;
  const step = steps.find(({ size }) => value % size === 0);
  return step === undefined ? `${value} ${smallest}` : `${value / step.size} ${step.unit}`;
}
