// What `kinesis.producer` declares.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import { hostsNotPriced } from '../../client/host.ts';
import { HOST_METERS } from '../../client/host-meters.ts';
import { HOST_PRICES } from '../../client/host-prices.ts';
import { PRODUCER_FAULTS } from '../../client/producer.ts';
import { DROP_METRICS, PRODUCER_METRICS, SDK_METRICS } from '../../client/producer-metrics.ts';
import type { ComponentType } from '../../component.ts';
import * as agentLimits from '../agent/agent-limits.ts';
import { AGENT_METRICS } from '../agent/agent-metrics.ts';
import { PRODUCER_EXAMPLE } from '../examples.ts';
import { producerFindings } from '../findings/producer-findings.ts';
import * as kplLimits from '../kpl/kpl-limits.ts';
import { KPL_METRICS } from '../kpl/kpl-metrics.ts';
import { PUT_RECORDS_BYTES, PUT_RECORDS_COUNT } from '../limits.ts';
import { recordSizeRefusals } from '../wired-limits.ts';
import { kinesisProducer } from './producer.ts';
import { type ProducerConfig, producerSchema } from './producer-schema.ts';

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
  faults: PRODUCER_FAULTS,
  metrics: ({ client }) => ({
    ...PRODUCER_METRICS,
    ...CLIENT_METRICS[client.type],
    ...DROP_METRICS,
  }),
  offers: () => [],
  checkWired: recordSizeRefusals,
  build: kinesisProducer,
  notPriced: hostsNotPriced,
  findings: producerFindings,
};
