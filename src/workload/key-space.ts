// The keys of one configuration: their texts, their lengths in bytes and their MD5, each worked out once, when it
// is first asked for, and kept by pages of typed arrays. A space depends on its configuration alone, so the
// replications of a worker share it. MD5 is what Kinesis maps partition keys to shards with (Kinesis API
// Reference, PutRecord: "an MD5 hash function is used to map partition keys to 128-bit integer values").

import { md5 } from '@noble/hashes/legacy.js';
import { saltedText } from './keys/key-text.ts';
import { keyTexts, type PartitionKeyConfig, popularity } from './partition-key.ts';

const PAGE_KEYS = 4096;
const encoder = new TextEncoder();

interface Page {
  /** Four words a key, the most significant first. */
  readonly hashes: Uint32Array;
  readonly byteLengths: Int32Array;
}

/** Keys by index, from 0 to `size` − 1. */
export class KeySpace {
  readonly size: number;
  private readonly textOf: (index: number) => string;
  /** The length of every key in UTF-8, where all have the same; else 0. */
  private readonly sameLength: number;
  private readonly pages: (Page | undefined)[] = [];

  /** @param between whether the length of every key lies between those of the first and the last */
  constructor(size: number, textOf: (index: number) => string, between = false) {
    this.size = size;
    this.textOf = textOf;
    const [first, last] = [0, size - 1].map((index) => encoder.encode(textOf(index)).length);
    this.sameLength = between && first === last ? first! : 0;
  }

  /** The key's text. */
  text(index: number): string {
    return this.textOf(index);
  }

  /** The key's length in UTF-8. */
  byteLength(index: number): number {
    const page = this.pages[index >>> 12] ?? this.newPage(index >>> 12);
    const slot = index & (PAGE_KEYS - 1);
    if (page.byteLengths[slot]! < 0) this.work(page, index);
    return page.byteLengths[slot]!;
  }

  /** Writes the lengths of the first `rows` keys of a column, whose indices begin at `start`. */
  byteLengths(keys: Int32Array, start: number, rows: number, into: Int32Array): void {
    const { pages, sameLength } = this;
    if (sameLength > 0) {
      into.fill(sameLength, 0, rows);
      return;
    }
    for (let row = 0; row < rows; row++) {
      const index = keys[row]! - start;
      const known = pages[index >>> 12]?.byteLengths[index & (PAGE_KEYS - 1)] ?? -1;
      into[row] = known < 0 ? this.byteLength(index) : known;
    }
  }

  /** A word of the key's MD5 as a big-endian number of 128 bits: word 0 is the most significant. */
  hash32(index: number, word: number): number {
    const page = this.pages[index >>> 12] ?? this.newPage(index >>> 12);
    const slot = index & (PAGE_KEYS - 1);
    if (page.byteLengths[slot]! < 0) this.work(page, index);
    return page.hashes[4 * slot + word]!;
  }

  private newPage(number: number): Page {
    const keys = Math.min(PAGE_KEYS, this.size - number * PAGE_KEYS);
    const page = { hashes: new Uint32Array(4 * keys), byteLengths: new Int32Array(keys).fill(-1) };
    this.pages[number] = page;
    return page;
  }

  private work(page: Page, index: number): void {
    const bytes = encoder.encode(this.textOf(index));
    const digest = md5(bytes);
    const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
    const slot = index & (PAGE_KEYS - 1);
    for (let word = 0; word < 4; word++) page.hashes[4 * slot + word] = view.getUint32(4 * word);
    page.byteLengths[slot] = bytes.length;
  }
}

/** Spaces that earlier runs of this process have filled, the latest used last. */
const spaces = new Map<string, KeySpace>();
const MAX_SPACES = 16;

/** The space of a configuration: the key of rank r with salt s has index r · salt + s. */
export function keySpaceOf(config: PartitionKeyConfig): KeySpace {
  const signature = JSON.stringify(config);
  const known = spaces.get(signature) ?? newSpace(config);
  spaces.delete(signature);
  spaces.set(signature, known);
  if (spaces.size > MAX_SPACES) spaces.delete(spaces.keys().next().value!);
  return known;
}

function newSpace(config: PartitionKeyConfig): KeySpace {
  const texts = keyTexts(config);
  const { keys } = popularity(config);
  const { salt } = config;
  const isGenerated = typeof config.keys === 'number';
  if (salt === undefined) return new KeySpace(keys, texts, isGenerated);
  const salted = (index: number) => saltedText(texts(Math.floor(index / salt)), index % salt);
  return new KeySpace(keys * salt, salted, isGenerated);
}
