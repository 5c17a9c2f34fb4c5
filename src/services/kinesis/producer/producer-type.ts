// What `kinesis.producer` declares.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import { HOST_METERS, HOST_PRICES, hostsNotPriced } from '../../client/host.ts';
import type { ComponentType } from '../../component.ts';
import * as agentLimits from '../agent/agent-limits.ts';
import { AGENT_METRICS } from '../agent/agent-metrics.ts';
import { PRODUCER_EXAMPLE } from '../examples.ts';
import { producerFindings } from '../findings/producer-findings.ts';
import * as kplLimits from '../kpl/kpl-limits.ts';
import { KPL_METRICS } from '../kpl/kpl-metrics.ts';
import { PUT_RECORDS_BYTES, PUT_RECORDS_COUNT } from '../limits.ts';
import { recordSizeRefusals } from '../wired-limits.ts';
import { KinesisProducer } from './producer.ts';
import { type ProducerConfig, producerSchema } from './producer-schema.ts';

// What gathers is not in it: a batch is closed at the end of its linger at the latest, so that cannot grow.
const SDK_METRICS: MetricDeclarations = {
  PendingRecords: {
    kind: 'level',
    unit: 'count',
    description: 'Records in requests that wait for a connection, are under way, or are to be sent again.',
    series: true,
    backlog: true,
  },
};

const CLIENT_METRICS: Readonly<Record<ProducerConfig['client']['type'], MetricDeclarations>> = {
  sdk: SDK_METRICS,
  kpl: KPL_METRICS,
  agent: { ...SDK_METRICS, ...AGENT_METRICS },
};

export const producerType: ComponentType<typeof producerSchema> = {
  name: 'kinesis.producer',
  summary:
    'Hosts that put a workload’s records into a stream, with the AWS SDK, the Kinesis Producer Library or the Kinesis Agent.',
  example: PRODUCER_EXAMPLE,
  schema: producerSchema,
  limits: {
    putRecordsCount: PUT_RECORDS_COUNT,
    putRecordsBytes: PUT_RECORDS_BYTES,
    kplLimiterBurstBytes: kplLimits.KPL_LIMITER_BURST_BYTES,
    kplLimiterPeriod: kplLimits.KPL_LIMITER_PERIOD,
    kplCollectorShardBytes: kplLimits.KPL_COLLECTOR_SHARD_BYTES,
    kplCollectorSlack: kplLimits.KPL_COLLECTOR_SLACK,
    kplCollectorSlackShare: kplLimits.KPL_COLLECTOR_SLACK_SHARE,
    agentRecordBytes: agentLimits.AGENT_RECORD_BYTES,
    agentFilePoll: agentLimits.AGENT_FILE_POLL,
    agentHeartbeat: agentLimits.AGENT_HEARTBEAT,
    agentBackoffStep: agentLimits.AGENT_BACKOFF_STEP,
    agentBackoffJitter: agentLimits.AGENT_BACKOFF_JITTER,
    agentRecovery: agentLimits.AGENT_RECOVERY,
  },
  meters: HOST_METERS,
  prices: HOST_PRICES,
  carriesClosed: true,
  faults: {
    crash: 'All hosts lose what they hold; what is handed over meanwhile is dropped.',
    slow: 'Requests that are sent meanwhile take so many times as long.',
    pause: 'Nothing is sent. New records are held, within maxBuffered, or dropped (whilePaused).',
    'az-lost':
      'The hosts in the lost zone (a third, rounded up) lose what they hold; the others get their records.',
  },
  metrics: ({ client }) => ({
    ProducedRecords: {
      kind: 'counter',
      unit: 'count',
      description: 'Records that the application handed over.',
      series: true,
    },
    Requests: { kind: 'counter', unit: 'count', description: 'Put requests sent.' },
    AttemptedRecords: {
      kind: 'counter',
      unit: 'count',
      description: 'Records in all put requests, those sent again included.',
      per: 'ProducedRecords',
    },
    ...CLIENT_METRICS[client.type],
    DroppedRecords: {
      kind: 'counter',
      unit: 'count',
      description: 'Records dropped because the host’s buffer was full.',
      per: 'ProducedRecords',
    },
    DroppedByFault: {
      kind: 'counter',
      unit: 'count',
      description: 'Records dropped by a pause, or lost with a host.',
      per: 'ProducedRecords',
    },
  }),
  offers: () => [],
  checkWired: recordSizeRefusals,
  build: (config, site) => new KinesisProducer(config, site),
  notPriced: hostsNotPriced,
  findings: producerFindings,
};
