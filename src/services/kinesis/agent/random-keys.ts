// The partition keys that the Kinesis Agent makes up. RANDOM is the text of a random double below a million,
// DETERMINISTIC the MD5 of the data in hexadecimal: either way a record goes anywhere in the space of hash keys, whatever
// the workload's own key is. Fresh keys for each record would fill the memory, so there are 65,536 of each kind, one in
// the middle of each 65,536th of the space: a record draws one, and a shard's chance is its share of the space to
// within one of those. The texts are such doubles, for their lengths; the hash of each is given, not worked out.
// Source: KinesisRecord.java of the agent.

import { type NumberedStream, numberedStream, type Stream } from '../../../engine/random.ts';
import { KeySpace } from '../../../workload/key-space.ts';
import type { Keys } from '../../../workload/keys.ts';

export const PARTITION_KEY_OPTIONS = ['RANDOM', 'DETERMINISTIC'] as const;
export type PartitionKeyOption = (typeof PARTITION_KEY_OPTIONS)[number];

const KEYS = 65_536;
const MOST_RANDOM = 1_000_000;
const STEP = 2 ** 32 / KEYS;
const HEX_DIGITS = 32;

/** Keys of plain characters that lie evenly in the space of hash keys. */
class EvenKeys extends KeySpace {
  private readonly lengths = new Uint8Array(KEYS);

  override byteLength(index: number): number {
    if (this.lengths[index] === 0) this.lengths[index] = this.text(index).length;
    return this.lengths[index]!;
  }

  override hash32(index: number, word: number): number {
    return word === 0 ? index * STEP + STEP / 2 : 0;
  }
}

/** The keys of each kind: the same in every run. */
const SPACES: Readonly<Record<PartitionKeyOption, KeySpace>> = {
  RANDOM: new EvenKeys(KEYS, textsOf('RANDOM')),
  DETERMINISTIC: new EvenKeys(KEYS, textsOf('DETERMINISTIC')),
};

/** Draws the agent's keys for the records of one workload. */
export class RandomKeys {
  private readonly first: number;
  private readonly stream: NumberedStream;

  /** @param stream draws by record number, so that a record has the same key in every design */
  constructor(keys: Keys, option: PartitionKeyOption, stream: NumberedStream) {
    this.first = keys.bring(`Kinesis Agent, ${option}`, SPACES[option]);
    this.stream = stream;
  }

  /** The key of a record, as an index into the run's keys. */
  keyOf(number: number): number {
    return this.first + Math.floor(this.stream.at(number).double() * KEYS);
  }
}

function textsOf(option: PartitionKeyOption): (index: number) => string {
  const within = numberedStream(`Kinesis Agent, ${option}`);
  if (option === 'DETERMINISTIC') return (index) => hexOf(index, within.at(index));
  return (index) => String(((index + within.at(index).double()) / KEYS) * MOST_RANDOM);
}

// An MD5 that begins as the key's place in the space does.
function hexOf(index: number, stream: Stream): string {
  let text = index.toString(16).padStart(4, '0');
  while (text.length < HEX_DIGITS) text += Math.floor(stream.double() * 16).toString(16);
  return text;
}
