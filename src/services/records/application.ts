// An application: what reads records and finishes them, and so ends the flows that lead to it. It keeps the
// product's latency (from the first application's hand-over to the end of processing, over all records produced)
// and says in which place the time went.

import type { Distribution } from '../../metrics/distribution.ts';
import type { MetricDeclarations } from '../../metrics/kinds.ts';
import type { Site } from '../component.ts';
import { numberSum, type RecordBatch } from './batch.ts';
import type { FinishedRecords } from './finished-records.ts';
import type { FateObserver } from './ledger.ts';

/** What every application measures; spread into its type's `metrics`. */
export const APPLICATION_METRICS: MetricDeclarations = {
  latency: {
    kind: 'distribution',
    unit: 'seconds',
    description:
      'From the hand-over of a record to its first client until this component has finished it, over all records produced: a lost one counts as infinite.',
    overProduced: true,
    series: true,
  },
  'latency.delivered': {
    kind: 'distribution',
    unit: 'seconds',
    description: 'The same latency over the delivered records alone; read it beside the lost share.',
  },
  produced: {
    kind: 'counter',
    unit: 'count',
    description:
      'Records produced for this component in the window, without those that it did not ask for (filtered).',
    wholeWindow: true,
  },
  lost: {
    kind: 'counter',
    unit: 'count',
    description:
      'Records of the window that were lost on the way: refused, dropped, failed, expired or dead-lettered.',
    wholeWindow: true,
    per: 'produced',
  },
  duplicates: {
    kind: 'counter',
    unit: 'count',
    description: 'Records of the window that were finished once more than once.',
    wholeWindow: true,
    per: 'produced',
  },
};

/** Rows that were stored, and when each was, µs. */
interface StoredRows extends RecordBatch {
  readonly storedUs: Float64Array;
}

/** The places in which a delivered record's latency is spent; they add up to it. */
export const LATENCY_SHARES = ['upstream', 'buffered', 'throttled', 'stored', 'processing'] as const;

/** Books what one application finishes. */
export class Application implements FateObserver {
  readonly number: number;
  private readonly site: Site;
  private readonly latency: Distribution;
  // By origin: sums of µs over delivered records, LATENCY_SHARES.length each.
  private readonly shares: Float64Array[] = [];

  constructor(site: Site) {
    this.site = site;
    this.latency = site.distribution('latency');
    this.number = site.ledger.application(site.name);
    site.ledger.observe(this.number, this);
  }

  /**
   * Rows [from, to) of what was stored are finished; one pass, with the sums of rows from one source booked together.
   * @param receivedUs when the application got them
   * @param finishedUs by row from `from` on: when it was done with each
   */
  finishedRows(
    chunk: StoredRows,
    from: number,
    to: number,
    receivedUs: number,
    finishedUs: Float64Array,
  ): void {
    const { createdUs, enteredUs, sentUs, storedUs, number, sizeBytes, origin, count, attempt, duplicate } =
      chunk;
    const { ledger } = this.site;
    if (ledger.watchers !== null) this.tell(chunk, from, to, finishedUs);
    const { latency } = this;
    for (let row = from; row < to; ) {
      const source = origin[row]!;
      let records = 0;
      let bytes = 0;
      let numbers = 0;
      let moments = 0;
      let upstream = 0;
      let buffered = 0;
      let throttled = 0;
      let stored = 0;
      let processing = 0;
      for (; row < to && origin[row] === source; row++) {
        const created = createdUs[row]!;
        if (!ledger.counts(created)) continue;
        const n = count[row]!;
        if (duplicate[row] !== 0) {
          ledger.repeated(source, this.number, n);
          continue;
        }
        const finished = finishedUs[row - from]!;
        latency.add(created, finished - created, n);
        records += n;
        bytes += sizeBytes[row]! * n;
        numbers = (numbers + (numberSum(number[row]!, n) | 0)) | 0;
        moments = (moments + Math.imul(created | 0, n)) | 0;
        const entered = enteredUs[row]!;
        upstream += (entered - created) * n;
        if (attempt[row]! > 1) {
          buffered += (sentUs[row]! - entered) * n;
          throttled += (storedUs[row]! - sentUs[row]!) * n;
        } else {
          buffered += (storedUs[row]! - entered) * n;
        }
        stored += (receivedUs - storedUs[row]!) * n;
        processing += (finished - receivedUs) * n;
      }
      if (records === 0) continue;
      ledger.arrived(source, this.number, 'delivered', records, bytes, numbers, moments);
      const shares = this.shares[source] ?? this.sharesOf(source);
      shares[0]! += upstream;
      shares[1]! += buffered;
      shares[2]! += throttled;
      shares[3]! += stored;
      shares[4]! += processing;
    }
  }

