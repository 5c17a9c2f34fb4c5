// What is said of a queue: what it lost and why, what came twice, and what is paid for nothing.

import { percent, whole } from '../../../language/figures.ts';
import { writtenDuration } from '../../../language/written.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { shareOfLoss, sum } from '../../records/measured-sums.ts';
import { IN_FLIGHT } from '../limits.ts';
import type { QueueConfig } from '../queue/queue-schema.ts';
import { groupFindings } from './group-findings.ts';
import { throttleFindings } from './throttle-findings.ts';

/** Below this share nothing is said of messages that come again. */
const WORTH_TELLING = 0.01;
/** From this share of the requests on, receives that bring nothing are told of. */
const MANY_EMPTIES = 0.2;

/** Findings of one queue, from all replications folded. */
export function queueFindings(config: QueueConfig, measured: Measured): readonly FindingDraft[] {
  return [
    ...expiredFinding(config, measured),
    ...deadLetterFinding(config, measured),
    ...inFlightFinding(config, measured),
    ...visibilityFinding(config, measured),
    ...throttleFindings(config, measured),
    ...groupFindings(config, measured),
    ...emptiesFinding(config, measured),
  ];
}

function expiredFinding({ messageRetentionPeriod }: QueueConfig, measured: Measured): FindingDraft[] {
  const expired = sum(measured, 'Expired');
  if (expired === 0) return [];
  const kept = writtenDuration(messageRetentionPeriod);
  return [
    {
      severity: 'error',
      title: `${whole(expired)} messages expire: nobody deletes them within ${kept}`,
      limit: `messageRetentionPeriod (${kept}); retention counts from when a message was sent, in a standard queue's dead-letter queue too`,
      shareOfHarm: shareOfLoss(measured, 'expired'),
      evidence: {
        expiredMessages: expired,
        oldestSeconds: measured.statistic('ApproximateAgeOfOldestMessage', 'max') ?? 0,
      },
      advice:
        'Receive faster than messages come (more receivers, batches of ten), keep them longer (messageRetentionPeriod, 14 d at most), or give a dead-letter queue the longer retention.',
    },
  ];
}

function deadLetterFinding(config: QueueConfig, measured: Measured): FindingDraft[] {
  const { redrivePolicy } = config;
  const moved = sum(measured, 'DeadLettered');
  if (redrivePolicy === undefined || moved === 0) return [];
  const { deadLetterTarget, maxReceiveCount } = redrivePolicy;
  const late = lateShare(config, measured);
  const why =
    late > WORTH_TELLING
      ? `${percent(late)} of the deletes came after the visibility timeout: a longer one would have kept some of them out.`
      : 'Each was received so often and never deleted: poison, or a receiver that fails or is throttled again and again.';
  const target = measured.neighbour(deadLetterTarget)?.config as QueueConfig | undefined;
  // A standard queue's messages do not begin anew there.
  const isShort =
    !config.fifoQueue &&
    target !== undefined &&
    target.messageRetentionPeriod <= config.messageRetentionPeriod;
  const together = config.fifoQueue
    ? ' What is received together with a message that fails, and left for its sake, comes back with it, counts as often and may go with it: receive less at a time.'
    : '';
  const keep = isShort
    ? ` Let "${deadLetterTarget}" keep messages longer than this queue does: retention there counts from when they were sent.`
    : '';
  return [
    {
      severity: 'warning',
      title: `${whole(moved)} messages went to the dead-letter queue "${deadLetterTarget}"`,
      limit: `maxReceiveCount: ${maxReceiveCount}`,
      shareOfHarm: shareOfLoss(measured, 'deadLettered'),
      evidence: {
        deadLetteredMessages: moved,
        shareOfSent: measured.statistic('DeadLettered', 'ratio') ?? 0,
        lateShareOfDeletes: late,
      },
      advice: `${why} Behind a function take a maxReceiveCount of 5 at least, since receives that are throttled count.${together}${keep}`,
    },
  ];
}

function inFlightFinding({ fifoQueue }: QueueConfig, measured: Measured): FindingDraft[] {
  const most = measured.statistic('ApproximateNumberOfMessagesNotVisible', 'max') ?? 0;
  if (most < IN_FLIGHT.value) return [];
  const refused = sum(measured, 'OverLimit');
  const told = fifoQueue
    ? 'and nothing tells of it: receives bring less'
    : refused > 0
      ? `and ${whole(refused)} short polls are refused with OverLimit`
      : 'and long polls wait without a word of it';
  return [
    {
      severity: 'warning',
      title: `${whole(IN_FLIGHT.value)} messages are in flight, as many as may be, ${told}`,
      limit: `${whole(IN_FLIGHT.value)} messages in flight per queue`,
      shareOfHarm: null,
      evidence: {
        mostInFlight: most,
        meanInFlight: measured.statistic('ApproximateNumberOfMessagesNotVisible', 'mean') ?? 0,
        overLimit: refused,
      },
      advice:
        'Delete messages as soon as they are worked through, receive no more at a time than can be worked on, take a shorter visibility timeout where receivers die, spread the load over several queues, or ask AWS for more.',
    },
  ];
}

// A standard queue's late deletes succeed and are among the others; a FIFO queue's fail.
function lateShare({ fifoQueue }: QueueConfig, measured: Measured): number {
  const late = sum(measured, 'LateDeletes');
  const deletes = sum(measured, 'NumberOfMessagesDeleted') + (fifoQueue ? late : 0);
  return deletes === 0 ? 0 : late / deletes;
}

function visibilityFinding(config: QueueConfig, measured: Measured): FindingDraft[] {
  const { fifoQueue, visibilityTimeout } = config;
  const late = lateShare(config, measured);
  const again = measured.statistic('Redelivered', 'ratio') ?? 0;
  if (late < WORTH_TELLING) return [];
  const timeout = writtenDuration(visibilityTimeout);
  return [
    {
      severity: 'warning',
      title: `${percent(late)} of the deletes come after the visibility timeout of ${timeout}${fifoQueue ? ' and fail' : ''}: what is still worked on is received once more`,
      limit: `visibilityTimeout (${timeout})`,
      shareOfHarm: null,
      evidence: {
        lateDeletes: sum(measured, 'LateDeletes'),
        lateShareOfDeletes: late,
        redeliveredShareOfReceived: again,
      },
      advice:
        'Take a visibility timeout above the longest time from the receive to the delete, a whole batch’s work included (behind a function six times its timeout, plus the batching window), or extend it while working (ChangeMessageVisibility).',
    },
  ];
}

function emptiesFinding(_config: QueueConfig, measured: Measured): FindingDraft[] {
  const empties = sum(measured, 'NumberOfEmptyReceives');
  const requests = sum(measured, 'BilledRequests');
  if (requests === 0 || empties / requests < MANY_EMPTIES) return [];
  const share = empties / requests;
  return [
    {
      severity: 'info',
      title: `${percent(share)} of the billed requests are receives that bring nothing`,
      limit: 'every receive is billed, empty or not',
      shareOfHarm: null,
      evidence: {
        emptyShareOfRequests: share,
        emptyReceivesPerSecond: measured.statistic('NumberOfEmptyReceives', 'rate') ?? 0,
        emptyShareOfReceives: measured.statistic('NumberOfEmptyReceives', 'ratio') ?? 0,
      },
      advice:
        'Wait in the queue for a first message (receiveMessageWaitTime of 20 s), and let fewer receivers ask at a time. Short polls also miss messages that are there.',
    },
  ];
}
