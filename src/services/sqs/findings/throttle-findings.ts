// What is said of a FIFO queue that refuses calls: which action, which limit binds, and what lifts it; and the burst buckets
// that pay for more calls than the limit refills.

import { percent, whole } from '../../../language/figures.ts';
import type { Credit, FindingDraft, Measured } from '../../component.ts';
import { shareOfLoss, sum } from '../../records/measured-sums.ts';
import { FIFO_TRANSACTIONS } from '../limits.ts';
import type { FifoFacts } from '../queue/fifo-facts.ts';
import { isHighThroughput } from '../queue/high-throughput.ts';
import type { QueueConfig } from '../queue/queue-schema.ts';
import { ACTIONS, type Action, transactionMetrics } from '../queue/transactions.ts';

/** Below so many messages a call, fuller calls are advised. */
const FULL = 8;
/** Of what is refused: a group with more of it is named. */
const HOT = 0.3;

/** What carries messages, by action, and how more of them come into a call. */
const FULLER: Readonly<Record<Action, { readonly messages: string; readonly advice: string } | null>> = {
  SendMessage: {
    messages: 'NumberOfMessagesSent',
    advice: 'send ten messages in a call (SendMessageBatch)',
  },
  ReceiveMessage: {
    messages: 'NumberOfMessagesReceived',
    advice:
      'receive up to ten messages at a time, with fewer receivers that wait in the queue (receiveMessageWaitTime)',
  },
  DeleteMessage: {
    messages: 'NumberOfMessagesDeleted',
    advice: 'delete what came in one receive with one call (DeleteMessageBatch)',
  },
  ChangeMessageVisibility: null,
};

const PER_PARTITION = `${FIFO_TRANSACTIONS.value} transactions/s of each action and partition (RequestThrottled)`;

/** The facts of each replication. */
export function fifoFacts({ facts }: Measured): readonly FifoFacts[] {
  return facts.flatMap(({ fifo }) => (fifo === undefined ? [] : [fifo as FifoFacts]));
}

/** What is said of each action that is throttled. */
export function throttleFindings(config: QueueConfig, measured: Measured): FindingDraft[] {
  if (!config.fifoQueue) return [];
  return ACTIONS.flatMap((action) => throttleFinding(action, config, measured));
}

function throttleFinding(action: Action, config: QueueConfig, measured: Measured): FindingDraft[] {
  const names = transactionMetrics(action);
  const refused = sum(measured, names.throttled);
  if (refused === 0) return [];
  const admitted = sum(measured, names.admitted);
  const asked = (admitted + refused) / measured.windowSeconds;
  const fuller = FULLER[action];
  const perCall = fuller === null || admitted === 0 ? null : sum(measured, fuller.messages) / admitted;
  const told: string[] = [];
  const isHigh = isHighThroughput(config);
  const isSplit = isHigh && action !== 'ReceiveMessage';
  const why = isSplit
    ? 'those of one group together: a batch is a transaction of each partition that it touches, and one carries'
    : 'a call counts the same with one message, and one has';
  if (fuller !== null && perCall !== null && perCall < FULL)
    told.push(`${fuller.advice}${isSplit ? ', ' : ': '}${why} ${perCall.toPrecision(2)} messages here`);
  const binds = isHigh ? highThroughput(action, asked, measured) : onePartition();
  const share = action === 'SendMessage' ? shareOfLoss(measured, 'throttledOut') : null;
  return [
    {
      severity: share !== null && share > 0 ? 'error' : 'warning',
      title: `${percent(refused / (admitted + refused))} of ${whole(asked)} ${action} transactions/s are refused`,
      limit: binds.limit,
      shareOfHarm: share,
      evidence: {
        throttledTransactions: refused,
        askedPerSecond: asked,
        admittedPerSecond: admitted / measured.windowSeconds,
        ...(perCall === null ? {} : { messagesPerTransaction: perCall }),
        ...binds.evidence,
      },
      advice: sentence([...told, ...binds.advice]),
    },
  ];
}

interface Binding {
  readonly limit: string;
  readonly evidence: Readonly<Record<string, number | string>>;
  readonly advice: readonly string[];
}

function onePartition(): Binding {
  return {
    limit: `${PER_PARTITION}; without high throughput a FIFO queue is one partition`,
    evidence: {},
    advice: [
      'with many message groups, set fifoThroughputLimit to perMessageGroupId and deduplicationScope to messageGroup, so that the queue gets more partitions',
      'take a standard queue where no order is needed',
    ],
  };
}

function highThroughput(action: Action, asked: number, measured: Measured): Binding {
  const partitions = measured.statistic('Partitions', 'mean') ?? 1;
  const facts = action === 'SendMessage' ? fifoFacts(measured).map(({ refusals }) => refusals) : [];
  const total = (of: (refusals: FifoFacts['refusals']) => number) =>
    facts.reduce((all, one) => all + of(one), 0);
  const byRegion = total((one) => one.byRegion);
  const byPartition = total((one) => one.byPartition);
  const evidence = { meanPartitions: partitions };
  if (byRegion > byPartition) {
    return {
      limit: 'the Region’s calls/s of each action for a FIFO queue with high throughput',
      evidence: { ...evidence, refusedByRegion: byRegion, refusedByPartitions: byPartition },
      advice: ['spread the messages over several queues, or ask AWS for more'],
    };
  }
  const hot = facts.find(({ group, ofGroup, byPartition: all }) => group !== null && ofGroup > HOT * all);
  const enough = Math.ceil(asked / FIFO_TRANSACTIONS.value);
  return {
    limit: PER_PARTITION,
    evidence: hot === undefined ? evidence : { ...evidence, group: hot.group!, refusedOfGroup: hot.ofGroup },
    advice: [
      ...(hot === undefined
        ? []
        : [
            `spread what is in group "${hot.group}" over more groups: one group has what one partition takes, however many there are`,
          ]),
      ...(enough > partitions
        ? [
            `expect refusals until AWS has added partitions: ${enough} would take this rate if it were spread evenly (for a queue that has long been under it, let partitions say so; partitionTime is how soon there are more)`,
          ]
        : []),
    ],
  };
}

// Pieces of advice as one text.
function sentence(pieces: readonly string[]): string {
  return pieces.map((piece) => `${piece[0]!.toUpperCase()}${piece.slice(1)}.`).join(' ');
}

/** The burst buckets of a queue that is one partition. */
export function queueCredit(config: QueueConfig, measured: Measured): readonly Credit[] {
  if (!config.fifoQueue || isHighThroughput(config)) return [];
  const balances = fifoFacts(measured).map((facts) => facts.balances!);
  if (balances.length === 0) return [];
  return ACTIONS.map((action): Credit => {
    const { admitted, throttled } = transactionMetrics(action);
    return {
      part: null,
      limit: `${FIFO_TRANSACTIONS.value} ${action} transactions/s`,
      unit: 'transactions',
      takenPerSecond: measured.statistic(admitted, 'rate') ?? 0,
      refillPerSecond: FIFO_TRANSACTIONS.value,
      refusedPerSecond: measured.statistic(throttled, 'rate') ?? 0,
      balance: balances.reduce((all, one) => all + one[action], 0) / balances.length,
      throttles: [throttled],
    };
  });
}
