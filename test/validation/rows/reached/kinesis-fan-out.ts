// Enhanced fan-out, by hand. A subscription lasts five minutes: 3,000 s see ten of each shard. A shard's pipe to a consumer is
// 2 MiB/s wide: of 10,000 KiB, readable after 0.01 s as records of 100 KiB, the first is pushed by itself, and the others by
// tens, of which four begin within 2 s, at 0.06, 0.55, 1.04 and 1.52 s.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

export const kinesisFanOut = workedRow({
  name: 'kinesis-fan-out',
  source: 'Kinesis API reference, SubscribeToShard; by hand',
  scenario: 'test/validation/scenarios/kinesis-reads.yaml',
  claims: [
    {
      what: 'a consumer with enhanced fan-out: subscriptions to a shard in 3,000 s',
      expected: 10,
      within: 0,
      sets: [
        'workloads.records.arrivals.rate=0.01/s',
        'warmup=400 s',
        'duration=3000 s',
        'components.reader.mode=enhanced-fan-out',
      ],
      reaches: ['kinesis.stream limit subscriptionLife'],
      seen: (result) => sumOf(result, 'stream', 'SubscribeToShard.Success'),
    },
    {
      what: 'a hundred records of 100 KiB that come at one moment: pushed within 2 s',
      expected: 1 + 4 * 10,
      within: 0,
      sets: [
        'workloads.records.arrivals={ process: constant, rate: 0.01/s, batch: 100 }',
        'workloads.records.size=102388 B',
        'duration=2 s',
        'components.stream.maxRecordSize=10 MiB',
        'components.reader.mode=enhanced-fan-out',
      ],
      reaches: ['kinesis.stream limit fanOutBytes'],
      seen: (result) => sumOf(result, 'stream', 'SubscribeToShardEvent.Records'),
    },
  ],
});
