// What a topic is billed for, by hand and at prices of the scenario's own, since no price book has them: one message a second is
// 2.628 million in a month of 730 hours. A standard topic's publish of 100 KB is two requests, one for each started 64 KB; of a
// FIFO topic it is one message; and each delivery is one notification.

import { monthlyUsd } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const MILLIONS = (730 * 3600) / 1e6;
const SETS = [
  'duration=100 s',
  'workloads.messages.arrivals={ process: constant, rate: 1/s, batch: 1 }',
  'workloads.messages.size=100 KiB',
  'components.topic.subscriptions.0.filterShare=100%',
];

function prices(ofPublish: number, ofFifo: number, ofNotification: number): string {
  return `cost.prices={ sns.topic: { standard-publish: ${ofPublish} USD, fifo-publish: ${ofFifo} USD, notification: ${ofNotification} USD }, sqs.queue: { standard-request: 0 USD } }`;
}

export const snsMeters = workedRow({
  name: 'sns-meters',
  source: 'aws.amazon.com/sns/pricing, what is counted; by hand',
  scenario: 'test/validation/scenarios/topic.yaml',
  claims: [
    {
      what: 'a standard topic at 0.50 USD a million requests, 100 KB a second: USD a month',
      expected: MILLIONS * 2 * 0.5,
      within: 0,
      decimals: 6,
      sets: [...SETS, prices(0.5, 0.3, 0)],
      reaches: ['sns.topic meter standard-publish'],
      seen: monthlyUsd,
    },
    {
      what: 'a FIFO topic at 0.30 USD a million messages, 100 KB a second: USD a month',
      expected: MILLIONS * 0.3,
      within: 0,
      decimals: 6,
      sets: [...SETS, prices(0.5, 0.3, 0), 'components.topic.fifoTopic=true'],
      reaches: ['sns.topic meter fifo-publish'],
      seen: monthlyUsd,
    },
    {
      what: 'a topic at 0.20 USD a million notifications, one a second: USD a month',
      expected: MILLIONS * 0.2,
      within: 0,
      decimals: 6,
      sets: [...SETS, prices(0, 0, 0.2)],
      reaches: ['sns.topic meter notification'],
      seen: monthlyUsd,
    },
  ],
});
