// Records that only join what their hosts gather are taken many at a time. Nothing may show of it: neither in the
// events, nor in what is measured, nor in the books.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runReplication } from '../../../src/experiment/replication.ts';
import type { ReplicationResult } from '../../../src/experiment/replication-result.ts';
import { Producer } from '../../../src/services/client/producer.ts';
import { designOf, type Plan } from '../plan.ts';

/** One replication in which every record is taken by itself. */
function oneByOne(plan: Plan, copies: number): ReplicationResult {
  const prototype: { gathered?: unknown } = Producer.prototype;
  const { gathered } = prototype;
  prototype.gathered = undefined;
  try {
    return runReplication(designOf(plan), 1, { grain: { copies, merged: true } });
  } finally {
    prototype.gathered = gathered;
  }
}

const plans = fc.record({
  arrivals: fc.constantFrom(
    { process: 'poisson', rate: '900/s' },
    { process: 'constant', rate: '1000/s' }, // whole milliseconds: records and timers meet in one instant
    { process: 'poisson', rate: '90/s', batch: 10 },
  ),
  hosts: fc.integer({ min: 1, max: 3 }),
  maxRecords: fc.constantFrom(1, 2, 7, 500),
  maxBytes: fc.constantFrom('1 KiB', '5 KiB', '5 MiB'),
  linger: fc.constantFrom('0 s', '3 ms', '100 ms'),
  maxBuffered: fc.constantFrom('3 KiB', '40 KiB', 'unlimited'),
  keepOrder: fc.boolean(),
  copies: fc.constantFrom(1, 3),
});

describe('records taken many at a time', () => {
  it('are sent, counted and booked as if each had come by itself', () => {
    fc.assert(
      fc.property(
        plans,
        ({ arrivals, hosts, maxRecords, maxBytes, linger, keepOrder, maxBuffered, copies }) => {
          const client = {
            type: 'sdk',
            batch: { maxRecords, maxBytes, linger },
            failedRecords: { maxAttempts: 2, baseDelay: '20 ms', keepOrder },
          };
          const plan: Plan = {
            seconds: 1.5,
            warmupSeconds: 0.5,
            workloads: { views: { arrivals, size: { distribution: 'uniform', min: '1 B', max: '600 B' } } },
            components: {
              web: { type: 'kinesis.producer', workload: 'views', to: 'clicks', hosts, maxBuffered, client },
              clicks: { type: 'kinesis.stream', shardCount: 1 },
            },
          };
          const together = runReplication(designOf(plan), 1, { grain: { copies, merged: true } });
          expect(JSON.stringify(together)).toBe(JSON.stringify(oneByOne(plan, copies)));
          expect(together.flows[0]!.produced).toBeGreaterThan(1000);
        },
      ),
      { numRuns: 15 },
    );
  });
});
