// A producer of a stream, with the client that it was given.

import { Producer } from '../../client/producer.ts';
import type { ProducerClient } from '../../client/producer-client.ts';
import type { ClientWatcher } from '../../client/sdk-client-config.ts';
import { sdkClientOf } from '../../client/sdk-fields.ts';
import type { Component, Site } from '../../component.ts';
import { type RecordSink, RecordSinkPort } from '../../ports/record-sink.ts';
import { AgentClient } from '../agent/agent-client.ts';
import { KplClient } from '../kpl/kpl-client.ts';
import type { ProducerConfig } from './producer-schema.ts';

/** Makes one producer of one run. */
export function kinesisProducer(config: ProducerConfig, site: Site): Component {
  const sink = site.use(RecordSinkPort, config.to);
  const { client, workload } = config;
  const terms = {
    workload,
    hosts: config,
    // The agent makes its own partition keys.
    unread: client.type === 'agent' ? (['keys'] as const) : [],
    // The library has a level of its own, under its own name.
    tellsPending: client.type !== 'kpl',
  };
  return new Producer(site, sink, terms, (origin, watcher) => clientOf(config, site, sink, origin, watcher));
}

function clientOf(
  { client, to, hosts, maxBuffered }: ProducerConfig,
  site: Site,
  sink: RecordSink,
  origin: number,
  watcher: ClientWatcher,
): ProducerClient {
  if (client.type === 'kpl') {
    return new KplClient(site, sink, to, origin, hosts, maxBuffered, client, watcher);
  }
  if (client.type === 'agent') {
    return new AgentClient(site, sink, origin, hosts, maxBuffered, client, watcher);
  }
  return sdkClientOf(site, sink, origin, { hosts, maxBuffered }, client, watcher);
}
