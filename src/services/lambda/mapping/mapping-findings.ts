// What held the mappings of a function back: batches that fail and block their shard, batches that were given up with good
// records in them, a function that is slower than its stream, and the rate at which a queue's mapping adds batches.

import { percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { shareOfLoss, sum } from '../../records/measured-sums.ts';
import {
  MAPPING_ADDED,
  MAPPING_MOST,
  MAPPING_START,
  POLLER_CONCURRENCY,
  POLLER_RECEIVES,
  QUEUE_BATCH_DEFAULT,
  STREAM_POLL_PERIOD,
} from './mapping-limits.ts';
import type { MappingConfig } from './mapping-schema.ts';

/** A stream's records are told of as late from this on: many times what a poll makes them. */
const LATE_MS = 10_000 * STREAM_POLL_PERIOD.value;

/** Pollers that receive so much of what they can are told of. */
const NEAR = 0.95;

interface Mapped {
  readonly eventSourceMappings: readonly MappingConfig[];
}

/** Findings of one function's mappings, all together. */
export function mappingFindings(
  { eventSourceMappings: mappings }: Mapped,
  measured: Measured,
): readonly FindingDraft[] {
  const queues = mappings.filter(({ from }) => isQueue(measured.neighbour(from)?.config));
  const streams = mappings.filter((mapping) => !queues.includes(mapping));
  return [
    ...blockedFindings(streams, measured),
    ...droppedFindings(streams, measured),
    ...slowFindings(streams, measured),
    ...queueFindings(queues, measured),
  ];
}

// A queue says how long it hides what it hands over.
function isQueue(source: unknown): boolean {
  return typeof source === 'object' && source !== null && 'visibilityTimeout' in source;
}

function age(measured: Measured): number {
  return measured.statistic('IteratorAge', 'max') ?? 0;
}

function blockedFindings(mappings: readonly MappingConfig[], measured: Measured): readonly FindingDraft[] {
  const failed = sum(measured, 'FailedInvokeEventCount');
  const oldestMs = age(measured);
  if (failed === 0 || oldestMs < LATE_MS) return [];
  const endless = mappings.some(({ maximumRetryAttempts }) => maximumRetryAttempts === undefined);
  const halves = mappings.some(({ bisectBatchOnFunctionError }) => bisectBatchOnFunctionError === true);
  return [
    {
      severity: 'warning',
      title: `batches that fail hold their shards up: records are up to ${seconds(oldestMs)} old when the function gets them`,
      limit: endless
        ? 'a failed batch is tried until its records expire (no maximumRetryAttempts), and what is behind it waits'
        : 'a failed batch is tried again before what is behind it',
      shareOfHarm: null,
      evidence: { recordsInFailedInvocations: failed, oldestSeconds: oldestMs / 1000 },
      advice: `${endless ? 'Set maximumRetryAttempts and a destination for what is given up. ' : ''}${halves ? 'More lanes (parallelizationFactor) leave the other keys of the shard their turn.' : 'Halve the batch (bisectBatchOnFunctionError), so that only the record at fault is given up.'}`,
    },
  ];
}

function droppedFindings(mappings: readonly MappingConfig[], measured: Measured): readonly FindingDraft[] {
  const dropped = sum(measured, 'DroppedEventCount');
  if (dropped === 0) return [];
  const polled = sum(measured, 'PolledEventCount');
  const isTold = mappings.some(({ destinationConfig }) => destinationConfig !== undefined);
  const fates = ['failed', 'expired', 'deadLettered'] as const;
  const shares = fates.map((fate) => shareOfLoss(measured, fate) ?? 0);
  return [
    {
      severity: 'error',
      title: `${whole(dropped)} records (${percent(dropped / polled)} of those read) were given up`,
      limit: 'maximumRetryAttempts and maximumRecordAge of the mapping; a batch is given up as a whole',
      shareOfHarm: Math.min(
        1,
        shares.reduce((all, one) => all + one, 0),
      ),
      evidence: { dropped, polled },
      advice: `${isTold ? '' : 'Nobody is told of them: name a destination (destinationConfig). '}With bisectBatchOnFunctionError a batch is halved until the record at fault stands alone, so that the good ones beside it are not given up with it.`,
    },
  ];
}

// Every lane has one batch in work: more of them, or more in each.
function slowFindings(mappings: readonly MappingConfig[], measured: Measured): readonly FindingDraft[] {
  const oldestMs = age(measured);
  const troubles = sum(measured, 'FailedInvokeEventCount') + sum(measured, 'Throttles');
  const durationMs = measured.statistic('Duration', 'mean') ?? 0;
  if (oldestMs < LATE_MS || troubles > 0 || durationMs === 0) return [];
  const factors = mappings.map(({ parallelizationFactor = 1 }) => parallelizationFactor);
  return [
    {
      severity: 'warning',
      title: `the function is slower than its stream: records are up to ${seconds(oldestMs)} old when it gets them`,
      limit: `parallelizationFactor ${Math.max(...factors)}: so many batches of a shard are in work at a time, and one of a key`,
      shareOfHarm: null,
      evidence: { oldestSeconds: oldestMs / 1000, durationMs, invocations: sum(measured, 'Invocations') },
      advice:
        'A shard’s rate is its lanes times the batch over the duration: raise parallelizationFactor (to 10) or batchSize, shorten the invocation, or split the shard. What one key brings has one lane.',
    },
  ];
}

// What the mappings of queues may have in work, all together.
function capOf(queues: readonly MappingConfig[]): number {
  return queues.reduce(
    (all, { scalingConfig, provisionedPollerConfig: pollers }) =>
      all +
      (pollers === undefined
        ? (scalingConfig?.maximumConcurrency ?? MAPPING_MOST.value)
        : pollers.maximumPollers * POLLER_CONCURRENCY.value),
    0,
  );
}

// That all are at work says little of a few: those must have been for half of the time.
function queueFindings(queues: readonly MappingConfig[], measured: Measured): readonly FindingDraft[] {
  if (queues.length === 0) return [];
  const most = measured.statistic('MappingConcurrency', 'max') ?? 0;
  const mean = measured.statistic('MappingConcurrency', 'mean') ?? 0;
  const cap = capOf(queues);
  const subject = queues.length === 1 ? 'the mapping' : 'the mappings of queues';
  const start = queues.length * MAPPING_START.value;
  const evidence = {
    mostBatches: most,
    meanBatches: mean,
    messages: sum(measured, 'InvokedEventCount'),
  };
  const common = { severity: 'info', shareOfHarm: null, evidence } as const;
  if (most >= cap && (most > 2 * start || mean >= cap / 2)) {
    return [
      {
        ...common,
        title: `${subject} had ${whole(most)} batches in work, as many as may be`,
        limit: limitOf(queues, cap),
        advice: 'More messages in a batch, or a shorter invocation, let as many batches do more.',
      },
    ];
  }
  if (queues.some(({ provisionedPollerConfig }) => provisionedPollerConfig !== undefined))
    return pollerFindings(queues, measured);
  if (most <= 2 * start) return [];
  return [
    {
      ...common,
      title: `${subject} went from ${whole(start)} to ${whole(most)} batches in work, ${whole(MAPPING_ADDED.value)} more a minute${queues.length === 1 ? '' : ' each'}`,
      limit: `${whole(MAPPING_ADDED.value)} batches a minute more, for as long as messages wait`,
      advice:
        'What comes at once waits for that: provisioned pollers (provisionedPollerConfig) begin with more and add 1,000 a minute; larger batches do more with each.',
    },
  ];
}

// One mapping alone: of several it is not told apart what each receives.
function pollerFindings(queues: readonly MappingConfig[], measured: Measured): readonly FindingDraft[] {
  const [first] = queues;
  const pollers = first?.provisionedPollerConfig;
  if (queues.length > 1 || pollers === undefined) return [];
  const { batchSize = QUEUE_BATCH_DEFAULT.value } = first!;
  const perReceive = Math.min(batchSize, QUEUE_BATCH_DEFAULT.value);
  const mostPerSecond = pollers.maximumPollers * POLLER_RECEIVES.value * perReceive;
  const perSecond = measured.statistic('PolledEventCount', 'rate') ?? 0;
  if (perSecond < NEAR * mostPerSecond) return [];
  return [
    {
      severity: 'info',
      title: `the mapping received ${whole(perSecond)} messages/s of the ${whole(mostPerSecond)} that its pollers can`,
      limit: `maximumPollers ${whole(pollers.maximumPollers)}, each with ${POLLER_RECEIVES.value} receives/s of ${perReceive} messages at most`,
      shareOfHarm: null,
      evidence: { messagesPerSecond: perSecond, mostPerSecond },
      advice: 'Raise maximumPollers, or let a receive bring more messages (batchSize up to 10).',
    },
  ];
}

function limitOf(queues: readonly MappingConfig[], cap: number): string {
  const [first] = queues;
  if (queues.length > 1 || first === undefined) return `${whole(cap)} batches of all mappings of queues`;
  const { scalingConfig, provisionedPollerConfig: pollers } = first;
  if (pollers !== undefined)
    return `maximumPollers ${whole(pollers.maximumPollers)}, each with ${POLLER_CONCURRENCY.value} batches`;
  return scalingConfig === undefined
    ? `${whole(cap)} batches of a mapping`
    : `maximumConcurrency ${whole(cap)} of the mapping`;
}

function seconds(ms: number): string {
  return ms < 120_000 ? `${(ms / 1000).toPrecision(3)} s` : `${(ms / 60_000).toPrecision(3)} min`;
}
