// What `sqs.consumer` declares.

import type { MetricDeclaration, MetricDeclarations } from '../../../metrics/kinds.ts';
import { callRefusals } from '../../client/calls/calls-schema.ts';
import { hostsNotPriced } from '../../client/host.ts';
import { HOST_METERS } from '../../client/host-meters.ts';
import { HOST_PRICES } from '../../client/host-prices.ts';
import type { ComponentType } from '../../component.ts';
import { APPLICATION_METRICS } from '../../records/application.ts';
import { CONSUMER_EXAMPLE } from '../examples.ts';
import { consumerFindings } from '../findings/consumer-findings.ts';
import { LONG_POLL_MOST, RECEIVE_MESSAGES, VISIBILITY_MOST } from '../limits.ts';
import { SqsConsumer } from './consumer.ts';
import { consumerRefusals, consumerSchema, endlessRefusals, heartbeatRefusals } from './consumer-schema.ts';

const CONSUMER_METRICS: MetricDeclarations = {
  ...APPLICATION_METRICS,
  Consumers: { kind: 'level', unit: 'count', description: 'Threads that run.', series: true },
  BusyConsumers: {
    kind: 'level',
    unit: 'count',
    description: 'Threads that have messages: they work through them or delete them.',
    series: true,
  },
  FailedMessages: {
    kind: 'counter',
    unit: 'count',
    description: 'Messages that were left to come again: by an error, as poison, or for a call that failed.',
    series: true,
  },
};

const HOSTS: MetricDeclaration = {
  kind: 'level',
  unit: 'count',
  description: 'Hosts that there are, those that start included.',
  series: true,
};

export const consumerType: ComponentType<typeof consumerSchema> = {
  name: 'sqs.consumer',
  summary: 'Hosts with worker threads that receive messages of a queue, work through them and delete them.',
  example: CONSUMER_EXAMPLE,
  schema: consumerSchema,
  limits: {
    receiveMessages: RECEIVE_MESSAGES,
    longPollMost: LONG_POLL_MOST,
    visibilityMost: VISIBILITY_MOST,
  },
  meters: HOST_METERS,
  prices: HOST_PRICES,
  faults: {
    crash: 'All threads die with what they have in work; it comes again once its visibility timeout is over.',
    slow: 'Messages that are received meanwhile take so many times as long (a slow dependency).',
    'az-lost': 'The hosts in the lost zone (a third, rounded up) die, and are back with it.',
  },
  metrics: ({ scaling }) => ({ ...CONSUMER_METRICS, ...(scaling === undefined ? {} : { Hosts: HOSTS }) }),
  triggers: ({ scaling }) => (scaling === undefined ? [] : [{ property: 'scaling', once: false }]),
  unused: ({ heartbeat }) => (heartbeat === undefined ? ['client.changeVisibilityLatency'] : []),
  offers: () => [],
  check: consumerRefusals,
  checkWired: (config, wiring) => [
    ...callRefusals(config, wiring),
    ...endlessRefusals(config, wiring),
    ...heartbeatRefusals(config, wiring),
  ],
  build: (config, site) => new SqsConsumer(config, site),
  notPriced: hostsNotPriced,
  findings: consumerFindings,
};
