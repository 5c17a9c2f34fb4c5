// The events of one function that are queued or tried. A function that is throttled for hours has millions of them, so they are
// columns, and an event is a number.

import { RecordBatch } from '../../records/batch.ts';
import { wider } from '../../records/wider.ts';

const FIRST = 64;

/** Events by number; the number of one that is over is given again. */
export class EventStore {
  /** By event: its record; a count of 0 where there is none. */
  readonly records = new RecordBatch(FIRST);
  /** By event: when it was queued. */
  queuedUs = new Float64Array(FIRST);
  /** By event: how often the function has failed on it, and how often it was throttled, 255 at most. */
  errors = new Uint8Array(FIRST);
  throttles = new Uint8Array(FIRST);
  private readonly spare: number[] = [];

  /** Takes a record of another batch's row, `skip` records into it. @returns its event */
  add(from: RecordBatch, row: number, skip: number, nowUs: number): number {
    const { records } = this;
    const spare = this.spare.pop();
    const event = spare ?? records.append(from, row, skip, 1);
    if (spare !== undefined) records.copyRow(from, row, skip, 1, event);
    else if (event === this.queuedUs.length) this.grow();
    this.queuedUs[event] = nowUs;
    this.errors[event] = 0;
    this.throttles[event] = 0;
    return event;
  }

  /** An event is over. */
  remove(event: number): void {
    this.records.count[event] = 0;
    this.spare.push(event);
  }

  private grow(): void {
    const length = 2 * this.queuedUs.length;
    this.queuedUs = wider(this.queuedUs, new Float64Array(length));
    this.errors = wider(this.errors, new Uint8Array(length));
    this.throttles = wider(this.throttles, new Uint8Array(length));
  }
}
