// What a workload sends, record by record, as columns drawn a block at a time. Each column draws from a stream of
// its own and one record after the other, so record n has the same moment, key, salt, size and host draw whatever
// carries it, and whatever the other columns are. The loops go column by column: twice as fast as by record.

import { invariant } from '../engine/invariant.ts';
import type { NumberedStream, Sequence } from '../engine/random.ts';
import type { ArrivalProcess } from './arrivals/arrival-process.ts';
import { Users } from './arrivals/closed.ts';
import { arrivalProcess } from './arrivals.ts';
import { sampler } from './distribution.ts';
import { drawValues, type Sampler } from './distributions/sampler.ts';
import { WholeValues } from './distributions/whole-values.ts';
import { CrowdedKey, type FlashCrowd, SpedClock } from './flash-crowd.ts';
import type { Popularity } from './keys/popularity.ts';
import type { Keys } from './keys.ts';
import { popularity } from './partition-key.ts';
import type { WorkloadConfig } from './workload.ts';

const BLOCK_ROWS = 1024;
const MAX_SIZE_BYTES = 2 ** 31 - 1;

export interface TrafficOptions {
  readonly config: WorkloadConfig;
  /** The workload's name, for messages. */
  readonly name: string;
  /** The workload's stream for a purpose: arrivals, keys, salt, sizes, hosts. Nothing else may draw from them. */
  random(purpose: string): Sequence;
  /** A stream of the workload's whose draws belong to a record's number; asked for only where users or crowds are. */
  numbered?(purpose: string): NumberedStream;
  /** Flash crowds, in order of time. */
  readonly crowds?: readonly FlashCrowd[];
  readonly keys: Keys;
  /** Where t = 0, the start of the measured window, lies on the engine's clock, µs. */
  readonly originUs: number;
  /** Where the measured window ends there; ∞ when left out. */
  readonly windowEndUs?: number;
  /** Multiplies every rate; 1 is 100 %. */
  readonly load: number;
  /** How many identical records each drawn one stands for, at the same instant; 1 when left out. */
  readonly copies?: number;
  /** Whether copies are one row with that count, not as many rows of count 1. */
  readonly merged?: boolean;
  /** Rows in a full block. */
  readonly blockRows?: number;
  /**
   * Columns that the carrier does not read, and that are then not drawn: all keys are the first one, without
   * bytes, and all host draws 0. The other columns stay as they are, since each has a stream of its own.
   */
  readonly unread?: readonly UnreadColumn[];
}

export type UnreadColumn = 'keys' | 'hosts';

/** The records of one workload, in order of time. The columns hold one block; `length` rows of it are in use. */
export class Traffic {
  length = 0;
  /** When the application hands the record over: whole µs of the engine's clock, never decreasing. */
  readonly atUs: Float64Array;
  /** Bytes of data, without the key. */
  readonly sizeBytes: Int32Array;
  /** Index into the run's keys. */
  readonly key: Int32Array;
  /** Bytes of the key. */
  readonly keyBytes: Int32Array;
  /** Uniform in [0, 1): which host gets it. */
  readonly hostDraw: Float64Array;
  /** The record's number in the workload, from 0 on; of the first of the row's records. */
  readonly number: Float64Array;
  /** How many records the row stands for. */
  readonly count: Int32Array;

  /** Who sends the records of a closed workload, and says when; null where their moments are drawn. */
  readonly users: Users | null;

  private readonly name: string;
  private readonly arrivals: ArrivalProcess;
  private readonly popularity: Popularity;
  private readonly size: Sampler;
  /** Null where a size costs little to work out. */
  private readonly wholeSizes: WholeValues | null;
  private readonly keys: Keys;
  private readonly keyStream: Sequence;
  private readonly saltStream: Sequence;
  private readonly sizeStream: Sequence;
  private readonly hostStream: Sequence;
  private readonly firstKey: number;
  private readonly salt: number;
  private readonly copies: number;
  private readonly merged: boolean;
  private readonly drawsPerBlock: number;
  /** Uniform draws, or values, of the column that is being filled. */
  private readonly draws: Float64Array;
  private readonly unread: readonly UnreadColumn[];
  private readonly crowdedKeys: readonly CrowdedKey[];
  private readonly spedClock: SpedClock | null;
  private drawn = 0;
  private lastUs = 0;

