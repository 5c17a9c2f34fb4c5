// What SQS's own pages work out: a visibility timeout that is changed, a dead-letter queue's retention, and requests by
// 64 KB. A scripted receiver does at each moment what the page says.

import { Bench as Queues, S } from '../../services/sqs/bench.ts';
import type { Row } from '../row.ts';

const DAY = 86_400 * S;
const KIB = 1024;

/** After how many seconds a message is visible again. */
function changedVisibility(): number {
  const on = new Queues(
    { queues: { queue: { visibilityTimeout: '60 s' } }, readers: { worker: 'queue' } },
    100 * S,
  );
  let againUs = Number.NaN;
  on.at(0, () => on.send('queue', [{ number: 1 }]));
  on.at(0, () =>
    on.readers.worker!.receive({ waitUs: 20 * S }, (first) => {
      on.at(15 * S, () => on.readers.worker!.change(first, 10 * S));
    }),
  );
  on.at(16 * S, () =>
    on.readers.worker!.receive({ waitUs: 20 * S }, ({ atUs }) => {
      againUs = atUs;
    }),
  );
  on.run(90 * S);
  return againUs / S;
}

/** How many days a message stays in a dead-letter queue that it came to after so many. */
function daysInDeadLetterQueue(before: number, retention: number, fifoQueue = false): number {
  const keeps = { messageRetentionPeriod: `${retention} d`, fifoQueue };
  const on = new Queues(
    {
      queues: {
        queue: { ...keeps, redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: 1 } },
        dead: keeps,
      },
      readers: { worker: 'queue', morgue: 'dead' },
    },
    30 * DAY,
  );
  on.at(0, () => on.send('queue', [{ number: 1 }]));
  on.at(S, () => on.readers.worker!.receive({ waitUs: 1 }, () => {}));
  on.at(before * DAY, () => on.readers.worker!.receive({ waitUs: 1 }, () => {}));
  let goneUs = Number.NaN;
  on.readers.morgue!.onGone = () => {
    goneUs = on.nowUs;
  };
  on.at(before * DAY + S, () => on.readers.morgue!.receive({ waitUs: 1 }, () => {}));
  on.run(20 * DAY);
  return (goneUs - before * DAY) / DAY;
}

/** Requests that sending one batch of so many bytes, in ten messages at most, is billed for. */
function requestsOf(bytes: number, messages: number): number {
  const on = new Queues({ queues: { queue: {} }, readers: { worker: 'queue' } }, 10 * S);
  const records = Array.from({ length: messages }, (_, number) => ({ number, bytes: bytes / messages }));
  on.at(0, () => on.send('queue', records));
  return on.run(S).usage('queue', 'standard-request');
}

const GUIDE = 'SQS developer guide';
const PRICING = 'aws.amazon.com/sqs/pricing';

const CASES = [
  {
    what: 'a visibility timeout of 60 s, changed to 10 s after 15 s: visible again after, s',
    expected: 25,
    source: `${GUIDE}, visibility timeout`,
    look: changedVisibility,
  },
  {
    what: 'a day in a queue, then in its dead-letter queue, which keeps messages for 4 days: deleted after, d',
    expected: 3,
    source: `${GUIDE}, dead-letter queues`,
    look: () => daysInDeadLetterQueue(1, 4),
  },
  {
    what: 'the same of FIFO queues: deleted after, d',
    expected: 4,
    source: `${GUIDE}, dead-letter queues`,
    look: () => daysInDeadLetterQueue(1, 4, true),
  },
  {
    what: 'one send of 256 KB: requests billed',
    expected: 4,
    source: PRICING,
    look: () => requestsOf(256 * KIB, 1),
  },
  {
    what: 'a batch of ten messages of 6 KB: requests billed',
    expected: 1,
    source: PRICING,
    look: () => requestsOf(60 * KIB, 10),
  },
  {
    what: 'a batch of 256 KB in eight messages: requests billed',
    expected: 4,
    source: PRICING,
    look: () => requestsOf(256 * KIB, 8),
  },
] as const;

export const sqsGuide: Row = {
  name: 'sqs-guide',
  kind: 'exact',
  runs: 'one run each: nothing is drawn',
  claims: CASES.map(({ what, expected, source }) => ({
    what,
    expected: String(expected),
    source,
    tolerance: 'none',
  })),
  run: () =>
    Promise.resolve(
      CASES.map(({ expected, look }) => {
        const value = look();
        return { value: String(value), holds: value === expected };
      }),
    ),
};
