// What every order of delivery must do, whatever it prefers: give each message that is visible to some receive, none twice,
// and know how many there are. Random pushes, receives, returns and removals, against sets.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordBatch } from '../../../src/services/records/batch.ts';
import type { DeliveryOrder } from '../../../src/services/sqs/queue/delivery-order.ts';
import { FairOrder } from '../../../src/services/sqs/queue/fair-order.ts';
import { NONE } from '../../../src/services/sqs/queue/message-lists.ts';
import { IN_FLIGHT, MessageStore, VISIBLE } from '../../../src/services/sqs/queue/message-store.ts';
import { StandardOrder } from '../../../src/services/sqs/queue/standard-order.ts';

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('push' as const), key: fc.integer({ min: 0, max: 5 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      most: fc.integer({ min: 1, max: 40 }),
      // Every how manieth host is asked; 0 asks all.
      every: fc.constantFrom(0, 0, 2, 5),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('return' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }) },
);

const ORDERS: readonly (readonly [string, (store: MessageStore) => DeliveryOrder])[] = [
  ['a standard queue', (store) => new StandardOrder(store)],
  ['a fair queue', (store) => new FairOrder(store)],
];

describe.each(ORDERS)('the order of %s', (_name, make) => {
  it('gives each visible message once, and counts them', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 400 }), (steps) => {
        const store = new MessageStore();
        const order = make(store);
        const visible = new Set<number>();
        const inFlight = new Set<number>();
        const batch = new RecordBatch(1);
        let sequence = 0;
        let nowUs = 0;
        const receive = (most: number, every: number): number => {
          order.begin(every === 0 ? null : { holds: (number) => number % every === 0 }, nowUs);
          let given = 0;
          for (; given < most; given++) {
            const slot = order.next(nowUs);
            if (slot === NONE) break;
            expect(visible.delete(slot)).toBe(true);
            inFlight.add(slot);
            store.state[slot] = IN_FLIGHT;
            store.receiveCount[slot]!++;
          }
          order.ended(nowUs);
          return given;
        };
        for (const one of steps) {
          nowUs += 1_000_000;
          if (one.kind === 'push') {
            batch.clear();
            batch.enter(0, 0, sequence, 1, 1, one.key, 0, 1);
            const slot = store.store(batch, 0, 0, nowUs);
            store.grouped[slot] = one.key === 0 ? 0 : 1;
            store.state[slot] = VISIBLE;
            order.push(slot, sequence++, nowUs);
            visible.add(slot);
          } else if (one.kind === 'receive') {
            receive(one.most, one.every);
          } else {
            const all = one.kind === 'return' ? [...inFlight] : [...inFlight, ...visible];
            if (all.length === 0) continue;
            const slot = all[one.at % all.length]!;
            if (one.kind === 'return') {
              store.state[slot] = VISIBLE;
              order.returned(slot, nowUs);
              inFlight.delete(slot);
              visible.add(slot);
            } else {
              order.removed(slot, nowUs);
              inFlight.delete(slot);
              visible.delete(slot);
              store.free(slot);
            }
          }
          expect(order.available).toBe(visible.size);
        }
        const left = visible.size;
        expect(receive(left + 1, 0)).toBe(left);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