  /** Rows [from, to) of what was stored are finished once more: they were before the application lost its place. */
  repeatedRows({ createdUs, origin, count }: StoredRows, from: number, to: number): void {
    const { ledger } = this.site;
    for (let row = from; row < to; row++) {
      if (ledger.counts(createdUs[row]!)) ledger.repeated(origin[row]!, this.number, count[row]!);
    }
  }

  /** Single records are finished that were never stored: a server's. */
  finishedRecords(records: FinishedRecords): void {
    const { length, createdUs, enteredUs, arrivedUs, startedUs, finishedUs, number, sizeBytes, origin } =
      records;
    const { duplicate } = records;
    const { ledger } = this.site;
    const { latency } = this;
    for (let row = 0; row < length; ) {
      const source = origin[row]!;
      let count = 0;
      let bytes = 0;
      let numbers = 0;
      let moments = 0;
      let upstream = 0;
      let buffered = 0;
      let stored = 0;
      let processing = 0;
      for (; row < length && origin[row] === source; row++) {
        const created = createdUs[row]!;
        if (duplicate[row] !== 0) {
          if (ledger.counts(created)) ledger.repeated(source, this.number, 1);
          continue;
        }
        ledger.watchers?.[source]?.ended(number[row]!, 1, this.number, 'delivered', finishedUs[row]!);
        if (!ledger.counts(created)) continue;
        latency.add(created, finishedUs[row]! - created, 1);
        count++;
        bytes += sizeBytes[row]!;
        numbers = (numbers + (number[row]! | 0)) | 0;
        moments = (moments + (created | 0)) | 0;
        upstream += enteredUs[row]! - created;
        buffered += arrivedUs[row]! - enteredUs[row]!;
        stored += startedUs[row]! - arrivedUs[row]!;
        processing += finishedUs[row]! - startedUs[row]!;
      }
      if (count === 0) continue;
      const shares = this.shares[source] ?? this.sharesOf(source);
      shares[0]! += upstream;
      shares[1]! += buffered;
      shares[3]! += stored;
      shares[4]! += processing;
      ledger.arrived(source, this.number, 'delivered', count, bytes, numbers, moments);
    }
  }

  private tell(chunk: StoredRows, from: number, to: number, finishedUs: Float64Array): void {
    const watchers = this.site.ledger.watchers!;
    for (let row = from; row < to; row++) {
      if (chunk.duplicate[row] !== 0) continue;
      const atUs = finishedUs[row - from]!;
      watchers[chunk.origin[row]!]?.ended(
        chunk.number[row]!,
        chunk.count[row]!,
        this.number,
        'delivered',
        atUs,
      );
    }
  }

  lost(createdUs: number, count: number): void {
    this.latency.lost(createdUs, count);
  }

  inFlight(createdUs: number, count: number): void {
    this.latency.censored(createdUs, Math.max(0, this.site.engine.nowUs - createdUs), count);
  }

  /** µs by place, summed over the delivered records of one source; all zero when there are none. */
  latencySharesUs(origin: number): Readonly<Record<string, number>> {
    const shares = this.shares[origin];
    return Object.fromEntries(LATENCY_SHARES.map((place, i) => [place, shares?.[i] ?? 0]));
  }

  private sharesOf(origin: number): Float64Array {
    const made = new Float64Array(LATENCY_SHARES.length);
    this.shares[origin] = made;
    return made;
  }
}
