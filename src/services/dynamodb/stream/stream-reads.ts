// GetRecords of a table's stream: up to 1,000 records or 1 MiB a call. A call sees what is readable when it is sent, and is
// answered when its latency is over. AWS documents no limit on how often a shard is read, beyond its two readers.

import type { Counter, Distribution } from '../../../metrics/recorder.ts';
import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { ReadCall } from '../../ports/record-log.ts';
import type { GivenRange, ReadCursor } from '../../records/read-cursor.ts';
import { STREAM_READ_BYTES, STREAM_READ_RECORDS } from '../limits.ts';

/** Serves the calls of one stream. */
export class StreamReads {
  private readonly site: Site;
  private readonly slowness: Slowness;
  private readonly records: Counter;
  private readonly bytes: Counter;
  private readonly age: Distribution;
  private readonly billed: UsageMeter;
  private readonly calls: (ReadCall | null)[] = [];
  private readonly spare: number[] = [];
  private readonly range: GivenRange = { from: 0, end: 0, records: 0, userRecords: 0, bytes: 0 };
  private readonly handler: number;

  constructor(site: Site, slowness: Slowness) {
    this.site = site;
    this.slowness = slowness;
    this.records = site.counter('ReturnedRecordsCount');
    this.bytes = site.counter('ReturnedBytes');
    this.age = site.distribution('GetRecords.IteratorAgeMilliseconds');
    this.billed = site.usage('streams-read-request-unit');
    this.handler = site.engine.register(site.name, 'stream-answer', 'complete', {
      fire: (slot, nowUs) => {
        const call = this.calls[slot]!;
        this.calls[slot] = null;
        this.spare.push(slot);
        call.answered(nowUs);
      },
    });
  }

  /** @param isBilled Lambda's calls are not */
  getRecords(call: ReadCall, cursor: ReadCursor, isBilled: boolean): void {
    const { engine } = this.site;
    const { nowUs } = engine;
    const { range } = this;
    cursor.trim(nowUs);
    cursor.give(Math.min(call.maxRecords, STREAM_READ_RECORDS.value), STREAM_READ_BYTES.value, range);
    call.refused = false;
    call.position = range.from;
    call.end = range.end;
    call.records = range.records;
    call.userRecords = range.userRecords;
    call.bytes = range.bytes;
    call.ended = cursor.log.sealed && range.end === cursor.log.end;
    call.millisBehindLatestUs = range.records > 0 ? cursor.behindUs(nowUs) : 0;
    this.records.add(nowUs, range.records);
    this.bytes.add(nowUs, range.bytes);
    this.age.add(nowUs, call.millisBehindLatestUs, 1);
    if (isBilled) this.billed.add(1, nowUs);
    engine.carried(call.records, call.bytes, call.end);
    const slot = this.spare.pop() ?? this.calls.push(null) - 1;
    this.calls[slot] = call;
    engine.schedule(this.handler, slot, nowUs + Math.round(call.latencyUs * this.slowness.factor));
  }
}
