// The units that a quantity may carry, and the look-alikes that are refused with the right way to write them.
// Time is kept in seconds, bytes in bytes, money in USD; a rate is a quantity whose time exponent is −1.
// kB, MB, GB, TB are powers of 1000 and KiB, MiB, GiB, TiB of 1024 (IEC 80000-13); what AWS calls "KB" is KiB.

/** Exponents of [time, bytes, money]. A rate is `[-1, 0, 0]`, a bandwidth `[-1, 1, 0]`. */
export type Dimension = readonly [time: number, bytes: number, money: number];

export const PLAIN: Dimension = [0, 0, 0];
export const TIME: Dimension = [1, 0, 0];
export const BYTES: Dimension = [0, 1, 0];
export const MONEY: Dimension = [0, 0, 1];

/** A unit is worth `times / over` of its dimension's base unit; both whole, so that decimals stay exact. */
export interface Unit {
  readonly dimension: Dimension;
  readonly times: number;
  readonly over: number;
}

const time = (times: number, over = 1): Unit => ({ dimension: TIME, times, over });
const bytes = (times: number): Unit => ({ dimension: BYTES, times, over: 1 });
const counted: Unit = { dimension: PLAIN, times: 1, over: 1 };

const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['us', time(1, 1_000_000)],
  ['ms', time(1, 1_000)],
  ['s', time(1)],
  ['min', time(60)],
  ['h', time(3_600)],
  ['d', time(86_400)],
  ['day', time(86_400)],
  ['B', bytes(1)],
  ['kB', bytes(1e3)],
  ['MB', bytes(1e6)],
  ['GB', bytes(1e9)],
  ['TB', bytes(1e12)],
  ['KiB', bytes(1024)],
  ['MiB', bytes(1024 ** 2)],
  ['GiB', bytes(1024 ** 3)],
  ['TiB', bytes(1024 ** 4)],
  ['USD', { dimension: MONEY, times: 1, over: 1 }],
  ['record', counted],
  ['records', counted],
  ['message', counted],
  ['messages', counted],
  ['request', counted],
  ['requests', counted],
  ['item', counted],
  ['items', counted],
]);

/** The unit of that name, or undefined. */
export function unitNamed(name: string): Unit | undefined {
  return UNITS.get(name);
}

/** All names of units, for the nearest right one. */
export const unitNames: readonly string[] = [...UNITS.keys()];

/** Names that look like units: what is wrong with them and how it is written. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  (
    [
      [['KB', 'Kb', 'kb', 'K', 'k'], 'kB is 1000 bytes, KiB is 1024: AWS means KiB'],
      [['mb', 'Mb', 'mB', 'M'], 'MB is 1000² bytes, MiB is 1024²: AWS means MiB'],
      [['gb', 'Gb', 'gB', 'G'], 'GB is 1000³ bytes, GiB is 1024³'],
      [['tb', 'Tb', 'tB', 'T'], 'TB is 1000⁴ bytes, TiB is 1024⁴'],
      [['kib', 'Kib', 'kiB', 'Ki'], 'write KiB (1024 bytes)'],
      [['mib', 'Mib', 'miB', 'Mi'], 'write MiB (1024² bytes)'],
      [['gib', 'Gib', 'giB', 'Gi'], 'write GiB (1024³ bytes)'],
      [['tib', 'Tib', 'tiB', 'Ti'], 'write TiB (1024⁴ bytes)'],
      [['b', 'bit', 'bits', 'byte', 'bytes'], 'B is bytes; bits are not a unit here (8 bits are 1 B)'],
      [
        ['bps', 'kbps', 'Kbps', 'Mbps', 'Gbps', 'Mbit', 'kbit', 'Gbit'],
        'bits are not a unit here: write MB/s',
      ],
      [['m'], 'min or ms?'],
      [['sec', 'secs', 'second', 'seconds', 'S'], 'write s'],
      [['msec', 'msecs', 'millis', 'millisecond', 'milliseconds', 'mS', 'MS'], 'write ms'],
      [['usec', 'usecs', 'micros', 'microsecond', 'microseconds', 'Us', 'US'], 'write us (or µs)'],
      [['ns', 'nanosecond', 'nanoseconds'], 'the smallest unit of time is us'],
      [['mins', 'minute', 'minutes', 'Min', 'MIN'], 'write min'],
      [['hr', 'hrs', 'hour', 'hours', 'H'], 'write h'],
      [['days', 'D', 'Day'], 'write d'],
      [['w', 'week', 'weeks'], 'write 7 d'],
      [['mo', 'month', 'months'], 'months differ in length: write 30 d or 730 h'],
      [['y', 'yr', 'year', 'years'], 'write 365 d'],
      [['tps', 'rps', 'qps', 'TPS', 'RPS', 'QPS', 'Hz', 'hz'], 'write /s, as in 800/s'],
      [['usd', 'Usd', 'dollar', 'dollars', 'EUR', 'GBP', 'eur', '$'], 'prices are in USD: write USD'],
      [['percent', 'pct'], 'write %'],
    ] as const
  ).flatMap(([names, hint]) => names.map((name) => [name, hint] as const)),
);

/** How a name that only looks like a unit should be written, or undefined. */
export function lookAlike(name: string): string | undefined {
  return LOOK_ALIKES.get(name);
}

/** Whether two quantities are of one kind. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}

/** A dimension in words, for messages: "a time", "a rate". */
export function dimensionInWords([inTime, inBytes, inMoney]: Dimension): string {
  const name = NAMES.get(`${inTime},${inBytes},${inMoney}`);
  if (name !== undefined) return name;
  const factors = [
    ['time', inTime],
    ['bytes', inBytes],
    ['money', inMoney],
  ] as const;
  const parts = factors.filter(([, power]) => power !== 0);
  return parts.map(([word, power]) => (power === 1 ? word : `${word}^${power}`)).join(' × ');
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['0,0,0', 'a plain number'],
  ['1,0,0', 'a time'],
  ['0,1,0', 'a size in bytes'],
  ['0,0,1', 'an amount of money'],
  ['-1,0,0', 'a rate'],
  ['-1,1,0', 'bytes per time'],
  ['-1,0,1', 'money per time'],
]);
