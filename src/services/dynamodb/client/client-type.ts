// What `dynamodb.client` declares.

import { type DistributionConfig, sampler } from '../../../workload/distribution.ts';
import { hostsNotPriced } from '../../client/host.ts';
import { HOST_METERS } from '../../client/host-meters.ts';
import { HOST_PRICES } from '../../client/host-prices.ts';
import { PRODUCER_FAULTS, Producer } from '../../client/producer.ts';
import { droppedFindings } from '../../client/producer-findings.ts';
import { DROP_METRICS, PRODUCER_METRICS, SDK_METRICS } from '../../client/producer-metrics.ts';
import { sdkClientOf } from '../../client/sdk-fields.ts';
import type { Component, ComponentType, Site, WiredRefusal, Wiring } from '../../component.ts';
import { type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import { CLIENT_EXAMPLE } from '../examples.ts';
import {
  type ClientConfig,
  clientOfTableSchema,
  operationRefusals,
  unusedLatencies,
} from './client-schema.ts';
import { type Mixed, MixedOperations } from './mixed-operations.ts';
import { OperationDraws } from './operation-draws.ts';
import { type Part, partsOf } from './operations-schema.ts';
import { RoutedClient } from './routed-client.ts';

function build(config: ClientConfig, site: Site): Component {
  const table = site.use(RecordSinkPort, config.to);
  const { client, hosts, maxBuffered, workload } = config;
  const parts = partsOf(config.operations, config.conditionFailureRate);
  const draws = new OperationDraws(
    site,
    parts.map(({ share }) => share),
  );
  return new Producer(
    site,
    table,
    { workload, hosts: config, unread: [], tellsPending: true },
    (origin, watcher) => {
      const clientOf = (
        sink: RecordSink,
        operation: string,
        batch: { readonly maxRecords: number; readonly linger: number },
        requestLatency: DistributionConfig,
      ) =>
        sdkClientOf(
          site,
          sink,
          origin,
          { hosts, maxBuffered },
          {
            operation,
            batch: { ...batch, maxBytes: Number.POSITIVE_INFINITY },
            retry: client.retry,
            failedRecords: { ...client.failedRecords, keepOrder: false },
            maxConnections: client.maxConnections,
            requestLatency,
          },
          watcher,
        );
      const isSingle = parts.some(({ batch }) => batch === null);
      const mixed = isSingle ? new MixedOperations(site, table, mixedOf(parts, client), draws) : null;
      // Each action draws its own.
      const single = mixed && clientOf(mixed, 'Mixed', { maxRecords: 1, linger: 0 }, NOTHING);
      const clients = parts.map(({ operation, name, batch }) =>
        batch === null ? single! : clientOf(table, operation, batch, client.requestLatency[name]),
      );
      return new Set(clients).size === 1 ? clients[0]! : new RoutedClient(origin, draws, clients);
    },
  );
}

const NOTHING: DistributionConfig = { distribution: 'constant', value: 0 };

function mixedOf(parts: readonly Part[], client: ClientConfig['client']): readonly (Mixed | undefined)[] {
  return parts.map(({ operation, items, name, batch }) =>
    batch === null
      ? { operation, items, latency: sampler(client.requestLatency[name]), isScan: name === 'Scan' }
      : undefined,
  );
}

function tableRefusals({ to, operations }: ClientConfig, { names }: Wiring): readonly WiredRefusal[] {
  const table = names.find(({ name, wire }) => name === to && wire === 'to');
  const known = table?.operations;
  if (known === undefined) return [];
  if (!known.includes('GetItem')) {
    return [{ path: ['to'], message: `"${to}" is no table: it has no GetItem` }];
  }
  return partsOf(operations, 0).flatMap(({ name, operation }): WiredRefusal[] => {
    if (known.includes(operation)) return [];
    const { index } = operations[name] as { readonly index?: string };
    if (index === undefined || known.includes(`${name} ${index}`)) {
      const isIndex = index !== undefined;
      return [
        {
          path: ['operations', name, operation.includes('AllAttributes') ? 'attributes' : 'consistency'],
          message: `ValidationException: ${isIndex ? `the index "${index}"` : `"${to}"`} has no ${operation}: ${name === 'Scan' ? 'of indexes only a local one is scanned consistently, and none fetches what is not projected' : 'only a local index reads consistently, or fetches what is not projected'}`,
          source: QUERY,
        },
      ];
    }
    return [
      {
        path: ['operations', name, 'index'],
        message: `ValidationException: the table "${to}" has no index "${index}"`,
        source: QUERY,
      },
    ];
  });
}

const QUERY = 'Amazon DynamoDB API reference, Query';

export const clientType: ComponentType<typeof clientOfTableSchema> = {
  name: 'dynamodb.client',
  summary:
    'Hosts that read and write the items of a table with the AWS SDK: one by one, in batches and transactions, by queries and scans.',
  example: CLIENT_EXAMPLE,
  schema: clientOfTableSchema,
  limits: {},
  meters: HOST_METERS,
  prices: HOST_PRICES,
  carriesClosed: true,
  faults: PRODUCER_FAULTS,
  metrics: () => ({ ...PRODUCER_METRICS, ...SDK_METRICS, ...DROP_METRICS }),
  offers: () => [],
  unused: unusedLatencies,
  check: operationRefusals,
  checkWired: tableRefusals,
  build,
  notPriced: hostsNotPriced,
  findings: ({ maxBuffered }, measured) => droppedFindings(maxBuffered, measured),
};
