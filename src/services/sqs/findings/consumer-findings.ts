// What held a consumer back: its threads, all of which were busy, and messages that failed.

import { percent, whole } from '../../../language/figures.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import type { ConsumerConfig } from '../consumer/consumer-schema.ts';

/** Threads that are busy for more of the time leave next to no room: what waits grows, or is about to. */
const BUSY_SHARE = 0.95;

/** Findings of one consumer. */
export function consumerFindings(config: ConsumerConfig, measured: Measured): readonly FindingDraft[] {
  return [...busyFindings(config, measured), ...failedFindings(config, measured)];
}

function busyFindings({ consumers, hosts }: ConsumerConfig, measured: Measured): readonly FindingDraft[] {
  const running = measured.statistic('Consumers', 'mean') ?? 0;
  const busy = measured.statistic('BusyConsumers', 'mean') ?? 0;
  const rate =
    measured.flows.reduce((all, { fates }) => all + (fates.delivered ?? 0), 0) / measured.windowSeconds;
  if (running === 0 || busy < BUSY_SHARE * running) return [];
  const each = rate / running;
  return [
    {
      severity: 'warning',
      title: `all threads are busy ${percent(busy / running)} of the time: each finishes ${each.toPrecision(3)} messages/s`,
      limit: `${whole(running)} consumers (consumers ${whole(consumers)}, hosts ${whole(hosts)})`,
      shareOfHarm: null,
      evidence: { consumers: running, busy, messagesPerSecond: rate, messagesPerSecondEach: each },
      advice:
        'A thread’s rate is the messages of a round over the time that it works on them and its round trips take: add consumers or hosts, work faster, or receive more messages at a time.',
    },
  ];
}

function failedFindings({ from }: ConsumerConfig, measured: Measured): readonly FindingDraft[] {
  const failed = sum(measured, 'FailedMessages');
  if (failed === 0) return [];
  const lost = measured.flows.reduce((all, flow) => all + flow.lost, 0);
  return [
    {
      severity: lost > 0 ? 'error' : 'warning',
      title: `${whole(failed)} times a message failed and was left to come again`,
      limit: 'errorRate, poisonRate and the calls of the consumer',
      shareOfHarm: null,
      evidence: { failed, lost },
      advice: hasDeadLetters(measured.neighbour(from)?.config)
        ? 'What fails every time comes until it is dead-lettered: look at what the dead-letter queue gets.'
        : 'What fails every time comes until it expires: give the queue a redrivePolicy, and look at what its dead-letter queue gets.',
    },
  ];
}

function hasDeadLetters(queue: unknown): boolean {
  return (queue as { readonly redrivePolicy?: unknown } | undefined)?.redrivePolicy !== undefined;
}
