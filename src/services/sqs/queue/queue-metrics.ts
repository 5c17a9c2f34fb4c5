// What a queue measures: CloudWatch's names where CloudWatch has one.

import type { MetricDeclaration, MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';
import { isHighThroughput } from './high-throughput.ts';
import type { QueueConfig } from './queue-schema.ts';
import { TRANSACTION_METRICS } from './transactions.ts';

const LATE_DELETES: MetricDeclaration = {
  kind: 'counter',
  unit: 'count',
  description: 'Deletes that came after the visibility timeout; on a FIFO queue they fail.',
  per: 'NumberOfMessagesDeleted',
  better: 'less',
};

/** What every queue measures. */
const QUEUE_METRICS: MetricDeclarations = {
  NumberOfMessagesSent: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that senders added; what is moved here from another queue is not counted.',
    series: true,
  },
  SentMessageSize: {
    kind: 'distribution',
    unit: 'bytes',
    description: 'Size of the messages that were added.',
  },
  RefusedMessages: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that were refused as too large.',
  },
  NumberOfMessagesReceived: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that ReceiveMessage returned, those returned before included.',
    series: true,
  },
  Redelivered: {
    kind: 'counter',
    unit: 'count',
    description: 'Of the received messages, those that had been received before.',
    per: 'NumberOfMessagesReceived',
  },
  Receives: {
    kind: 'counter',
    unit: 'count',
    description: 'ReceiveMessage calls that were answered.',
  },
  NumberOfEmptyReceives: {
    kind: 'counter',
    unit: 'count',
    description: 'ReceiveMessage calls that returned no message.',
    per: 'Receives',
    series: true,
  },
  OverLimit: {
    kind: 'counter',
    unit: 'count',
    description: 'Short polls that were refused because too many messages were in flight.',
    per: 'Receives',
  },
  NumberOfMessagesDeleted: {
    kind: 'counter',
    unit: 'count',
    description: 'Deletes that succeeded, those of messages that were gone already included.',
    series: true,
  },
  LateDeletes: LATE_DELETES,
  BilledRequests: {
    kind: 'counter',
    unit: 'count',
    description: 'Requests as they are billed: each by started 64 KB of its payload.',
    series: true,
  },
  DeadLettered: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages moved to the dead-letter queue.',
    per: 'NumberOfMessagesSent',
    series: true,
  },
  Expired: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages deleted because their retention was over.',
    per: 'NumberOfMessagesSent',
    series: true,
  },
  ApproximateNumberOfMessagesVisible: {
    kind: 'level',
    unit: 'count',
    description: 'Messages that can be received.',
    series: true,
  },
  Backlog: {
    kind: 'level',
    unit: 'count',
    description:
      'Messages that can be received, where an application receives them: none in a queue that nobody reads, which only keeps.',
    series: true,
    backlog: true,
  },
  ApproximateNumberOfMessagesNotVisible: {
    kind: 'level',
    unit: 'count',
    description: 'Messages in flight: received, not deleted, and their visibility timeout not over.',
    series: true,
  },
  ApproximateNumberOfMessagesDelayed: {
    kind: 'level',
    unit: 'count',
    description: 'Messages that cannot be received yet.',
    series: true,
  },
  ApproximateAgeOfOldestMessage: {
    kind: 'level',
    unit: 'seconds',
    description:
      'Age of the oldest message that is not deleted, looked at every second; on a standard queue without those received three times.',
    series: true,
    better: 'less',
  },
};

/** What standard queues measure beside it. */
const STANDARD_METRICS: MetricDeclarations = {
  ApproximateNumberOfNoisyGroups: {
    kind: 'level',
    unit: 'count',
    description: 'Message groups that are noisy neighbours, looked at every second.',
    series: true,
  },
};

/** What FIFO queues measure beside it. */
const FIFO_METRICS: MetricDeclarations = {
  NumberOfDeduplicatedSentMessages: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that had been sent before within the deduplication interval, and were not added.',
    per: 'NumberOfMessagesSent',
  },
  ApproximateNumberOfGroupsWithInflightMessages: {
    kind: 'level',
    unit: 'count',
    description: 'Message groups with messages in flight: nothing else of theirs is handed over meanwhile.',
    series: true,
  },
  BlockedMessages: {
    kind: 'level',
    unit: 'count',
    description:
      'Messages that are visible and that no receive would get: their group is locked, or they lie behind the first 120,000 stored.',
    series: true,
  },
  GroupLockTime: {
    kind: 'distribution',
    unit: 'seconds',
    description:
      'How long a group is locked by what one receive took of it: until the last of that is deleted or comes back.',
    series: true,
    callTime: true,
  },
  // Those fail, and are in no count of what was deleted.
  LateDeletes: { ...LATE_DELETES, per: 'NumberOfMessagesReceived' },
  ...TRANSACTION_METRICS,
};

