// What a scenario says beside its traffic and its components: how long, how often, where, and about the bill.

import { z } from 'zod';
import { optional, required, withDefault } from '../language/field.ts';
import { inputSchema } from '../language/json-form.ts';
import { QuantityError } from '../language/quantity-error.ts';
import { readBy } from '../language/reading.ts';
import { NAME, NAME_IN_WORDS } from '../language/reference.ts';
import { shown } from '../language/shown.ts';
import { type WordIssue, word } from '../language/word.ts';
import { count, duration, money, oneOf, share, text } from '../language/words.ts';
import { LEAST_FOR_INTERVAL } from '../metrics/estimate.ts';
import { fault } from '../services/fault.ts';
import { accountFields } from '../services/index.ts';
import { REGIONS } from './region.ts';

const OURS = "the simulator's own";
const LONGEST = '3650 d';
const MOST_REPLICATIONS = 10_000;
/** Precision is looked at from so many replications on. */
export const LEAST_FOR_PRECISION = 5;

const isGroup = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** A duration, or `auto`: found from the data. */
const warmup = word<number | 'auto', string>({
  json: () => ({ type: 'string', examples: ['1 min', 'auto'] }),
  decode: (raw, issues) => {
    if (raw === 'auto') return raw;
    return readInto(issues, duration({ max: LONGEST }), raw, 'a time, as in 1 min, or auto');
  },
  encode: (value) => (value === 'auto' ? value : z.encode(duration(), value)),
});

/** How many runs: so many, or at least `min` and up to `max` while an objective is undecided. */
interface Replications {
  readonly min: number;
  readonly max: number;
}

type ReplicationsInput = number | string | { readonly min?: number | string; readonly max?: number | string };

const looksSchema = z.strictObject({
  min: withDefault(
    count({ min: LEAST_FOR_INTERVAL, max: MOST_REPLICATIONS }),
    5,
    'How many independent runs before the first look at the objectives.',
    OURS,
  ),
  max: withDefault(
    count({ min: LEAST_FOR_INTERVAL, max: MOST_REPLICATIONS }),
    40,
    'How many at most: while an objective is undecided, twice as many are looked at.',
    OURS,
  ),
});

const replications = word<Replications, ReplicationsInput>({
  json: () => ({ anyOf: [inputSchema(count({ min: 1, max: MOST_REPLICATIONS })), inputSchema(looksSchema)] }),
  decode: (raw, issues) => {
    if (!isGroup(raw)) {
      const fixed = readInto(
        issues,
        count({ min: 1, max: MOST_REPLICATIONS }),
        raw,
        'a whole number, as in 5, or { min: 5, max: 40 }',
      );
      return fixed === undefined ? undefined : { min: fixed, max: fixed };
    }
    const looks = readInto(issues, looksSchema, raw);
    if (looks === undefined || looks.max >= looks.min) return looks;
    throw new QuantityError(`max (${looks.max}) is below min (${looks.min})`, {
      expected: 'as in { min: 5, max: 40 }',
    });
  },
  encode: ({ min, max }) => (min === max ? min : { min, max }),
});

/** Reads by another schema; what it finds is told with `expected`, where it has no more to expect than any quantity. */
function readInto<S extends z.ZodType>(
  issues: WordIssue[],
  schema: S,
  raw: unknown,
  expected?: string,
): z.output<S> | undefined {
  const reading = readBy(schema, raw);
  if (reading.ok) return reading.value;
  for (const issue of reading.issues)
    issues.push(expected !== undefined && isGeneral(issue) ? { ...issue, expected } : issue);
  return undefined;
}

function isGeneral({ expected }: WordIssue): boolean {
  return expected === undefined || /^a (?:time|plain number), as in /.test(expected);
}

const seed = word<string, string | number>({
  json: () => ({ type: ['integer', 'string'] }),
  decode: (raw) => {
    const isSafe = typeof raw === 'string' || Number.isSafeInteger(raw);
    if (isSafe && /^[\w.-]{1,64}$/.test(String(raw))) return String(raw);
    throw new QuantityError(`${shown(raw)} is no seed`, {
      expected: 'a whole number, or a word of up to 64 letters',
    });
  },
  encode: (value) => (/^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value),
});

/** The settings of a scenario; workloads, components, objectives and variants are read by themselves. */
export const settingsSchema = z.strictObject({
  name: optional(
    text({ pattern: NAME, expected: NAME_IN_WORDS }),
    "The scenario's name, also of the folder of its reports; without it, the file's name.",
  ),
  description: withDefault(text(), '', 'What is asked, in words.', OURS),
  region: withDefault(oneOf(REGIONS), 'us-east-1', 'The AWS region, which decides prices and quotas.', OURS),
  duration: required(duration({ min: '1 ms', max: LONGEST }), 'How long is measured, after the warm-up.'),
  warmup: withDefault(
    warmup,
    '0 s',
    'How long the design runs before it is measured; auto finds it from the data.',
    OURS,
  ),
  seed: withDefault(seed, 1, 'What all randomness begins with.', OURS),
  replications: withDefault(
    replications,
    5,
    'How many independent runs are averaged; { min: 5, max: 40 } runs more while an objective is undecided.',
    OURS,
  ),
  precision: optional(
    z.strictObject({
      metric: required(text(), 'The path whose interval is to be narrow, as in dashboard.latency.mean.'),
      within: required(
        text(),
        'The widest half of the 95 % interval: a share of the value (5 %), or an amount (20 ms).',
      ),
      max: withDefault(
        count({ min: LEAST_FOR_PRECISION, max: MOST_REPLICATIONS }),
        100,
        'How many independent runs at most.',
        OURS,
      ),
    }),
    'Runs until a number is known precisely enough, and five times more.',
  ),
  load: withDefault(share({ max: '1000000%' }), '100%', 'Multiplies the rate of all arrivals.', OURS),
  relevant: optional(
    share({ min: '0.01%', max: '99%' }),
    'The smallest change between designs that matters; what is shown to be smaller is called the same.',
  ),
  cost: withDefault(
    z.strictObject({
      meanLoad: optional(
        share({ max: '1000000%' }),
        "The month's mean load over the window's; without it, as if the window lasted all month.",
      ),
      prices: optional(
        z.record(z.string(), z.record(z.string(), money())),
        'Prices of your own: type, then meter, as in { kinesis.stream: { shard-hour: 0.02 USD } }.',
      ),
    }),
    {},
    'About the monthly bill.',
    OURS,
  ),
  faults: withDefault(
    z.array(fault()),
    [],
    'What goes wrong, and when: { at: 5 min, for: 10 min, component: dashboard, kind: crash }.',
    OURS,
  ),
  account: withDefault(
    z.strictObject({
      freeTier: withDefault(
        oneOf(['none'], { later: ['full'] }),
        'none',
        'The free tier of the account.',
        OURS,
      ),
      ...accountFields,
    }),
    {},
    'What belongs to the account.',
    OURS,
  ),
});

export type Settings = z.output<typeof settingsSchema>;

/** Words of the language that are refused by name, by the group that holds them, until they are built. */
export const LATER: Readonly<Record<string, readonly string[]>> = {
  scenario: [],
  account: ['quotas', 'throughputCommitment', 'kinesis'],
};

/** The parts of a scenario that are no settings. */
export const PARTS = ['workloads', 'components', 'objectives', 'variants', 'sweep'] as const;
