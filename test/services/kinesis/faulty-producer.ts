// A producer of 100 records a second at even distances for a minute, to a stream with one shard that is pushed from at once.

import { expect } from 'vitest';
import { even, type Plan, type Seen } from '../plan.ts';

/** @param producer properties of the producer beside its client */
export function faultyProducer(
  client: object,
  faults: NonNullable<Plan['faults']>,
  producer: object = {},
): Plan {
  return {
    workloads: { w: even('100/s', '100 B') },
    components: {
      web: { type: 'kinesis.producer', workload: 'w', to: 's', client, ...producer },
      s: { type: 'kinesis.stream', shardCount: 1, pushLatency: '0 s' },
      app: {
        type: 'kinesis.consumer',
        from: 's',
        mode: 'enhanced-fan-out',
        client: { subscribeLatency: '0 s' },
      },
    },
    seconds: 60,
    faults,
  };
}

/** All that was produced and not delivered; nothing may be on its way when the run is over. */
export function lostOf(seen: Seen): number {
  const { produced, fates } = seen.flow('app');
  expect(fates.inFlight).toBe(0);
  return produced - fates.delivered;
}
