// The agent on one host: lines are written to a file, read from there every 100 ms into the buffer that is being filled,
// and sent buffer by buffer. A buffer is closed by the record that does not fit it any more; by age, or when it is full
// and nothing comes, at the next heartbeat of a second. While too many buffers wait, the file is not read on. Sources:
// FileTailer.java, PublishingQueue.java and Agent.java of the agent.

import type { Handler } from '../../../engine/engine.ts';
import type { Stream } from '../../../engine/random.ts';
import type { Sampler } from '../../../workload/distributions/sampler.ts';
import type { Site } from '../../component.ts';
import type { Slowness } from '../../fault.ts';
import type { RecordSink } from '../../ports/record-sink.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { Holdings } from '../../records/ledger.ts';
import { AgentBuffer, type BufferOwner, bookRows } from './agent-buffer.ts';
import { AGENT_FILE_POLL, AGENT_HEARTBEAT } from './agent-limits.ts';
import type { AgentMeters } from './agent-metrics.ts';
import type { AgentConfig } from './agent-schema.ts';
import { LogFile } from './log-file.ts';
import { Publisher, type PublisherHost } from './publisher.ts';
import { Throttler } from './throttler.ts';

const POLL_US = AGENT_FILE_POLL.value * 1000;
const HEARTBEAT_US = AGENT_HEARTBEAT.value * 1_000_000;
const PUT_RECORDS = 'PutRecords';

/** What the hosts of one producer share. */
export interface AgentShared {
  readonly site: Site;
  readonly sink: RecordSink;
  readonly origin: number;
  readonly config: AgentConfig;
  readonly maxBufferedBytes: number;
  readonly meters: AgentMeters;
  readonly latency: Sampler;
  readonly latencyStream: Stream;
  readonly backoffStream: Stream;
  /** Draws when in the second and in the tenth of a second an agent looks. */
  readonly phaseStream: Stream;
  readonly slowness: Slowness;
  readonly pool: AgentBuffer[];
  sent(records: number, bytes: number, nowUs: number): void;
  dropped(records: number, nowUs: number): void;
  lost(records: number, nowUs: number): void;
  pending(change: number, nowUs: number): void;
}

/** One host's agent. */
export class AgentHost implements BufferOwner, PublisherHost {
  private readonly shared: AgentShared;
  private readonly publisher: Publisher;
  private readonly operation: number;
  private readonly file = new LogFile();
  private bufferedBytes = 0;
  private filling: AgentBuffer | null = null;
  /** What closes the buffer that is being filled, or the next one. */
  private limits: BufferLimits;
  private readonly underWay = new Set<AgentBuffer>();
  private readonly pollHandler: number;
  private readonly heartbeatHandler: number;
  private readonly pollPhaseUs: number;
  private readonly heartbeatPhaseUs: number;
  private pollTicket = 0;
  private heartbeatTicket = 0;

  constructor(shared: AgentShared) {
    this.shared = shared;
    const { site, sink, config, phaseStream } = shared;
    this.limits = limitsOf(config, 1);
    const { engine, name } = site;
    this.operation = sink.operations.findIndex((operation) => operation.name === PUT_RECORDS);
    this.pollPhaseUs = Math.floor(phaseStream.double() * POLL_US);
    this.heartbeatPhaseUs = Math.floor(phaseStream.double() * HEARTBEAT_US);
    const throttler = new Throttler(config.retryInitialBackoff, config.retryMaxBackoff, shared.backoffStream);
    this.publisher = new Publisher(engine, name, config, throttler, this);
    const poll: Handler = { fire: (_slot, nowUs) => this.poll(nowUs) };
    const heartbeat: Handler = { fire: (_slot, nowUs) => this.heartbeat(nowUs) };
    this.pollHandler = engine.register(name, 'file-poll', 'timer', poll);
    this.heartbeatHandler = engine.register(name, 'heartbeat', 'timer', heartbeat);
  }

  /** The agent has run before: its first buffer is filled already, but for a share of it in (0, 1]. */
  beginWithin(share: number): void {
    this.limits = limitsOf(this.shared.config, share);
  }

