// What a stream costs, by hand. A record of 26 KiB is written every second, 2,628,000 in a month of 730 hours, and read by one
// reader that polls and one that is pushed to: IN GB each way. A provisioned stream pays for 2 PUT units a record (25 KB
// each), and keeps what is older than 7 days by the byte: at a year of retention 8,760 − 168 h of 730 a month. An on-demand
// stream pays for the first 7 days by the byte, too, but for the first. Old records are those that a reader finds that
// joins after 192.48 h of one record an hour: 25 of them are older than 168 h, in a window of 240 h. The throughput
// commitment bills 25 MiB/s each way at least.

import { type Prices, regionsRow } from '../../regions-row.ts';

const HOURS = 730;
const RECORDS = HOURS * 3600;
const RECORD_BYTES = 26 * 1024;
const GB = 2 ** 30;
const IN = (RECORDS * RECORD_BYTES) / GB;
/** Months that a record is kept beyond a day, and beyond a week, of a year. */
const BEYOND_DAY = (8760 - 24) / HOURS;
const BEYOND_WEEK = (8760 - 168) / HOURS;
const OLD = (25 * RECORD_BYTES * (HOURS / 240)) / GB;
const COMMITTED = (25 * 3600 * HOURS) / 1024;

const YEAR = ['components.stream.retentionPeriod=8760 h'];
const OLD_READS = [
  ...YEAR,
  'workloads.records.arrivals.rate=1 / 3600 s',
  'warmup=0 s',
  'duration=10 d',
  'components.reader.joinsAt=11548.8 min',
  'components.reader.initialPositionInStream=TRIM_HORIZON',
];
const ON_DEMAND = [...YEAR, 'components.stream.streamMode=ON_DEMAND'];
const ADVANTAGE = [...ON_DEMAND, 'components.stream.minimumThroughputBillingCommitment=ENABLED'];

const SHARD_HOUR = [0.015, 0.015, 0.017, 0.018, 0.0184, 0.0195] as const;
const KEPT = [0.023, 0.023, 0.023, 0.025, 0.025, 0.025] as const;
const ADVANTAGE_IN = [0.032, 0.032, 0.0364, 0.0384, 0.0392, 0.0416] as const;
const ADVANTAGE_OUT = [0.016, 0.016, 0.018, 0.0192, 0.0196, 0.0208] as const;

/** A claim about a meter of the stream. The price of what is committed is that of what is used. */
function claim(
  meter: string,
  what: string,
  units: number,
  usd: Prices,
  sets: readonly string[] = [],
  component: 'stream' | 'pushed' = 'stream',
) {
  const price = meter.startsWith('committed-') ? [] : [`kinesis.stream price ${meter}`];
  return { meter, what, units, usd, sets, component, reaches: [`kinesis.stream meter ${meter}`, ...price] };
}

export const kinesisPrices = regionsRow({
  name: 'kinesis-prices',
  source: 'aws.amazon.com/kinesis/data-streams/pricing and the AWS price list; by hand',
  scenario: 'test/validation/scenarios/kinesis-bill.yaml',
  // A poll more or less in the window.
  within: 0.0005,
  claims: [
    claim('shard-hour', 'two shards', 2 * HOURS, SHARD_HOUR),
    claim(
      'put-payload-unit',
      'a record of 26 KiB a second, put',
      (2 * RECORDS) / 1e6,
      [0.014, 0.014, 0.0165, 0.0175, 0.0195, 0.0215],
    ),
    claim('consumer-shard-hour', 'a consumer that two shards push to', 2 * HOURS, SHARD_HOUR, [], 'pushed'),
    claim(
      'fan-out-gb',
      'a record of 26 KiB a second, pushed',
      IN,
      [0.013, 0.013, 0.0147, 0.0156, 0.0159, 0.0169],
      [],
      'pushed',
    ),
    claim(
      'extended-retention-shard-hour',
      'two shards that keep records for a year',
      2 * HOURS,
      [0.02, 0.02, 0.023, 0.024, 0.025, 0.026],
      YEAR,
    ),
    claim(
      'long-term-retention-gb-month',
      'a record of 26 KiB a second, kept for a year',
      IN * BEYOND_WEEK,
      [0.023, 0.023, 0.023, 0.0245, 0.025, 0.025],
      YEAR,
    ),
    claim(
      'long-term-retrieval-gb',
      '25 records of 26 KiB in ten days, read when they were older than seven',
      OLD,
      [0.021, 0.021, 0.0237, 0.0252, 0.0257, 0.0273],
      OLD_READS,
    ),
    claim(
      'on-demand-stream-hour',
      'an on-demand stream',
      HOURS,
      [0.04, 0.04, 0.045, 0.048, 0.049, 0.052],
      ON_DEMAND,
    ),
    claim(
      'on-demand-in-gb',
      'a record of 26 KiB a second into it',
      IN,
      [0.08, 0.08, 0.091, 0.096, 0.098, 0.104],
      ON_DEMAND,
    ),
    claim('on-demand-out-gb', 'the same, polled', IN, [0.04, 0.04, 0.045, 0.048, 0.049, 0.052], ON_DEMAND),
    claim(
      'on-demand-fan-out-gb',
      'the same, pushed',
      IN,
      [0.05, 0.05, 0.057, 0.06, 0.061, 0.065],
      ON_DEMAND,
      'pushed',
    ),
    claim(
      'on-demand-extended-retention-gb-month',
      'the same, kept for a week',
      IN * (BEYOND_DAY - BEYOND_WEEK),
      [0.1, 0.1, 0.11, 0.119, 0.12, 0.12],
      ON_DEMAND,
    ),
    claim(
      'on-demand-long-term-retention-gb-month',
      'the same, kept for the rest of a year',
      IN * BEYOND_WEEK,
      KEPT,
      ON_DEMAND,
    ),
    claim('advantage-in-gb', 'the same under a throughput commitment', IN, ADVANTAGE_IN, ADVANTAGE),
    claim('advantage-out-gb', 'the same, polled and pushed', 2 * IN, ADVANTAGE_OUT, ADVANTAGE),
    claim('advantage-retention-gb-month', 'the same, kept for a year', IN * BEYOND_DAY, KEPT, ADVANTAGE),
    claim('committed-in-gb', 'what else is committed in', COMMITTED - IN, ADVANTAGE_IN, ADVANTAGE),
    claim('committed-out-gb', 'what else is committed out', COMMITTED - 2 * IN, ADVANTAGE_OUT, ADVANTAGE),
  ],
});
