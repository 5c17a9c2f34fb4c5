// The books of what a table has answered: each record is finished with its call, whose time is its processing, since nothing waits
// in a table.

import type { Site } from '../../component.ts';
import { Application } from '../../records/application.ts';
import type { RecordBatch } from '../../records/batch.ts';
import { FinishedRecords } from '../../records/finished-records.ts';

/** The records that one table has served. */
export class ServedRecords {
  private readonly site: Site;
  private readonly application: Application;
  private readonly done = new FinishedRecords();

  constructor(site: Site) {
    this.site = site;
    this.application = new Application(site);
  }

  /** The table, by its number in the ledger. */
  get number(): number {
    return this.application.number;
  }

  /** The first `count` records of a row are answered. */
  finish(batch: RecordBatch, row: number, count: number, latencyUs: number, nowUs: number): void {
    const { done, site } = this;
    const sentUs = nowUs - latencyUs;
    for (let i = 0; i < count; i++) {
      site.engine.carried(1, batch.sizeBytes[row]!, batch.number[row]! + i);
      done.add(batch, row, batch.number[row]! + i, 0, sentUs, sentUs, nowUs);
      if (done.isFull || site.ledger.atOnce) this.book();
    }
  }

  /** Books what was kept back. */
  book(): void {
    this.application.finishedRecords(this.done);
    this.done.length = 0;
  }
}
