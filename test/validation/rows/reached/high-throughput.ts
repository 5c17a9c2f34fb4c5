// The quotas of FIFO queues in high-throughput mode, by Region and by hand: of more sends than that at once a second's worth is
// let through (that it can be spent at once is an assumption), and half a second later what came back meanwhile, half as much.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

export const highThroughput = workedRow({
  name: 'high-throughput',
  source: 'SQS developer guide, quotas of messages; by hand',
  scenario: 'test/validation/scenarios/high-throughput.yaml',
  claims: [
    { region: 'us-east-1', quota: 70_000, sends: 80_000, entry: 'highThroughputLargest' },
    { region: 'us-east-2', quota: 19_000, sends: 25_000, entry: 'highThroughputLarge' },
    { region: 'eu-central-1', quota: 19_000, sends: 25_000, entry: 'highThroughputLarge' },
    { region: 'ap-south-1', quota: 9_000, sends: 12_000, entry: 'highThroughputMedium' },
    { region: 'ap-southeast-1', quota: 9_000, sends: 12_000, entry: 'highThroughputMedium' },
    { region: 'ap-southeast-2', quota: 9_000, sends: 12_000, entry: 'highThroughputMedium' },
    { region: 'ap-northeast-1', quota: 9_000, sends: 12_000, entry: 'highThroughputMedium' },
    { region: 'eu-west-2', quota: 4_500, sends: 6_000, entry: 'highThroughputSmall' },
    { region: 'sa-east-1', quota: 4_500, sends: 6_000, entry: 'highThroughputSmall' },
    { region: 'eu-north-1', quota: 2_400, sends: 3_200, entry: 'highThroughputOther' },
  ].map(({ region, quota, sends, entry }) => ({
    what: `a FIFO queue with high throughput in ${region} and twice ${sends} sends, half a second apart: let through`,
    expected: quota + quota / 2,
    within: 0,
    sets: [`region=${region}`, `workloads.messages.arrivals.batch=${sends}`],
    reaches: [`sqs.queue limit ${entry}`],
    seen: (result) => sumOf(result, 'queue', 'Transactions.SendMessage'),
  })),
});
