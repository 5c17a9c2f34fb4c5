// Mutations of SQS queues.

import { deadLetters } from '../rows/dead-letters.ts';
import { fifoQuota } from '../rows/fifo-quota.ts';
import { queueBill } from '../rows/queue-bill.ts';
import { visibility } from '../rows/visibility.ts';
import type { Mutation } from './mutation.ts';

const SQS = 'src/services/sqs';

export const queueMutations: readonly Mutation[] = [
  {
    name: 'request-chunk',
    what: 'a request is billed by chunks of 256 KiB, not 64 KiB',
    edits: [
      {
        file: `${SQS}/meters.ts`,
        text: 'REQUEST_CHUNK_BYTES = 65_536;',
        becomes: 'REQUEST_CHUNK_BYTES = 262_144;',
      },
    ],
    rows: [queueBill],
  },
  {
    name: 'fifo-quota',
    what: 'a FIFO queue takes 330 transactions/s of each action, not 300',
    edits: [
      {
        file: `${SQS}/limits.ts`,
        text: 'export const FIFO_TRANSACTIONS: Limit = {\n  value: 300,',
        becomes: 'export const FIFO_TRANSACTIONS: Limit = {\n  value: 330,',
      },
    ],
    rows: [fifoQuota],
  },
  {
    name: 'visibility',
    what: 'the visibility timeout counts from the send, not from the receipt',
    edits: [
      {
        file: `${SQS}/queue/messages.ts`,
        text: 'this.ages.giveUp(slot);\n    this.visibility.add(slot, visibilityTimeoutUs, nowUs);',
        becomes: [
          'this.ages.giveUp(slot);',
          '    const endsUs = this.store.storedUs[slot]! + visibilityTimeoutUs;',
          '    this.visibility.add(slot, Math.max(1, endsUs - nowUs), nowUs);',
        ].join('\n'),
      },
    ],
    rows: [visibility],
  },
  {
    name: 'dead-letters',
    what: 'a message goes to the dead-letter queue when its visibility timeout is over, not at the next receive',
    edits: [
      {
        file: `${SQS}/queue/queue.ts`,
        text: 'delayUs: config.delay,',
        becomes: 'delayUs: config.delay, maxReceiveCount: redrivePolicy?.maxReceiveCount ?? Infinity,',
      },
      {
        file: `${SQS}/queue/messages.ts`,
        text: 'private comesBack(slot: number, nowUs: number): void {',
        becomes: [
          'private comesBack(slot: number, nowUs: number): void {',
          '    if (this.store.receiveCount[slot]! >= this.terms.maxReceiveCount) {',
          '      this.deadLettered(slot, nowUs);',
          '      return;',
          '    }',
        ].join('\n'),
      },
    ],
    rows: [deadLetters],
  },
];
