// A flash crowd: for a while, a share of a workload's records goes to one key, and records may come faster. Which
// records those are belongs to their numbers, so every design sees the same crowd. Faster traffic is the same traffic
// with its clock sped up, so it can only be had where the rate does not follow time.

import type { NumberedStream } from '../engine/random.ts';
import { optional, required, withDefault } from '../language/field.ts';
import { decimal, share, text } from '../language/words.ts';
import type { ArrivalsConfig } from './arrivals.ts';
import type { KeyTextConfig } from './keys/key-text.ts';
import type { Keys } from './keys.ts';
import { keyTexts, type PartitionKeyConfig, popularity } from './partition-key.ts';

/** The properties of a flash crowd, beside when and where. */
export const flashCrowdFields = () => ({
  share: required(share(), 'The share of the records, of all keys, that go to the one key instead.'),
  key: optional(text(), 'The key, without its salt; the most popular one when left out.'),
  rateFactor: withDefault(
    decimal({ min: 1, max: 1_000 }),
    1,
    'How many times as fast records come meanwhile.',
    'the crowd comes instead of others',
  ),
});

/** One crowd in one run. Times are µs of the engine's clock: [fromUs, toUs). */
export interface FlashCrowd {
  readonly fromUs: number;
  readonly toUs: number;
  readonly share: number;
  readonly key?: string | undefined;
  readonly rateFactor: number;
}

/** Whether arrivals can be sped up: their rate must not follow time. */
export function canBeSpedUp(arrivals: ArrivalsConfig): boolean {
  const { process } = arrivals;
  return (process === 'constant' || process === 'poisson') && arrivals.rate.kind === 'constant';
}

/** The moments of a clock that runs faster while crowds last. Calls come in order of time. */
export class SpedClock {
  private readonly crowds: readonly FlashCrowd[];

  /** @param crowds those that come faster, in order of time, none over another */
  constructor(crowds: readonly FlashCrowd[]) {
    this.crowds = crowds;
  }

  /** When what an even clock has at `evenUs` happens, µs in full precision. */
  at(evenUs: number): number {
    let ahead = 0;
    for (const { fromUs, toUs, rateFactor } of this.crowds) {
      const beganUs = fromUs + ahead;
      if (evenUs <= beganUs) break;
      const lastsUs = (toUs - fromUs) * rateFactor;
      if (evenUs < beganUs + lastsUs) return fromUs + (evenUs - beganUs) / rateFactor;
      ahead += lastsUs - (toUs - fromUs);
    }
    return evenUs - ahead;
  }
}

/** Sends records of a crowd to its key. */
export class CrowdedKey {
  readonly crowd: FlashCrowd;
  private readonly stream: NumberedStream;
  private readonly salt: number;
  private readonly indices: readonly number[];

  /**
   * @param stream the crowd's own
   * @param firstKey the index of the workload's first key
   */
  constructor(
    crowd: FlashCrowd,
    stream: NumberedStream,
    keys: Keys,
    config: PartitionKeyConfig,
    firstKey: number,
  ) {
    this.crowd = crowd;
    this.stream = stream;
    this.salt = config.salt ?? 1;
    this.indices = indicesOf(crowd.key, keys, config, firstKey);
  }

  /** The key of a record that has `key` (its place in the workload's keys) without the crowd. */
  keyOf(number: number, place: number, key: number): number {
    if (this.stream.at(number).double() >= this.crowd.share) return key;
    return this.indices[place % this.salt]!;
  }
}

/** The indices of a key, by salt: the workload's own when it is one of them. */
function indicesOf(
  text: string | undefined,
  keys: Keys,
  config: PartitionKeyConfig,
  firstKey: number,
): readonly number[] {
  const salts = config.salt ?? 1;
  const rank = text === undefined ? 0 : rankOf(text, config);
  return Array.from({ length: salts }, (_, salt) => {
    if (rank >= 0) return firstKey + rank * salts + salt;
    return keys.intern(config.salt === undefined ? text! : `${text}#${salt}`);
  });
}

function rankOf(text: string, config: PartitionKeyConfig): number {
  const texts = keyTexts(config);
  if (typeof config.keys === 'object') return Object.keys(config.keys).indexOf(text);
  const { keyPrefix } = config as KeyTextConfig;
  const digits = text.startsWith(keyPrefix) ? text.slice(keyPrefix.length) : '';
  const rank = /^\d{1,9}$/.test(digits) ? Number(digits) : -1;
  return rank >= 0 && rank < popularity(config).keys && texts(rank) === text ? rank : -1;
}