/** What FIFO queues with high throughput measure beside that. */
const PARTITION_METRICS: MetricDeclarations = {
  Partitions: { kind: 'level', unit: 'count', description: 'Partitions of the queue.', series: true },
};

/** The declarations of a queue. */
export function queueMetrics(config: QueueConfig): MetricDeclarations {
  if (!config.fifoQueue) return { ...QUEUE_METRICS, ...STANDARD_METRICS };
  return { ...QUEUE_METRICS, ...FIFO_METRICS, ...(isHighThroughput(config) ? PARTITION_METRICS : {}) };
}

/** Keeps a queue's metrics. */
export class QueueMetrics {
  readonly sent: Counter;
  readonly sentSize: Distribution;
  readonly refused: Counter;
  readonly received: Counter;
  readonly redelivered: Counter;
  readonly receives: Counter;
  readonly empties: Counter;
  readonly overLimit: Counter;
  readonly deleted: Counter;
  readonly lateDeletes: Counter;
  readonly deadLettered: Counter;
  readonly expired: Counter;
  /** FIFO queues only. */
  readonly deduplicated: Counter | null;
  private readonly visible: Level;
  private readonly backlog: Level;
  private readonly notVisible: Level;
  private readonly delayed: Level;
  private readonly age: Level;
  private readonly noisy: Level | null;
  private readonly lockedGroups: Level | null;
  private readonly blocked: Level | null;

  constructor(site: Site, fifoQueue: boolean) {
    this.sent = site.counter('NumberOfMessagesSent');
    this.sentSize = site.distribution('SentMessageSize');
    this.refused = site.counter('RefusedMessages');
    this.received = site.counter('NumberOfMessagesReceived');
    this.redelivered = site.counter('Redelivered');
    this.receives = site.counter('Receives');
    this.empties = site.counter('NumberOfEmptyReceives');
    this.overLimit = site.counter('OverLimit');
    this.deleted = site.counter('NumberOfMessagesDeleted');
    this.lateDeletes = site.counter('LateDeletes');
    this.deadLettered = site.counter('DeadLettered');
    this.expired = site.counter('Expired');
    this.deduplicated = fifoQueue ? site.counter('NumberOfDeduplicatedSentMessages') : null;
    this.visible = site.level('ApproximateNumberOfMessagesVisible');
    this.backlog = site.level('Backlog');
    this.notVisible = site.level('ApproximateNumberOfMessagesNotVisible');
    this.delayed = site.level('ApproximateNumberOfMessagesDelayed');
    this.age = site.level('ApproximateAgeOfOldestMessage');
    this.noisy = fifoQueue ? null : site.level('ApproximateNumberOfNoisyGroups');
    this.lockedGroups = fifoQueue ? site.level('ApproximateNumberOfGroupsWithInflightMessages') : null;
    this.lockedGroups?.set(0, 0);
    this.blocked = fifoQueue ? site.level('BlockedMessages') : null;
    this.blocked?.set(0, 0);
    for (const level of [this.visible, this.backlog, this.notVisible, this.delayed, this.age])
      level.set(0, 0);
  }

  /** How many there are of each, now. */
  stand(visible: number, notVisible: number, delayed: number, nowUs: number): void {
    this.visible.set(nowUs, visible);
    this.backlog.set(nowUs, visible);
    this.notVisible.set(nowUs, notVisible);
    this.delayed.set(nowUs, delayed);
  }

  /** How many groups of a FIFO queue are locked, and how many messages cannot be received for that. */
  groups(locked: number, blocked: number, nowUs: number): void {
    this.lockedGroups?.set(nowUs, locked);
    this.blocked?.set(nowUs, blocked);
  }

  /** How many a queue keeps that nobody reads. */
  keeps(messages: number, nowUs: number): void {
    this.visible.set(nowUs, messages);
  }

  /** What is looked at from time to time. */
  sampled(ageUs: number, noisyGroups: number, nowUs: number): void {
    this.age.set(nowUs, ageUs);
    this.noisy?.set(nowUs, noisyGroups);
  }
}
