// What `sqs.producer` declares.

import type { MetricDeclaration } from '../../../metrics/kinds.ts';
import { hostsNotPriced } from '../../client/host.ts';
import { HOST_METERS } from '../../client/host-meters.ts';
import { HOST_PRICES } from '../../client/host-prices.ts';
import { PRODUCER_FAULTS } from '../../client/producer.ts';
import { droppedFindings } from '../../client/producer-findings.ts';
import { DROP_METRICS, PRODUCER_METRICS, SDK_METRICS } from '../../client/producer-metrics.ts';
import type { ComponentType } from '../../component.ts';
import { PRODUCER_EXAMPLE } from '../examples.ts';
import { BATCH_BYTES, BATCH_ENTRIES } from '../limits.ts';
import { sqsProducer } from './producer.ts';
import { groupRefusals, producerSchema } from './producer-schema.ts';

const DUPLICATE_SENDS: MetricDeclaration = {
  kind: 'counter',
  unit: 'count',
  description: 'Messages that were sent once more though they were stored.',
  per: 'ProducedRecords',
};

export const producerType: ComponentType<typeof producerSchema> = {
  name: 'sqs.producer',
  summary: 'Hosts that send a workload’s records to a queue, with the AWS SDK, in batches or one by one.',
  example: PRODUCER_EXAMPLE,
  schema: producerSchema,
  limits: { batchEntries: BATCH_ENTRIES, batchBytes: BATCH_BYTES },
  meters: HOST_METERS,
  prices: HOST_PRICES,
  carriesClosed: true,
  faults: PRODUCER_FAULTS,
  metrics: ({ duplicateSends }) => ({
    ...PRODUCER_METRICS,
    ...SDK_METRICS,
    ...DROP_METRICS,
    ...(duplicateSends > 0 ? { DuplicateSends: DUPLICATE_SENDS } : {}),
  }),
  offers: () => [],
  checkWired: groupRefusals,
  build: sqsProducer,
  notPriced: hostsNotPriced,
  findings: ({ maxBuffered }, measured) => droppedFindings(maxBuffered, measured),
};
