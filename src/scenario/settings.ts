// What a scenario says beside its traffic and its components: how long, how often, where, and about the bill.

import { z } from 'zod';
import { optional, required, withDefault } from '../language/field.ts';
import { inputSchema } from '../language/json-form.ts';
import { QuantityError } from '../language/quantity-error.ts';
import { readBy } from '../language/reading.ts';
import { NAME, NAME_IN_WORDS } from '../language/reference.ts';
import { shown } from '../language/shown.ts';
import { word } from '../language/word.ts';
import { count, duration, money, oneOf, share, text } from '../language/words.ts';
import { REGIONS } from './region.ts';

const OURS = "the simulator's own";
const LONGEST = '3650 d';

/** A word that refuses some of what may be written by name, because it is not built yet. */
function unless<Out, In>(
  schema: z.ZodType<Out, In>,
  isLater: (raw: unknown) => boolean,
  expected: string,
): z.ZodType<Out, In> {
  return word<Out, In>({
    json: () => inputSchema(schema),
    decode: (raw, issues) => {
      if (isLater(raw)) throw new QuantityError(`${shown(raw)} is not built yet`, { expected });
      const reading = readBy(schema, raw);
      if (reading.ok) return reading.value;
      issues.push(...reading.issues);
      return undefined;
    },
    encode: (value) => z.encode(schema, value),
  });
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

const isGroup = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && !Array.isArray(raw);

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
    unless(duration({ max: LONGEST }), (raw) => raw === 'auto', 'a time, as in 1 min'),
    '0 s',
    'How long the design runs before it is measured.',
    OURS,
  ),
  seed: withDefault(seed, 1, 'What all randomness begins with.', OURS),
  replications: withDefault(
    unless(count({ min: 1, max: 10_000 }), isGroup, 'a whole number, as in 5'),
    5,
    'How many independent runs are averaged.',
    OURS,
  ),
  load: withDefault(share({ max: '1000000%' }), '100%', 'Multiplies the rate of all arrivals.', OURS),
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
  account: withDefault(
    z.strictObject({
      freeTier: withDefault(
        oneOf(['none'], { later: ['full'] }),
        'none',
        'The free tier of the account.',
        OURS,
      ),
    }),
    {},
    'What belongs to the account.',
    OURS,
  ),
});

export type Settings = z.output<typeof settingsSchema>;

/** Words of the language that are refused by name, by the group that holds them, until they are built. */
export const LATER: Readonly<Record<string, readonly string[]>> = {
  scenario: ['precision', 'relevant', 'faults'],
  account: ['lambda', 'quotas', 'throughputCommitment', 'kinesis'],
};

/** The parts of a scenario that are no settings. */
export const PARTS = ['workloads', 'components', 'objectives', 'variants', 'sweep'] as const;
