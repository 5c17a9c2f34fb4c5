// GetRecords: what all shared consumers of a shard have between them, five calls and 2 MiB a second. A call is
// served when it is sent (it sees what is readable then) and answered when its latency is over. How many bytes a reply
// has is known once it is read, so one reply may overdraw the shard's second of bytes. That closes the shard until the
// second is paid back: 1 s after a reply that spends it, 5 s after one of 10 MiB, as the API reference has it.

import { Allowance } from '../../../engine/allowance.ts';
import type { Handler } from '../../../engine/engine.ts';
import { TokenBucket } from '../../../engine/token-bucket.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { ReadCall } from '../../ports/record-log.ts';
import type { GivenRange, ReadCursor } from '../../records/read-cursor.ts';
import { GET_RECORDS_BYTES, GET_RECORDS_CALLS, GET_RECORDS_COUNT, GET_RECORDS_REPLY } from '../limits.ts';
import type { StreamBilling } from '../stream/stream-billing.ts';
import { ReadCounters, type StreamReadMetrics } from '../stream/stream-metrics.ts';

class ShardReadLimits {
  readonly calls = new TokenBucket(GET_RECORDS_CALLS.value, GET_RECORDS_CALLS.value);
  readonly bytes = new Allowance(GET_RECORDS_BYTES.value, GET_RECORDS_BYTES.value);
}

/** Serves the shared reads of one stream. */
export class SharedReads {
  private readonly site: Site;
  private readonly metrics: StreamReadMetrics;
  private readonly slowness: Slowness;
  private readonly limits: ShardReadLimits[] = [];
  private readonly stream: ReadCounters;
  private readonly shards: ReadCounters[] = [];
  private readonly calls: (ReadCall | null)[] = [];
  private readonly spare: number[] = [];
  private readonly range: GivenRange = { from: 0, end: 0, records: 0, userRecords: 0, bytes: 0 };
  private readonly answerHandler: number;
  private readonly billing: StreamBilling;

  constructor(site: Site, metrics: StreamReadMetrics, slowness: Slowness, billing: StreamBilling) {
    this.billing = billing;
    this.site = site;
    this.slowness = slowness;
    this.metrics = metrics;
    this.stream = new ReadCounters(site);
    const answer: Handler = { fire: (slot, nowUs) => this.answer(slot, nowUs) };
    this.answerHandler = site.engine.register(site.name, 'read-answer', 'complete', answer);
  }

  /** Makes room for the next shard by number. */
  open(id: string): void {
    this.limits.push(new ShardReadLimits());
    this.shards.push(new ReadCounters(this.site, id));
  }

  /** Serves or refuses a call for the application whose place `cursor` is. */
  getRecords(call: ReadCall, cursor: ReadCursor): void {
    const { engine } = this.site;
    const nowUs = engine.nowUs;
    const { calls, bytes } = this.limits[call.shard]!;
    this.metrics.calls.add(nowUs, 1);
    call.records = 0;
    call.userRecords = 0;
    call.bytes = 0;
    call.millisBehindLatestUs = 0;
    call.ended = false;
    // Refused calls take no tokens.
    const closed = !bytes.open(nowUs);
    call.refused = closed || calls.admit(nowUs, 1) === 0;
    if (call.refused) {
      call.end = call.position;
      refuse(this.stream, closed, nowUs);
      refuse(this.shards[call.shard]!, closed, nowUs);
    } else {
      this.metrics.served.add(nowUs, 1);
      this.read(call, cursor, nowUs);
      if (call.bytes > 0) bytes.charge(call.bytes, nowUs);
    }
    const slot = this.spare.pop() ?? this.calls.push(null) - 1;
    this.calls[slot] = call;
    engine.schedule(this.answerHandler, slot, nowUs + Math.round(call.latencyUs * this.slowness.factor));
  }

  private read(call: ReadCall, cursor: ReadCursor, nowUs: number): void {
    cursor.trim(nowUs);
    const { range } = this;
    cursor.give(Math.min(call.maxRecords, GET_RECORDS_COUNT.value), GET_RECORDS_REPLY.value, range);
    call.position = range.from;
    call.end = range.end;
    call.records = range.records;
    call.userRecords = range.userRecords;
    call.bytes = range.bytes;
    call.ended = cursor.log.sealed && range.end === cursor.log.end;
    this.metrics.longTerm?.given(cursor.log, range, nowUs);
    if (range.records > 0) call.millisBehindLatestUs = cursor.behindUs(nowUs);
    this.metrics.iteratorAge.add(nowUs, call.millisBehindLatestUs, 1);
    const shard = this.shards[call.shard]!;
    shard.outgoingRecords.add(nowUs, call.records);
    shard.outgoingBytes.add(nowUs, call.bytes);
    this.stream.outgoingRecords.add(nowUs, call.records);
    this.stream.outgoingBytes.add(nowUs, call.bytes);
    const { billing } = this;
    if (billing.countsReads)
      billing.polled(cursor.roundedBytes(range.from, range.end, billing.readRoundingBytes), nowUs);
    this.site.engine.carried(call.records, call.bytes, call.end);
  }

  private answer(slot: number, nowUs: number): void {
    const call = this.calls[slot]!;
    this.calls[slot] = null;
    this.spare.push(slot);
    call.answered(nowUs);
  }
}

function refuse(counters: ReadCounters, byBytes: boolean, nowUs: number): void {
  counters.refused.add(nowUs, 1);
  (byBytes ? counters.refusedByBytes : counters.refusedByCalls).add(nowUs, 1);
}
