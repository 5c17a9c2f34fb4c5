// One lane of a shard: records with some of the keys, in order, one batch in work at a time. A batch that fails holds up
// all that is behind it, until it succeeds, is halved down to the record at fault, or is given up.

import { Invocation } from '../../invoker.ts';
import { SYNC_PAYLOAD } from '../mapping-limits.ts';
import type { ThrottleDelay } from '../throttle-delay.ts';
import { LogRows } from './log-rows.ts';

/** How batches are made and what becomes of those that fail. Times in µs. */
export interface LaneTerms {
  readonly batchSize: number;
  readonly windowUs: number;
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeUs: number;
  readonly retryDelayUs: number;
}

/** Whose lane it is. */
export interface LaneOwner {
  readonly terms: LaneTerms;
  readonly throttleDelay: ThrottleDelay;
  /** Calls `due` of the lane at a time; of several times only the last one counts. */
  wake(lane: Lane, atUs: number): void;
  invoke(lane: Lane, invocation: LaneInvocation, nowUs: number): void;
  /** An invocation that ran has ended, and rows [0, done) of it are done with. */
  ran(invocation: LaneInvocation, done: number, nowUs: number): void;
  /** Rows [0, rows) of an invocation are finished. */
  finished(lane: Lane, invocation: LaneInvocation, rows: number, nowUs: number): void;
  /** Rows [from, to) of the lane’s waiting records are given up. */
  gaveUp(lane: Lane, from: number, to: number, fate: 'failed' | 'expired', nowUs: number): void;
  /** Records have left the lane’s waiting ones. */
  drained(lane: Lane, nowUs: number): void;
}

/** The invocation of a lane. */
export class LaneInvocation extends Invocation {
  readonly batch = new LogRows();
  private readonly lane: Lane;

  constructor(lane: Lane) {
    super();
    this.lane = lane;
  }

  // A record that was packed with others fails with them, and all that is behind it comes again.
  override addFailures(): void {
    const { batch, failedItems } = this;
    let row = failedItems.indexOf(1);
    if (row < 0 || row >= batch.length) return;
    while (batch.isFirst[row] === 0) row--;
    failedItems.fill(1, row, batch.length);
  }

  answered(nowUs: number): void {
    this.lane.answered(nowUs);
  }
}

// Part of the batch in work, as rows of the waiting records.
interface Part {
  from: number;
  readonly to: number;
  /** Retries so far. */
  retries: number;
}

/** One lane. */
export class Lane {
  readonly shard: number;
  readonly slot: number;
  waiting = new LogRows();
  private spare = new LogRows();
  private readonly owner: LaneOwner;
  private readonly invocation: LaneInvocation;
  /** Rows of `waiting` before this have left. */
  private head = 0;
  /** The parts of the batch in work, the next one last; empty between batches. */
  private readonly parts: Part[] = [];
  /** The row of `waiting` behind the batch in work. */
  private batchEnd = 0;
  /** Records, as they were put, that wait behind the batch in work. */
  private count = 0;
  private bytes = 0;
  private isInvoked = false;
  /** When the window of the next batch opened; −1 before its first record. */
  private windowFromUs = -1;

  constructor(owner: LaneOwner, shard: number, slot: number) {
    this.owner = owner;
    this.shard = shard;
    this.slot = slot;
    this.invocation = new LaneInvocation(this);
    this.invocation.reportsItemFailures = owner.terms.reportsItemFailures;
    // Whoever reports the first record that failed reads no further.
    this.invocation.stopsAtFailure = true;
  }

  /** Records, as they were put, that wait and are in no batch yet. */
  get waitingRecords(): number {
    return this.count;
  }

  /** Their bytes in events. */
  get waitingBytes(): number {
    return this.bytes;
  }

  /** A row was added to `waiting`. */
  added(): void {
    const row = this.waiting.length - 1;
    this.count += this.waiting.isFirst[row]!;
    this.bytes += this.waiting.eventBytes[row]!;
  }

  /** Looks whether a batch can be made now. */
  look(nowUs: number): void {
    if (this.parts.length > 0 || this.count === 0) return;
    this.expire(nowUs);
    if (this.count === 0) return;
    const { batchSize, windowUs } = this.owner.terms;
    if (this.windowFromUs < 0) this.windowFromUs = nowUs;
    const isFull = this.count >= batchSize || this.bytes >= SYNC_PAYLOAD.value;
    const closesUs = this.windowFromUs + windowUs;
    if (isFull || nowUs >= closesUs) this.begin(nowUs);
    else this.owner.wake(this, closesUs);
  }

  /** The time that it asked to be woken at. */
  due(nowUs: number): void {
    if (this.parts.length === 0) {
      if (this.expire(nowUs)) this.owner.drained(this, nowUs);
      this.look(nowUs);
    } else if (!this.isInvoked) {
      this.attempt(nowUs);
    }
  }

  answered(nowUs: number): void {
    const { invocation, owner } = this;
    this.isInvoked = false;
    const part = this.parts.at(-1)!;
    const { outcome } = invocation;
    if (outcome === 'throttled') {
      owner.wake(this, nowUs + owner.throttleDelay.drawUs());
      return;
    }
    const done = outcome === 'succeeded' ? this.doneRows() : 0;
    owner.ran(invocation, done, nowUs);
    if (done > 0) owner.finished(this, invocation, done, nowUs);
    part.from += done;
    if (part.from === part.to) this.next(nowUs);
    else this.failed(part, done > 0, nowUs);
  }

