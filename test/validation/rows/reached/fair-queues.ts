// Which tenants of a fair queue are noisy, by hand. A tenant with all that is in flight is so from 30 messages on. Of nine
// tenants that share what is in flight evenly each has 11.1 % of it, which is more than a tenth. And a tenant is noisy for its
// part of the processing time, here all of it, until none of it has been in flight for five minutes: the only worker takes 7 s
// a message and dies at 100 s, the message that it has since 98 s is there again at 128 s; where the worker is back at 427 s
// the tenant is noisy, at 429 s not.

import { levelOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const DIES = 100;

function noisyAtLast(result: Parameters<typeof levelOf>[0]): number {
  return levelOf(result, 'queue', 'ApproximateNumberOfNoisyGroups').last;
}

export const fairQueues = workedRow({
  name: 'fair-queues',
  source: 'SQS developer guide, how fair queues work; by hand',
  scenario: 'test/validation/scenarios/tenants.yaml',
  claims: [
    ...[
      { inFlight: 29, noisy: 0 },
      { inFlight: 30, noisy: 1 },
    ].map(({ inFlight, noisy }) => ({
      what: `a fair queue with one tenant, ${inFlight} messages in flight: noisy tenants`,
      expected: noisy,
      within: 0,
      sets: [`components.workers.consumers=${inFlight}`],
      reaches: ['sqs.queue limit noisyInFlight'],
      seen: noisyAtLast,
    })),
    {
      what: 'a fair queue with nine tenants that have a hundred messages in flight each: noisy tenants',
      expected: 9,
      within: 0,
      sets: [
        'workloads.messages.partitionKey.keys=9',
        'workloads.messages.arrivals.batch=2000',
        'components.workers.consumers=900',
      ],
      reaches: ['sqs.queue limit noisyShare'],
      seen: noisyAtLast,
    },
    ...[
      { backAt: 427, noisy: 1 },
      { backAt: 429, noisy: 0 },
    ].map(({ backAt, noisy }) => ({
      what: `a noisy tenant with a backlog and none in flight for ${backAt - 128} s: noisy tenants`,
      expected: noisy,
      within: 0,
      sets: [
        'components.workers.consumers=1',
        'components.workers.processing.perRecord=7 s',
        `duration=${backAt + 3} s`,
        `faults=[{ kind: crash, component: workers, at: ${DIES} s, for: ${backAt - DIES} s }]`,
      ],
      reaches: ['sqs.queue limit noisyTime'],
      seen: noisyAtLast,
    })),
  ],
});
