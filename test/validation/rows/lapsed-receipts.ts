// What becomes of work that outlasts its visibility timeout, and of a group whose first message always fails, by hand. A worker takes
// 40 s for a message that is hidden for 30 s. A standard queue deletes it nevertheless; a FIFO queue does not, and the worker
// receives it again at 40 and at 80 s. Two messages of one group, received three times each before they are dead-lettered, come
// one after the other: the first at 0, 30 and 60 s and to the dead-letter queue at 90 s, the second at 90, 120 and 150 s and there at
// 180 s. Of two groups both are there at 90 s.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof sumOf>[0];

const FIFO = 'components.queue.fifoQueue=true';
const AT_ONCE = ['components.worker.client={ requestLatency: 0 s, deleteLatency: 0 s }'];
const LATE = [
  'duration=100 s',
  'components.worker.errorRate=0%',
  'components.worker.processing.perRecord=40 s',
  ...AT_ONCE,
];
const POISON = [
  FIFO,
  'components.dead-letters.fifoQueue=true',
  'components.queue.redrivePolicy.maxReceiveCount=3',
  'components.worker.maxNumberOfMessages=1',
  'components.worker.consumers=2',
  ...AT_ONCE,
];

export const lapsedReceipts = workedRow({
  name: 'lapsed-receipts',
  source: 'SQS developer guide, visibility timeout; by hand',
  scenario: 'test/validation/scenarios/failing-worker.yaml',
  claims: [
    ...[
      { of: 'a standard queue', sets: [], deleted: 1, received: 1 },
      { of: 'a FIFO queue', sets: [FIFO, 'components.dead-letters.fifoQueue=true'], deleted: 0, received: 3 },
    ].flatMap(({ of, sets, deleted, received }) => [
      {
        what: `a message of ${of}, hidden for 30 s, and 40 s of work: deleted in 100 s`,
        expected: deleted,
        within: 0,
        sets: [...LATE, ...sets],
        seen: (result: Result) => sumOf(result, 'queue', 'NumberOfMessagesDeleted'),
      },
      {
        what: `and received in 100 s`,
        expected: received,
        within: 0,
        sets: [...LATE, ...sets],
        seen: (result: Result) => sumOf(result, 'queue', 'NumberOfMessagesReceived'),
      },
    ]),
    ...[
      { groups: 'one group', seconds: 89, moved: 0 },
      { groups: 'one group', seconds: 91, moved: 1 },
      { groups: 'one group', seconds: 179, moved: 1 },
      { groups: 'one group', seconds: 181, moved: 2 },
      { groups: 'a group each', seconds: 89, moved: 0 },
      { groups: 'a group each', seconds: 91, moved: 2 },
    ].map(({ groups, seconds, moved }) => ({
      what: `two messages of ${groups} that always fail, received three times: dead-lettered in ${seconds} s`,
      expected: moved,
      within: 0,
      sets: [
        `duration=${seconds} s`,
        ...POISON,
        ...(groups === 'one group'
          ? [
              'workloads.message.arrivals.batch=2',
              'workloads.message.partitionKey={ distribution: uniform, keys: 1 }',
            ]
          : [
              'workloads.message.partitionKey={ distribution: list, keys: { one: 1 } }',
              'workloads.other={ arrivals: { process: constant, rate: 1/h }, size: 100 B, partitionKey: { distribution: list, keys: { other: 1 } } }',
              'components.beside={ type: custom.source, workload: other, to: queue }',
            ]),
      ],
      source: 'SQS developer guide, dead-letter queues; by hand',
      seen: (result: Result) => sumOf(result, 'queue', 'DeadLettered'),
    })),
  ],
});
