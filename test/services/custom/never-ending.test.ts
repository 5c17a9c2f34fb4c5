// Work that takes so long that no clock of whole µs tells its end: the books of a run balance all the same.

import { describe, expect, it } from 'vitest';
import { endUsOf, LONGEST_US } from '../../../src/engine/time-units.ts';
import { even, run } from '../plan.ts';

// Half of the draws take 68 years and more, one in six ten thousand times that.
const NEVER = { distribution: 'lognormal', median: '600000 h', sigma: 10 };

describe('work that never ends', () => {
  it('ends at the whole µs that it takes, or as good as never', () => {
    expect(endUsOf(5, 1.4)).toBe(6);
    expect(endUsOf(5, 1e300)).toBe(5 + LONGEST_US);
    expect(Number.isSafeInteger(2 * LONGEST_US)).toBe(true);
  });

  it('keeps servers busy, and their time is the sum of the services', () => {
    const seen = run({
      workloads: { w: even('10/s', '100 B') },
      components: {
        door: { type: 'custom.source', workload: 'w', to: 'desk' },
        desk: { type: 'custom.server', servers: 8, serviceTime: NEVER },
      },
      seconds: 20,
    });
    const { produced, fates } = seen.flow('desk');
    expect(produced).toBe(200);
    expect(fates.inFlight! + fates.delivered!).toBe(200);
  });

  it('keeps the threads of a consumer busy, one a shard', () => {
    const seen = run({
      workloads: { w: even('10/s', '100 B') },
      components: {
        web: { type: 'kinesis.producer', workload: 'w', to: 's' },
        s: { type: 'kinesis.stream', shardCount: 4 },
        app: { type: 'kinesis.consumer', from: 's', processing: { perBatch: NEVER } },
      },
      seconds: 20,
    });
    const { produced, fates } = seen.flow('app');
    expect(fates.inFlight! + fates.stored! + fates.delivered!).toBe(produced);
  });
});
