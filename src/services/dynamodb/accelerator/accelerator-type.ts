// What `dynamodb.accelerator` declares.

import type { ComponentType } from '../../component.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { ACCELERATOR_EXAMPLE } from '../examples.ts';
import { Accelerator } from './accelerator.ts';
import { acceleratorFindings } from './accelerator-findings.ts';
import { ACCELERATOR_LIMITS } from './accelerator-limits.ts';
import { acceleratorMetrics } from './accelerator-metrics.ts';
import { ACCELERATOR_METERS, ACCELERATOR_PRICES } from './accelerator-prices.ts';
import { acceleratorSchema } from './accelerator-schema.ts';
import { nodeId } from './cluster.ts';

export const acceleratorType: ComponentType<typeof acceleratorSchema> = {
  name: 'dynamodb.accelerator',
  summary: 'DynamoDB Accelerator (DAX): a cluster before a table that keeps items and results.',
  example: ACCELERATOR_EXAMPLE,
  schema: acceleratorSchema,
  limits: ACCELERATOR_LIMITS,
  meters: ACCELERATOR_METERS,
  prices: ACCELERATOR_PRICES,
  partKind: 'node',
  metrics: acceleratorMetrics,
  parts: ({ replicationFactor }) => Array.from({ length: replicationFactor }, (_, number) => nodeId(number)),
  offers: () => [RecordSinkPort],
  operations: ({ table }, operationsOf) => operationsOf(table),
  build: (config, site) => new Accelerator(config, site),
  findings: acceleratorFindings,
};
