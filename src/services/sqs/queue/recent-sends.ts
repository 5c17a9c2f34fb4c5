// What a FIFO queue remembers of what was sent to it: which records, and when, for five minutes from when each was first
// stored, whatever became of its message since (SQS developer guide, message deduplication ID). A record is its own
// deduplication id, by id or by content, and has one group: the queue's scope and the group's come to the same.

import { invariant } from '../../../engine/invariant.ts';
import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { DEDUPLICATION_INTERVAL } from '../limits.ts';
import type { Deduplicator } from './deduplicator.ts';

const INTERVAL_US = DEDUPLICATION_INTERVAL.value * US_PER_SECOND;
/** Records of a page, neighbours by their numbers. */
const PAGE = 256;

class Page {
  readonly origin: number;
  readonly number: number;
  /** When its last record was stored. */
  lastUs = 0;
  /** By record: 1 more than when it was stored, µs; 0 for never. */
  readonly storedUs = new Float64Array(PAGE);

  constructor(origin: number, number: number) {
    this.origin = origin;
    this.number = number;
  }
}

/** Remembers records by source and number, in pages that are forgotten as a whole. */
export class RecentSends implements Deduplicator {
  private readonly byOrigin = new Map<number, Map<number, Page>>();
  /** In the order in which they were begun, from `oldest` on. */
  private readonly pages: Page[] = [];
  private oldest = 0;
  /** The page that was asked for last: most questions come in runs. */
  private last: Page | null = null;

  isRepeat(batch: RecordBatch, row: number, skip: number, nowUs: number): boolean {
    const number = batch.number[row]! + skip;
    const at = number % PAGE;
    const page = this.pageOf(batch.origin[row]!, (number - at) / PAGE, nowUs);
    const remembered = page.storedUs[at]!;
    const isDuplicate = batch.duplicate[row] === 1;
    if (remembered !== 0 && nowUs - (Math.abs(remembered) - 1) < INTERVAL_US) {
      // A duplicate may come before what it is one of, where that was held up on its way. Then both are stored, which is one
      // message too many: else the record's fate would be booked by nobody.
      if (isDuplicate || remembered > 0) {
        invariant(isDuplicate, 'a record that was stored is sent again as a duplicate', { number });
        return true;
      }
    }
    page.storedUs[at] = isDuplicate ? -(nowUs + 1) : nowUs + 1;
    page.lastUs = nowUs;
    return false;
  }

  private pageOf(origin: number, number: number, nowUs: number): Page {
    const { last } = this;
    if (last !== null && last.number === number && last.origin === origin) return last;
    let pages = this.byOrigin.get(origin);
    if (pages === undefined) {
      pages = new Map();
      this.byOrigin.set(origin, pages);
    }
    let page = pages.get(number);
    if (page === undefined) {
      this.forget(nowUs);
      page = new Page(origin, number);
      pages.set(number, page);
      this.pages.push(page);
    }
    this.last = page;
    return page;
  }

  // Drops pages from the oldest on whose last record is no longer remembered.
  private forget(nowUs: number): void {
    const { pages } = this;
    while (this.oldest < pages.length && nowUs - pages[this.oldest]!.lastUs >= INTERVAL_US) {
      const { origin, number } = pages[this.oldest++]!;
      this.byOrigin.get(origin)!.delete(number);
    }
    if (this.oldest === 0 || this.oldest * 2 < pages.length) return;
    pages.splice(0, this.oldest);
    this.oldest = 0;
  }
}
