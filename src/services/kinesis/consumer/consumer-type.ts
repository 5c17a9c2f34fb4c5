// What `kinesis.consumer` declares.

import type { MetricDeclaration } from '../../../metrics/kinds.ts';
import { callRefusals } from '../../client/calls/calls-schema.ts';
import { hostsNotPriced } from '../../client/host.ts';
import { HOST_METERS } from '../../client/host-meters.ts';
import { HOST_PRICES } from '../../client/host-prices.ts';
import type { ComponentType, WiredRefusal, Wiring } from '../../component.ts';
import { PushedLogPort } from '../../ports/record-log.ts';
import { APPLICATION_METRICS } from '../../records/application.ts';
import { CONSUMER_EXAMPLE } from '../examples.ts';
import { consumerFindings } from '../findings/consumer-findings.ts';
import { impliedTable } from '../kcl/implied-table.ts';
import { KclConsumer } from '../kcl/kcl-consumer.ts';
import { KCL_LIMITS } from '../kcl/kcl-limits.ts';
import { KCL_METRICS } from '../kcl/kcl-metrics.ts';
import { kclRefusals, leaseTableRefusals } from '../kcl/kcl-refusals.ts';
import { kclOf } from '../kcl/kcl-schema.ts';
import { FAN_OUT_BYTES, GET_RECORDS_CALLS } from '../limits.ts';
import { CONSUMER_METERS } from '../meters.ts';
import { CONSUMER_PRICES } from '../prices.ts';
import {
  type ConsumerConfig,
  consumerSchema,
  endlessPolls,
  mayFail,
  modeOf,
  readsFromHorizon,
} from './consumer-schema.ts';
import { SdkConsumer } from './sdk-consumer.ts';

const CATCH_UP_TIME: MetricDeclaration = {
  kind: 'distribution',
  unit: 'seconds',
  description: 'From its joining until its MillisBehindLatest was 0 in every shard: one value a run.',
};

const FAILED_BATCHES: MetricDeclaration = {
  kind: 'counter',
  unit: 'count',
  description: 'Batches that failed, each attempt counted: by an error, a poison record or a call.',
  series: true,
};

function pushRefusals(config: ConsumerConfig, { names }: Wiring): readonly WiredRefusal[] {
  const { from } = config;
  if (modeOf(config) !== 'enhanced-fan-out') return [];
  const log = names.find(({ name, wire }) => name === from && wire === 'from');
  if (log === undefined || log.ports.includes(PushedLogPort.name)) return [];
  return [
    {
      path: [config.mode === undefined ? 'library' : 'mode'],
      message: `the stream of "${from}" has no enhanced fan-out${config.mode === undefined ? `, which is how ${config.library.type} reads unless it is told: write mode: shared` : ''}`,
      source: 'Kinesis API reference, SubscribeToShard',
    },
  ];
}

export const consumerType: ComponentType<typeof consumerSchema> = {
  name: 'kinesis.consumer',
  summary: 'An application that reads a stream: by polling (shared), or by pushes (enhanced fan-out).',
  example: CONSUMER_EXAMPLE,
  schema: consumerSchema,
  limits: { getRecordsCalls: GET_RECORDS_CALLS, fanOutBytes: FAN_OUT_BYTES, ...KCL_LIMITS },
  meters: [...CONSUMER_METERS, ...HOST_METERS],
  prices: { ...CONSUMER_PRICES, ...HOST_PRICES },
  faults: {
    crash:
      'All loops stop, or those of one worker of the KCL. What was being processed is read again from the last checkpoint: with the SDK the end of the last whole batch. With the KCL others take the leases over once they have expired, and a worker that comes back begins with none.',
    slow: 'Batches that begin meanwhile take so many times as long to process (a slow dependency).',
    'az-lost':
      'The shards of the hosts in the lost zone (a third, rounded up) are read by nobody until it is back; with the KCL its workers crash, and others take over.',
  },
  metrics: (config) => ({
    ...APPLICATION_METRICS,
    propagation: {
      kind: 'distribution',
      unit: 'seconds',
      description: 'From the answer of the put (the record is readable) to its receipt here.',
    },
    MillisBehindLatest: {
      kind: 'distribution',
      unit: 'milliseconds',
      description: 'How far behind the tip each batch was, 0 at the tip.',
      series: true,
      backlog: true,
    },
    ...(kclOf(config) === null ? {} : KCL_METRICS),
    ...(mayFail(config) ? { FailedBatches: FAILED_BATCHES } : {}),
    ...(readsFromHorizon(config) ? { CatchUpTime: CATCH_UP_TIME } : {}),
  }),
  triggers: ({ joinsAt }) =>
    joinsAt === undefined
      ? []
      : [{ property: 'joinsAt', once: true, planned: [{ path: ['joinsAt'], atUs: joinsAt }] }],
  unused: (config) => [
    modeOf(config) === 'shared' ? 'client.subscribeLatency' : 'client.requestLatency',
    ...(mayFail(config) ? [] : ['failedBatches.maxAttempts', 'failedBatches.delay']),
  ],
  offers: () => [],
  workers: (config) => kclOf(config)?.workers ?? 0,
  check: (config) => [...kclRefusals(config), ...endlessPolls(config)],
  checkWired: (config, wiring) => [
    ...callRefusals(config, wiring),
    ...pushRefusals(config, wiring),
    ...leaseTableRefusals(config, wiring),
  ],
  implies: (name, config) => {
    const kcl = kclOf(config);
    return kcl === null ? {} : impliedTable(name, kcl);
  },
  build: (config, site) => {
    const kcl = kclOf(config);
    return kcl === null ? new SdkConsumer(config, site) : new KclConsumer(config, kcl, site);
  },
  notPriced: (config) => [
    ...hostsNotPriced(config),
    ...(kclOf(config)?.type === 'kcl-3' ? ['the tables of worker metrics and of the leader’s lock'] : []),
  ],
  findings: consumerFindings,
};
