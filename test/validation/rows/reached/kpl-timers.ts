// What the Kinesis Producer Library waits for, by hand. Its limiter holds 10 MiB for each shard: of 200 records of 100 KiB that
// come at once, 102 pass (at a rate limit of 1 % no other within 5 s). Its collector sends what it has when one shard has
// 256 KiB of it: three of these. What the limiter keeps back it lets out every 25 ms, so that 8 s have 320 requests, and the
// thousand records that pass at once two more. A record that is alone waits for recordMaxBufferedTime to be packed, and then a
// fifth of it, but 50 ms at most, to be collected.

import { meanSeconds, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const PASSED = Math.floor((10 * 2 ** 20) / (100 * 1024));
const KPL = 'aws/kinesis/core of the Kinesis Producer Library';

export const kplTimers = workedRow({
  name: 'kpl-timers',
  source: `${KPL}, limiter.h; by hand`,
  scenario: 'test/validation/scenarios/kpl-burst.yaml',
  claims: [
    {
      what: 'a KPL host, 200 records of 100 KiB at one moment: put in 5 s',
      expected: PASSED,
      within: 0,
      reaches: ['kinesis.producer limit kplLimiterBurstBytes'],
      seen: (result) => sumOf(result, 'host', 'KinesisRecordsPut'),
    },
    {
      what: 'the same: PutRecords calls',
      expected: PASSED / 3,
      within: 0,
      source: `${KPL}, collector.h; by hand`,
      reaches: ['kinesis.producer limit kplCollectorShardBytes'],
      seen: (result) => sumOf(result, 'host', 'Requests'),
    },
    {
      what: 'a KPL host, 10,000 records of 10 B at one moment, at a rate limit of 50 %: PutRecords calls in 8 s',
      expected: 2 + 8 * 40,
      within: 0,
      sets: [
        'duration=8 s',
        'workloads.records.arrivals.batch=10000',
        'workloads.records.size=10 B',
        'components.host.client.rateLimit=50%',
        'components.host.client.recordMaxBufferedTime=0 s',
      ],
      reaches: ['kinesis.producer limit kplLimiterPeriod'],
      seen: (result) => sumOf(result, 'host', 'Requests'),
    },
    ...[
      { buffered: 100, waits: 100 + 0.2 * 100, limit: 'kplCollectorSlackShare' },
      { buffered: 1000, waits: 1000 + 50, limit: 'kplCollectorSlack' },
    ].map(({ buffered, waits, limit }) => ({
      what: `a KPL host with one record at a time that may wait for ${buffered} ms: until it is sent, ms`,
      expected: waits,
      within: 0,
      source: `${KPL}, pipeline.h; by hand`,
      sets: [
        'workloads.records.arrivals={ process: constant, rate: 0.5/s }',
        'workloads.records.size=100 B',
        'components.host.client.aggregationMaxCount=1000',
        `components.host.client.recordMaxBufferedTime=${buffered} ms`,
      ],
      reaches: [`kinesis.producer limit ${limit}`],
      seen: (result: Parameters<typeof meanSeconds>[0]) =>
        1000 * meanSeconds(result, 'host', 'BufferingTime'),
    })),
  ],
});