  /** A record is written to the file. Its size is what the agent will make of it. */
  accept(
    createdUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    nowUs: number,
  ): void {
    const { site, origin, meters, maxBufferedBytes } = this.shared;
    const bytes = sizeBytes + keyBytes;
    if (this.bufferedBytes + bytes > maxBufferedBytes) {
      site.ledger.lost(origin, 'dropped', createdUs, 1, sizeBytes, number);
      this.shared.dropped(1, nowUs);
      return;
    }
    this.bufferedBytes += bytes;
    meters.bytesBehind.change(nowUs, bytes);
    const isFirst = this.file.isEmpty;
    this.file.rows.enter(createdUs, nowUs, number, sizeBytes, keyBytes, key, origin, 1);
    if (!isFirst) return;
    const atUs = nextTick(nowUs, this.pollPhaseUs, POLL_US);
    this.pollTicket = site.engine.schedule(this.pollHandler, 0, atUs);
  }

  checkFilling(nowUs: number): void {
    const { filling, limits } = this;
    if (filling === null) return;
    const isDue = isFull(filling, limits) || nowUs - filling.openedUs >= limits.ageUs;
    if (isDue && this.publisher.hasRoom) this.close(filling, nowUs);
  }

  transmit(buffer: AgentBuffer, nowUs: number): void {
    const { latency, latencyStream, slowness, sink, sent } = this.shared;
    buffer.begin(nowUs);
    buffer.operation = this.operation;
    buffer.latencyUs = Math.round(latency.sample(latencyStream) * slowness.factor);
    this.underWay.add(buffer);
    sent(buffer.batch.records, buffer.bytes, nowUs);
    sink.put(buffer);
  }

  backedOff(us: number, nowUs: number): void {
    this.shared.meters.backoff.add(nowUs, us, 1);
  }

  answered(buffer: AgentBuffer, nowUs: number): void {
    const { meters, pool, pending } = this.shared;
    this.underWay.delete(buffer);
    const records = buffer.batch.records;
    const before = buffer.bytes;
    const stored = buffer.keepRefused();
    const left = buffer.batch.records;
    meters.attempts.add(nowUs, records);
    if (left > 0) meters.errors.add(nowUs, left);
    meters.bytesSent.add(nowUs, stored);
    if (buffer.abandoned) {
      this.drop(buffer.batch, 0);
    } else {
      this.bufferedBytes -= before - buffer.bytes;
      pending(left - records, nowUs);
      this.publisher.done(buffer, records, nowUs);
      if (left > 0) return;
    }
    buffer.clear();
    pool.push(buffer);
  }

  hold(): void {
    this.publisher.hold();
  }

  release(nowUs: number): void {
    this.publisher.release(nowUs);
  }

  /** The host dies with its files; a request under way reaches the stream, but nobody waits for the answer. */
  lose(): void {
    const { site, meters, pending } = this.shared;
    const { nowUs } = site.engine;
    site.engine.cancel(this.pollTicket);
    site.engine.cancel(this.heartbeatTicket);
    meters.bytesBehind.change(nowUs, -this.file.unreadBytes);
    this.drop(this.file.rows, this.file.next);
    this.file.clear();
    if (this.filling !== null) {
      this.drop(this.filling.batch, 0);
      this.recycle(this.filling);
      this.filling = null;
    }
    for (const buffer of this.publisher.waiting()) {
      pending(-buffer.batch.records, nowUs);
      this.drop(buffer.batch, 0);
      this.recycle(buffer);
    }
    for (const buffer of this.underWay) {
      if (!buffer.abandoned) pending(-buffer.batch.records, nowUs);
      buffer.abandoned = true;
    }
    this.publisher.reset();
    this.bufferedBytes = 0;
    this.limits = limitsOf(this.shared.config, 1);
  }

  /** Tells of all records that are not stored: in the file, in a buffer, on their way. */
  holdings(held: Holdings): void {
    const { origin } = this.shared;
    bookRows(this.file.rows, this.file.next, held, origin);
    this.filling?.holdings(held, origin);
    for (const buffer of this.publisher.waiting()) buffer.holdings(held, origin);
    for (const buffer of this.underWay) buffer.holdings(held, origin);
  }

