// What is said of a FIFO queue's groups: one that is held up by a message that comes back, groups whose batches go one behind
// the other, and those that lie too far back to be seen.

import { percent, whole } from '../../../language/figures.ts';
import { writtenDuration } from '../../../language/written.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import { FIFO_LOOK_AHEAD } from '../limits.ts';
import type { HeldGroup } from '../queue/group-watch.ts';
import type { QueueConfig } from '../queue/queue-schema.ts';
import { fifoFacts } from './throttle-findings.ts';

/** A group that was held up for less than this share of the window is not told of. */
const HELD_SHARE = 0.02;
/** From this share of what waits on, the groups are what it waits for. */
const BLOCKED_SHARE = 0.5;
/** Batches of a group that hold fewer messages could hold more. */
const FEW = 5;

/** What is said of the groups of a queue. */
export function groupFindings(config: QueueConfig, measured: Measured): FindingDraft[] {
  if (!config.fifoQueue) return [];
  const held = heldFinding(config, measured);
  return [...held, ...(held.length > 0 ? [] : lockStepFinding(measured)), ...lookAheadFinding(measured)];
}

function heldFinding(config: QueueConfig, measured: Measured): FindingDraft[] {
  const { redrivePolicy, visibilityTimeout } = config;
  let worst: HeldGroup | null = null;
  for (const { held } of fifoFacts(measured)) {
    if (held !== null && (worst === null || held.seconds > worst.seconds)) worst = held;
  }
  if (worst === null || worst.behind < 2) return [];
  const { group, seconds, times, behind } = worst;
  const share = Math.min(1, seconds / measured.windowSeconds);
  if (share < HELD_SHARE) return [];
  const timeout = writtenDuration(visibilityTimeout);
  const way =
    redrivePolicy === undefined
      ? `Give the queue a dead-letter queue (redrivePolicy): without it a poison message holds its group up until it expires.`
      : `The dead-letter queue frees the group after ${redrivePolicy.maxReceiveCount} receives of ${timeout} each: fewer of them, or a shorter visibilityTimeout, free it sooner.`;
  return [
    {
      severity: 'warning',
      title: `message group "${group}" is held up for ${percent(share)} of the time: what was received of it came back ${times === 1 ? 'once' : `${whole(times)} times`}, with up to ${whole(behind)} of its messages waiting`,
      limit:
        'a group gives nothing else while a message of it is in flight, and what comes back is first again',
      shareOfHarm: null,
      evidence: { group, heldSeconds: seconds, cameBack: times, waitingAtMost: behind },
      advice: `${way} Let the receiver give back what it cannot work on (ChangeMessageVisibility to 0), and put what need not be in one order in different groups.`,
    },
  ];
}

function lockStepFinding(measured: Measured): FindingDraft[] {
  const blocked = measured.statistic('BlockedMessages', 'mean') ?? 0;
  const visible = measured.statistic('ApproximateNumberOfMessagesVisible', 'mean') ?? 0;
  const locks = measured.statistic('GroupLockTime', 'count') ?? 0;
  const lockSeconds = measured.statistic('GroupLockTime', 'mean') ?? 0;
  const received = sum(measured, 'NumberOfMessagesReceived');
  // Little's law: how long a message is blocked on average. A batch of its group that is just worked on is no backlog.
  const blockedSeconds = received === 0 ? 0 : (blocked * measured.windowSeconds) / received;
  // Where what is received is given back at once (a function that is throttled), its group holds nothing up.
  if (blocked < BLOCKED_SHARE * visible || lockSeconds === 0 || blockedSeconds <= lockSeconds) return [];
  const perLock = received / locks;
  const share = Math.round((1000 * blocked) / visible) / 1000;
  const perSecond = perLock / lockSeconds;
  const groups = measured.statistic('ApproximateNumberOfGroupsWithInflightMessages', 'mean') ?? 0;
  return [
    {
      severity: 'warning',
      title: `${percent(share)} of the messages that wait do so for their group: here a group gives ${perSecond.toPrecision(3)} messages/s at most`,
      limit:
        'a group’s batches go one behind the other: messages of a batch, over its way to the receiver, its work and its delete',
      shareOfHarm: null,
      evidence: {
        blockedMessages: blocked,
        blockedSeconds,
        groupsInFlight: groups,
        messagesPerBatchOfAGroup: perLock,
        groupLockSeconds: lockSeconds,
      },
      advice: `Put the messages in more groups (order is kept within one alone), work faster on a batch, or let it hold more messages of a group${perLock < FEW ? ' (up to ten)' : ''}. More receivers change nothing while ${groups.toPrecision(2)} groups on average are in flight.`,
    },
  ];
}

function lookAheadFinding(measured: Measured): FindingDraft[] {
  const visible = measured.statistic('ApproximateNumberOfMessagesVisible', 'max') ?? 0;
  const blocked = measured.statistic('BlockedMessages', 'max') ?? 0;
  const seen = FIFO_LOOK_AHEAD.value;
  // Nobody reads a queue in which nothing is blocked.
  if (visible <= seen || blocked === 0) return [];
  return [
    {
      severity: 'warning',
      title: `receives see the first ${whole(seen)} stored messages, and up to ${whole(visible)} wait: groups behind those get no turn`,
      limit: `${whole(seen)} stored messages are looked through for groups that are not locked`,
      shareOfHarm: null,
      evidence: { visibleAtMost: visible, blockedAtMost: blocked },
      advice:
        'Keep a backlog of one group from building up: receive faster, hold back at the sender, or give the group that fills the queue one of its own.',
    },
  ];
}