  // How many rows of the invocation are finished: all before the first record, as it was put, that failed.
  private doneRows(): number {
    const { batch, failedItems, reportsItemFailures } = this.invocation;
    if (!reportsItemFailures) return batch.length;
    this.invocation.addFailures();
    const first = failedItems.indexOf(1);
    return first < 0 || first >= batch.length ? batch.length : first;
  }

  // What is left of a part comes again: halved, or once more as it is, or not.
  private failed(part: Part, hasProgress: boolean, nowUs: number): void {
    const { bisects, maximumRetryAttempts, retryDelayUs } = this.owner.terms;
    const middle = bisects && !hasProgress ? this.middleOf(part) : part.to;
    if (middle < part.to) {
      this.parts.pop();
      this.parts.push({ from: middle, to: part.to, retries: part.retries });
      this.parts.push({ from: part.from, to: middle, retries: part.retries });
    } else if (!hasProgress && ++part.retries > maximumRetryAttempts) {
      this.owner.gaveUp(this, part.from, part.to, 'failed', nowUs);
      this.next(nowUs);
      return;
    }
    this.owner.wake(this, nowUs + retryDelayUs);
  }

  // The row that halves a part’s records, as they were put; its end where there is one only.
  private middleOf({ from, to }: Part): number {
    const { isFirst } = this.waiting;
    let records = 0;
    for (let row = from; row < to; row++) records += isFirst[row]!;
    if (records < 2) return to;
    let before = 0;
    let row = from;
    for (; before < records >> 1 || isFirst[row] === 0; row++) before += isFirst[row]!;
    return row;
  }

  private begin(nowUs: number): void {
    const { waiting } = this;
    const { batchSize } = this.owner.terms;
    let records = 0;
    let bytes = 0;
    let end = this.head;
    for (; end < waiting.length; end++) {
      if (waiting.isFirst[end] === 1) {
        const more = waiting.eventBytes[end]!;
        if (records === batchSize || (records > 0 && bytes + more > SYNC_PAYLOAD.value)) break;
        records++;
        bytes += more;
      }
    }
    this.windowFromUs = -1;
    this.count -= records;
    this.bytes -= bytes;
    this.batchEnd = end;
    this.parts.push({ from: this.head, to: end, retries: 0 });
    this.attempt(nowUs);
  }

  private attempt(nowUs: number): void {
    const { owner, waiting, invocation } = this;
    const part = this.parts.at(-1)!;
    const oldestUs = nowUs - owner.terms.maximumRecordAgeUs;
    let row = part.from;
    while (row < part.to && waiting.storedUs[row]! <= oldestUs) row++;
    if (row > part.from) {
      owner.gaveUp(this, part.from, row, 'expired', nowUs);
      part.from = row;
    }
    if (part.from === part.to) {
      this.next(nowUs);
      return;
    }
    const { batch } = invocation;
    batch.clear();
    batch.copy(waiting, part.from, part.to);
    let bytes = 0;
    for (let at = 0; at < batch.length; at++) bytes += batch.eventBytes[at]!;
    invocation.eventBytes = bytes;
    this.isInvoked = true;
    owner.invoke(this, invocation, nowUs);
  }

  // A part is over.
  private next(nowUs: number): void {
    this.parts.pop();
    if (this.parts.length > 0) {
      this.attempt(nowUs);
      return;
    }
    this.head = this.batchEnd;
    this.expire(nowUs);
    this.forget();
    this.owner.drained(this, nowUs);
    this.look(nowUs);
  }

  // What is too old is given up before a batch is made, so that no place in it is taken by what nobody will see. @returns whether any was
  private expire(nowUs: number): boolean {
    const { waiting, owner, head } = this;
    const oldestUs = nowUs - owner.terms.maximumRecordAgeUs;
    let row = head;
    for (; row < waiting.length && waiting.storedUs[row]! <= oldestUs; row++) {
      this.count -= waiting.isFirst[row]!;
      this.bytes -= waiting.eventBytes[row]!;
    }
    if (row === head) return false;
    this.head = row;
    if (this.count === 0) this.windowFromUs = -1;
    owner.gaveUp(this, head, row, 'expired', nowUs);
    return true;
  }

  // Forgets the rows that have left.
  private forget(): void {
    const { waiting, spare } = this;
    if (this.head === waiting.length) {
      waiting.clear();
      this.head = 0;
      return;
    }
    if (this.head <= 1024 || this.head * 2 <= waiting.length) return;
    spare.clear();
    spare.copy(waiting, this.head, waiting.length);
    this.waiting = spare;
    this.spare = waiting;
    this.head = 0;
  }
}

/** Whether full batches wait in the lanes of a shard, on average one in each: of so many records, or of so many bytes. */
export function areFull(lanes: readonly Lane[], { batchSize }: LaneTerms): boolean {
  let records = 0;
  let bytes = 0;
  for (const { waitingRecords, waitingBytes } of lanes) {
    records += waitingRecords;
    bytes += waitingBytes;
  }
  return records >= batchSize * lanes.length || bytes >= SYNC_PAYLOAD.value * lanes.length;
}
