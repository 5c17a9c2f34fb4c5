// An application: what reads records and finishes them, and so ends the flows that lead to it. It keeps the
// product's latency (from the first application's hand-over to the end of processing, over all records produced)
// and says in which place the time went.

import type { Distribution } from '../../metrics/distribution.ts';
import type { MetricDeclarations } from '../../metrics/kinds.ts';
import type { Site } from '../component.ts';
import type { RecordBatch } from './batch.ts';
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
    description: 'Records produced for this component in the window.',
  },
  lost: {
    kind: 'counter',
    unit: 'count',
    description:
      'Records of the window that were lost on the way: refused, dropped, failed, expired or dead-lettered.',
    per: 'produced',
  },
  duplicates: {
    kind: 'counter',
    unit: 'count',
    description: 'Records of the window that were finished once more than once.',
    per: 'produced',
  },
};

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
   * A row of records is finished.
   * @param rows the batch that holds it
   * @param storedUs when it could be read (for a server: when it arrived)
   * @param receivedUs when the application got it
   * @param finishedUs when it was done with it
   */
  finished(rows: RecordBatch, row: number, storedUs: number, receivedUs: number, finishedUs: number): void {
    this.book(rows, row, rows.number[row]!, rows.count[row]!, storedUs, receivedUs, finishedUs);
  }

  /** One record of a row is finished: `number` says which. Times as in `finished`. */
  finishedOne(
    rows: RecordBatch,
    row: number,
    number: number,
    storedUs: number,
    receivedUs: number,
    finishedUs: number,
  ): void {
    this.book(rows, row, number, 1, storedUs, receivedUs, finishedUs);
  }

  private book(
    rows: RecordBatch,
    row: number,
    number: number,
    count: number,
    storedUs: number,
    receivedUs: number,
    finishedUs: number,
  ): void {
    const createdUs = rows.createdUs[row]!;
    const { ledger } = this.site;
    if (!ledger.counts(createdUs)) return;
    const origin = rows.origin[row]!;
    const duplicate = rows.duplicate[row]!;
    const sizeBytes = rows.sizeBytes[row]!;
    ledger.ended(origin, this.number, 'delivered', createdUs, count, sizeBytes, number, duplicate);
    if (duplicate !== 0) return;
    this.latency.add(createdUs, finishedUs - createdUs, count);
    const shares = this.shares[origin] ?? this.sharesOf(origin);
    const enteredUs = rows.enteredUs[row]!;
    shares[0]! += (enteredUs - createdUs) * count;
    if (rows.attempt[row]! > 1) {
      const sentUs = rows.sentUs[row]!;
      shares[1]! += (sentUs - enteredUs) * count;
      shares[2]! += (storedUs - sentUs) * count;
    } else {
      shares[1]! += (storedUs - enteredUs) * count;
    }
    shares[3]! += (receivedUs - storedUs) * count;
    shares[4]! += (finishedUs - receivedUs) * count;
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
