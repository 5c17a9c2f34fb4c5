// What the groups of a FIFO queue let through, by hand: a receive takes 20 ms, ten messages 50 ms of work, a delete 10 ms.
// Few groups are locked for half a receive, the work and half a delete, 65 ms, and then taken at once by a thread that waits;
// many groups keep every thread busy with a whole receive, the work and a whole delete, 80 ms.

import { replicate, sumOf } from '../replications.ts';
import type { Row } from '../row.ts';
import { designOf } from '../scenario.ts';

const SECONDS = 60;
const TOLERANCE = 0.002;

const CASES = [
  { groups: 1, threads: 10, perSecond: 10 / 0.065 },
  { groups: 4, threads: 10, perSecond: 40 / 0.065 },
  { groups: 200, threads: 1, perSecond: 10 / 0.08 },
  { groups: 200, threads: 10, perSecond: 100 / 0.08 },
] as const;

export const fifoGroups: Row = {
  name: 'fifo-groups',
  kind: 'exact',
  runs: 'one run of 60 s each',
  claims: CASES.map(({ groups, threads, perSecond }) => ({
    what: `a FIFO queue of ${groups} groups with ${threads} threads: messages/s`,
    expected: perSecond.toFixed(1),
    source: 'by hand',
    tolerance: `${100 * TOLERANCE} %`,
  })),
  run: (bench) =>
    Promise.all(
      CASES.map(async ({ groups, threads, perSecond }) => {
        const design = await designOf('test/validation/scenarios/fifo-groups.yaml', [
          `workloads.messages.partitionKey.keys=${groups}`,
          `components.workers.consumers=${threads}`,
        ]);
        const [result] = await replicate(bench, design, 1);
        const seen = result === undefined ? -1 : sumOf(result, 'queue', 'NumberOfMessagesDeleted') / SECONDS;
        return { value: seen.toFixed(1), holds: Math.abs(seen / perSecond - 1) <= TOLERANCE };
      }),
    ),
};