  private poll(nowUs: number): void {
    const { file, shared } = this;
    let bytesRead = 0;
    while (!file.isEmpty) {
      const bytes = file.nextBytes;
      if (!this.take(bytes, nowUs)) break;
      bytesRead += bytes;
      file.next++;
    }
    shared.meters.bytesBehind.change(nowUs, -bytesRead);
    file.forget();
    if (!file.isEmpty) this.pollTicket = shared.site.engine.schedule(this.pollHandler, 0, nowUs + POLL_US);
    if (this.filling !== null && isFull(this.filling, this.limits)) this.beatAt(nowUs + 1);
  }

  // Moves the next line into the buffer; false when that is full and cannot be closed.
  private take(bytes: number, nowUs: number): boolean {
    const { file, limits } = this;
    let { filling } = this;
    if (filling !== null && (isFull(filling, limits) || filling.bytes + bytes > limits.bytes)) {
      if (!this.publisher.hasRoom) return false;
      this.close(filling, nowUs);
      filling = this.filling;
    }
    if (filling === null) {
      filling = this.shared.pool.pop() ?? new AgentBuffer();
      filling.owner = this;
      filling.openedUs = nowUs;
      this.filling = filling;
      this.beatAt(nowUs + this.limits.ageUs);
    }
    filling.batch.append(file.rows, file.next, 0, 1);
    filling.bytes += bytes;
    return true;
  }

  private close(filling: AgentBuffer, nowUs: number): void {
    const { site, meters, pending } = this.shared;
    const { records } = filling.batch;
    this.filling = null;
    this.limits = limitsOf(this.shared.config, 1);
    site.engine.cancel(this.heartbeatTicket);
    meters.bufferAge.add(nowUs, nowUs - filling.openedUs, 1);
    meters.bufferRecords.add(nowUs, records, 1);
    pending(records, nowUs);
    this.publisher.publish(filling, nowUs);
  }

  // At the first heartbeat from `fromUs` on the buffer's age is looked at.
  private beatAt(fromUs: number): void {
    const { engine } = this.shared.site;
    engine.cancel(this.heartbeatTicket);
    const atUs = nextTick(fromUs, this.heartbeatPhaseUs, HEARTBEAT_US);
    this.heartbeatTicket = engine.schedule(this.heartbeatHandler, 0, atUs);
  }

  // Where the queue is full, the buffer is closed as soon as the publisher takes from it.
  private heartbeat(nowUs: number): void {
    this.checkFilling(nowUs);
  }

  private drop(rows: RecordBatch, from: number): void {
    const { site, origin, lost } = this.shared;
    if (rows.length > from) lost(rows.length - from, site.engine.nowUs);
    for (let row = from; row < rows.length; row++) {
      const { createdUs, sizeBytes, number } = rows;
      site.ledger.lost(origin, 'dropped', createdUs[row]!, 1, sizeBytes[row]!, number[row]!);
    }
  }

  private recycle(buffer: AgentBuffer): void {
    buffer.clear();
    this.shared.pool.push(buffer);
  }
}

/** What closes a buffer. */
interface BufferLimits {
  readonly records: number;
  readonly bytes: number;
  readonly ageUs: number;
}

function limitsOf(config: AgentConfig, share: number): BufferLimits {
  return {
    records: Math.ceil(config.maxBufferSizeRecords * share),
    bytes: Math.ceil(config.maxBufferSizeBytes * share),
    ageUs: Math.ceil(config.maxBufferAge * share),
  };
}

function isFull({ batch, bytes }: AgentBuffer, limits: BufferLimits): boolean {
  return batch.records >= limits.records || bytes >= limits.bytes;
}

/** The first moment from `fromUs` on that lies `phaseUs` into a period. */
function nextTick(fromUs: number, phaseUs: number, periodUs: number): number {
  return phaseUs + Math.max(0, Math.ceil((fromUs - phaseUs) / periodUs)) * periodUs;
}
