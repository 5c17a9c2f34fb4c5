// The order of a FIFO queue that sees only its first few stored messages, against a list: random pushes, receives, returns
// and removals.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordBatch } from '../../../src/services/records/batch.ts';
import { FifoOrder } from '../../../src/services/sqs/queue/fifo-order.ts';
import { NONE } from '../../../src/services/sqs/queue/message-lists.ts';
import { IN_FLIGHT, MessageStore, VISIBLE } from '../../../src/services/sqs/queue/message-store.ts';

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('push' as const), key: fc.integer({ min: 0, max: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      most: fc.integer({ min: 1, max: 10 }),
      // Which of what it gets goes to a dead-letter queue at once.
      drops: fc.constantFrom(0, 0, 2, 3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('return' as const), at: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }) },
);

interface Message {
  readonly slot: number;
  readonly key: number;
  isInFlight: boolean;
}

/** One world of an order and a list of what is stored. */
class Pair {
  readonly store = new MessageStore();
  readonly order: FifoOrder;
  stored: Message[] = [];
  private readonly seen: number;
  private readonly batch = new RecordBatch(1);
  private sequence = 0;

  constructor(seen: number) {
    this.seen = seen;
    this.order = new FifoOrder(this.store, null, seen);
  }

  /** What a receive could get: seen, visible, of no group with messages in flight. */
  available(): Message[] {
    const locked = new Set(this.stored.filter(({ isInFlight }) => isInFlight).map(({ key }) => key));
    return this.stored.slice(0, this.seen).filter(({ key, isInFlight }) => !isInFlight && !locked.has(key));
  }

  push(key: number): void {
    const { batch, store } = this;
    batch.clear();
    batch.enter(0, 0, this.sequence, 1, 1, key, 0, 1);
    const slot = store.store(batch, 0, 0, 0);
    store.state[slot] = VISIBLE;
    this.order.push(slot, this.sequence++);
    this.stored.push({ slot, key, isInFlight: false });
  }

  receive(most: number, drops: number): void {
    this.order.begin();
    const before = this.available();
    const groups = [...new Set(before.map(({ key }) => key))];
    let handed = 0;
    for (let given = 1; handed < most; given++) {
      // Dropped messages make room for others to be seen, of the group that the receive is at among them.
      const slot = this.order.next(0);
      if (slot === NONE) break;
      const message = this.stored.find((one) => one.slot === slot)!;
      const isSeen = this.stored.indexOf(message) < this.seen;
      const isFirst =
        this.stored.find(({ key, isInFlight }) => key === message.key && !isInFlight) === message;
      expect({ isSeen, isFirst, isInFlight: message.isInFlight }).toEqual({
        isSeen: true,
        isFirst: true,
        isInFlight: false,
      });
      this.store.state[slot] = IN_FLIGHT;
      if (drops > 0 && given % drops === 0) {
        this.remove(message);
        continue;
      }
      message.isInFlight = true;
      handed++;
      if (drops === 0) expect(groups.includes(message.key)).toBe(true);
    }
    this.order.ended();
    if (drops === 0) expect(handed).toBe(Math.min(most, before.length));
  }

  giveBack(message: Message): void {
    this.store.state[message.slot] = VISIBLE;
    this.order.returned(message.slot, 0);
    message.isInFlight = false;
  }

  remove(message: Message): void {
    this.order.removed(message.slot, 0);
    this.store.free(message.slot);
    this.stored = this.stored.filter((one) => one !== message);
  }
}

describe('the order of a FIFO queue', () => {
  it('gives the first message of a group that is not locked, of those that are seen', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 20, maxLength: 300 }),
        fc.constantFrom(1, 3, 8, 1000),
        (steps, seen) => {
          const pair = new Pair(seen);
          for (const one of steps) {
            if (one.kind === 'push') pair.push(one.key);
            else if (one.kind === 'receive') pair.receive(one.most, one.drops);
            else {
              const all =
                one.kind === 'return' ? pair.stored.filter(({ isInFlight }) => isInFlight) : pair.stored;
              if (all.length === 0) continue;
              const message = all[one.at % all.length]!;
              if (one.kind === 'return') pair.giveBack(message);
              else pair.remove(message);
            }
            expect(pair.order.available).toBe(pair.available().length);
            expect(pair.order.lockedGroups).toBe(
              new Set(pair.stored.filter(({ isInFlight }) => isInFlight).map(({ key }) => key)).size,
            );
          }
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });

  it('hides the groups behind a backlog of one group that is as long as what is seen', () => {
    const pair = new Pair(5);
    for (let i = 0; i < 5; i++) pair.push(0);
    pair.push(1);
    pair.receive(1, 0);
    // The backlog's group is locked, and the other group is not seen.
    expect(pair.order.available).toBe(0);
    pair.remove(pair.stored[0]!);
    expect(pair.available().map(({ key }) => key)).toEqual([0, 0, 0, 0, 1]);
    pair.receive(1, 0);
    expect(pair.available().map(({ key }) => key)).toEqual([1]);
    expect(pair.order.available).toBe(1);
  });
});
