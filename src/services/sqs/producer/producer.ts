// A producer of a queue: the plain SDK's client, which gathers messages into batches.

import { Producer } from '../../client/producer.ts';
import { sdkClientOf } from '../../client/sdk-fields.ts';
import type { Component, Site } from '../../component.ts';
import { MessageQueuePort } from '../../ports/message-queue.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import type { ProducerConfig } from './producer-schema.ts';
import { RepeatedSends } from './repeated-sends.ts';

/** Makes one producer of one run. */
export function sqsProducer(config: ProducerConfig, site: Site): Component {
  const queue = site.use(RecordSinkPort, config.to);
  const { fifoQueue } = site.use(MessageQueuePort, config.to);
  const { client, workload, hosts, maxBuffered, duplicateSends, messageGroupId } = config;
  const isGrouped = (messageGroupId ?? (fifoQueue ? 'partitionKey' : 'none')) === 'partitionKey';
  const sink = isGrouped ? (queue.grouped?.() ?? queue) : queue;
  const terms = {
    workload,
    hosts: config,
    unread: isGrouped ? [] : (['keys'] as const),
    tellsPending: true,
    ...(duplicateSends === 0
      ? {}
      : { beside: (origin: number) => new RepeatedSends(site, sink, origin, duplicateSends) }),
  };
  return new Producer(site, sink, terms, (origin, watcher) =>
    sdkClientOf(site, sink, origin, { hosts, maxBuffered }, client, watcher),
  );
}
