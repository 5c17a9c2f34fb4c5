// What `dynamodb.client` declares.

import { sampler } from '../../../workload/distribution.ts';
import { HOST_METERS, HOST_PRICES, hostsNotPriced } from '../../client/host.ts';
import { PRODUCER_FAULTS, Producer } from '../../client/producer.ts';
import { droppedFindings } from '../../client/producer-findings.ts';
import { DROP_METRICS, PRODUCER_METRICS, SDK_METRICS } from '../../client/producer-metrics.ts';
import { sdkClientOf } from '../../client/sdk-fields.ts';
import type { Component, ComponentType, Site, WiredRefusal, Wiring } from '../../component.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import { CLIENT_EXAMPLE } from '../examples.ts';
import { type ClientConfig, clientOfTableSchema, operationRefusals } from './client-schema.ts';
import { MixedOperations } from './mixed-operations.ts';

function build(config: ClientConfig, site: Site): Component {
  const table = site.use(RecordSinkPort, config.to);
  const { client, hosts, maxBuffered, workload } = config;
  const latencies = client.requestLatency as Readonly<
    Record<string, ClientConfig['client']['requestLatency']['GetItem']>
  >;
  const mix = Object.entries(config.operations).flatMap(([name, share]) =>
    share === undefined || share === 0 ? [] : [{ name, share, latency: sampler(latencies[name]!) }],
  );
  const sink = new MixedOperations(site, table, mix);
  return new Producer(
    site,
    sink,
    { workload, hosts: config, unread: [], tellsPending: true },
    (origin, watcher) =>
      sdkClientOf(
        site,
        sink,
        origin,
        { hosts, maxBuffered },
        {
          operation: sink.operations[0]!.name,
          batch: { maxRecords: 1, maxBytes: Number.POSITIVE_INFINITY, linger: 0 },
          retry: client.retry,
          // One request is one item: there is nothing left over to send again.
          failedRecords: { maxAttempts: 1, baseDelay: 0, maxDelay: 0, keepOrder: false },
          maxConnections: client.maxConnections,
          // Each action draws its own.
          requestLatency: { distribution: 'constant', value: 0 },
        },
        watcher,
      ),
  );
}

function tableRefusals({ to }: ClientConfig, { names }: Wiring): readonly WiredRefusal[] {
  const table = names.find(({ name, wire }) => name === to && wire === 'to');
  if (table === undefined || table.operations?.includes('GetItem') === true) return [];
  return [{ path: ['to'], message: `"${to}" is no table: it has no GetItem` }];
}

export const clientType: ComponentType<typeof clientOfTableSchema> = {
  name: 'dynamodb.client',
  summary: 'Hosts that read and write the items of a table with the AWS SDK, one item a request.',
  example: CLIENT_EXAMPLE,
  schema: clientOfTableSchema,
  limits: {},
  meters: HOST_METERS,
  prices: HOST_PRICES,
  carriesClosed: true,
  faults: PRODUCER_FAULTS,
  metrics: () => ({ ...PRODUCER_METRICS, ...SDK_METRICS, ...DROP_METRICS }),
  offers: () => [],
  check: operationRefusals,
  checkWired: tableRefusals,
  build,
  notPriced: hostsNotPriced,
  findings: ({ maxBuffered }, measured) => droppedFindings(maxBuffered, measured),
};
