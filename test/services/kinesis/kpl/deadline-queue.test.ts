// What waits for a limiter: the earliest deadline goes first, those of one deadline in the order in which they came, and
// what has expired leaves from wherever it stands. Checked against a list that is sorted anew each time.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeadlineQueue } from '../../../../src/services/kinesis/kpl/deadline-queue.ts';
import { KinesisRecord } from '../../../../src/services/kinesis/kpl/kinesis-record.ts';

function record(earliestUs: number, expiresUs: number): KinesisRecord {
  const made = new KinesisRecord();
  made.earliestUs = earliestUs;
  made.expiresUs = expiresUs;
  return made;
}

const moment = fc.integer({ min: 0, max: 60 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('push' as const), earliestUs: moment, expiresUs: moment }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('shift' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('expire' as const), nowUs: moment }) },
);

describe('records that wait', () => {
  it('leave by deadline, or when they expire, and no other way', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = new DeadlineQueue();
        let waiting: KinesisRecord[] = [];
        for (const taken of steps) {
          if (taken.does === 'push') {
            const pushed = record(taken.earliestUs, taken.expiresUs);
            queue.push(pushed);
            waiting = [...waiting, pushed].sort((a, b) => a.earliestUs - b.earliestUs);
          } else if (taken.does === 'shift') {
            if (waiting.length > 0) queue.shift();
            waiting = waiting.slice(1);
          } else {
            const expired = queue.takeExpired(taken.nowUs);
            expect(expired).toEqual(waiting.filter(({ expiresUs }) => expiresUs <= taken.nowUs));
            waiting = waiting.filter(({ expiresUs }) => expiresUs > taken.nowUs);
          }
          expect(queue.size).toBe(waiting.length);
          expect(queue.first).toBe(waiting[0]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