  constructor(options: TrafficOptions) {
    const {
      config,
      name,
      keys,
      originUs,
      load,
      copies = 1,
      merged = false,
      blockRows = BLOCK_ROWS,
      unread = [],
    } = options;
    invariant(copies >= 1 && Math.floor(copies) === copies, 'copies are a whole number', { name, copies });
    this.name = name;
    this.arrivals = arrivalProcess(config.arrivals, {
      stream: options.random('arrivals'),
      originUs,
      load,
      endUs: options.windowEndUs,
    });
    this.popularity = popularity(config.partitionKey);
    const size = sampler(config.size);
    this.size = size;
    this.wholeSizes =
      size.quantile === undefined ? null : new WholeValues((u) => size.quantile!(u), MAX_SIZE_BYTES);
    this.keys = keys;
    this.keyStream = options.random('keys');
    this.saltStream = options.random('salt');
    this.sizeStream = options.random('sizes');
    this.hostStream = options.random('hosts');
    this.firstKey = keys.reserve(config.partitionKey);
    this.salt = config.partitionKey.salt ?? 0;
    this.copies = copies;
    this.merged = merged;
    const rowsPerDraw = merged ? 1 : copies;
    this.drawsPerBlock = Math.max(Math.floor(blockRows / rowsPerDraw), 1);
    const rows = this.drawsPerBlock * rowsPerDraw;
    this.draws = new Float64Array(this.drawsPerBlock);
    this.atUs = new Float64Array(rows);
    this.sizeBytes = new Int32Array(rows);
    this.key = new Int32Array(rows);
    this.keyBytes = new Int32Array(rows);
    this.hostDraw = new Float64Array(rows);
    this.number = new Float64Array(rows);
    this.count = new Int32Array(rows).fill(merged ? copies : 1);
    this.unread = unread;
    if (unread.includes('keys')) this.key.fill(this.firstKey);
    const { crowds = [], numbered } = options;
    this.users =
      config.arrivals.process === 'closed' ? new Users(config.arrivals, load, numbered!('think')) : null;
    const sped = crowds.filter(({ rateFactor }) => rateFactor > 1);
    this.spedClock = sped.length > 0 ? new SpedClock(sped) : null;
    this.crowdedKeys = unread.includes('keys')
      ? []
      : crowds.map(
          (crowd, i) =>
            new CrowdedKey(crowd, numbered!(`crowd/${i}`), keys, config.partitionKey, this.firstKey),
        );
  }

  /** Draws the next block. @returns false, with no rows, once the traffic has ended */
  fill(): boolean {
    const rows = this.arrivals.fill(this.atUs, this.drawsPerBlock);
    if (this.spedClock !== null) this.speedUp(this.spedClock, rows);
    this.fillMoments(rows);
    if (!this.unread.includes('keys')) this.fillKeys(rows);
    this.fillSizes(rows);
    if (!this.unread.includes('hosts')) this.fillHosts(rows);
    this.fillNumbers(rows);
    this.length = rows;
    if (this.copies > 1 && !this.merged) this.spreadCopies();
    return rows > 0;
  }

  private fillMoments(rows: number): void {
    const { atUs } = this;
    let lastUs = this.lastUs;
    for (let row = 0; row < rows; row++) {
      const moment = Math.floor(atUs[row]! + 0.5);
      if (!(moment >= lastUs)) this.refuseMoment(moment);
      atUs[row] = moment;
      lastUs = moment;
    }
    this.lastUs = lastUs;
  }

  private refuseMoment(moment: number): void {
    invariant(false, 'arrivals go forward in time', { workload: this.name, lastUs: this.lastUs, moment });
  }

  private fillKeys(rows: number): void {
    const { key, keyBytes, draws, firstKey, popularity, salt } = this;
    this.keyStream.fill(draws, rows);
    if (salt === 0) {
      for (let row = 0; row < rows; row++) key[row] = firstKey + popularity.rank(draws[row]!);
    } else {
      for (let row = 0; row < rows; row++) key[row] = firstKey + salt * popularity.rank(draws[row]!);
      this.saltStream.fill(draws, rows);
      for (let row = 0; row < rows; row++) key[row]! += Math.floor(draws[row]! * salt);
    }
    this.keys.byteLengths(key, rows, keyBytes);
    for (const crowded of this.crowdedKeys) this.crowd(crowded, rows);
  }

  private crowd(crowded: CrowdedKey, rows: number): void {
    const { atUs, key, keyBytes, keys, firstKey, drawn, copies } = this;
    const { fromUs, toUs } = crowded.crowd;
    for (let row = 0; row < rows; row++) {
      if (atUs[row]! < fromUs || atUs[row]! >= toUs) continue;
      const own = key[row]!;
      const taken = crowded.keyOf((drawn + row) * copies, own - firstKey, own);
      if (taken === own) continue;
      // It may be none of the workload's own, whose lengths are known by now.
      key[row] = taken;
      keyBytes[row] = keys.byteLength(taken);
    }
  }

  private speedUp(clock: SpedClock, rows: number): void {
    const { atUs } = this;
    for (let row = 0; row < rows; row++) atUs[row] = clock.at(atUs[row]!);
  }

  private fillSizes(rows: number): void {
    const { sizeBytes, draws } = this;
    if (this.wholeSizes !== null) {
      this.wholeSizes.fill(this.sizeStream, draws, sizeBytes, rows);
      return;
    }
    drawValues(this.size, this.sizeStream, draws, rows);
    for (let row = 0; row < rows; row++) {
      sizeBytes[row] = Math.min(Math.floor(draws[row]! + 0.5), MAX_SIZE_BYTES);
    }
  }

  private fillHosts(rows: number): void {
    this.hostStream.fill(this.hostDraw, rows);
  }

  private fillNumbers(rows: number): void {
    const { number, copies, drawn } = this;
    for (let row = 0; row < rows; row++) number[row] = (drawn + row) * copies;
    this.drawn = drawn + rows;
  }

  /** Each drawn row becomes as many rows as it has copies; from the end on, so that none is overwritten. */
  private spreadCopies(): void {
    const { copies } = this;
    for (let from = this.length - 1; from >= 0; from--) {
      const number = this.number[from]!;
      for (let copy = copies - 1; copy >= 0; copy--) {
        const to = from * copies + copy;
        this.atUs[to] = this.atUs[from]!;
        this.sizeBytes[to] = this.sizeBytes[from]!;
        this.key[to] = this.key[from]!;
        this.keyBytes[to] = this.keyBytes[from]!;
        this.hostDraw[to] = this.hostDraw[from]!;
        this.number[to] = number + copy;
      }
    }
    this.length *= copies;
  }
}
