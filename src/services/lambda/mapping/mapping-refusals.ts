// What is wrong between a mapping and its source, in AWS's words.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import type { Neighbour, WiredRefusal, Wiring } from '../../component.ts';
import { MessageQueuePort } from '../../ports/message-queue.ts';
import { PushedLogPort, RecordLogPort } from '../../ports/record-log.ts';
import { BATCH_DESTINATIONS, destinationRefusals } from '../destination.ts';
import { QUEUE_BATCH_DEFAULT } from './mapping-limits.ts';
import type { MappingConfig } from './mapping-schema.ts';

const API = 'Lambda API reference, CreateEventSourceMapping';
const QUEUE_GUIDE = 'docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html';

/** Properties that a queue's mapping does not have. */
const STREAMS_ONLY = [
  'mode',
  'parallelizationFactor',
  'maximumRetryAttempts',
  'maximumRecordAge',
  'bisectBatchOnFunctionError',
  'destinationConfig',
] as const;

/** Properties that a stream's mapping does not have. */
const QUEUES_ONLY = ['scalingConfig', 'provisionedPollerConfig'] as const;

/** What AWS refuses of a function's mappings. */
export function mappingRefusals(
  mappings: readonly MappingConfig[],
  timeoutUs: number,
  wiring: Wiring,
): readonly WiredRefusal[] {
  return mappings.flatMap((mapping, i) => {
    const path = ['eventSourceMappings', i];
    const source = wiring.names.find(({ name, wire }) => name === mapping.from && wire === 'from');
    if (source === undefined) return [];
    const before = mappings.slice(0, i).some(({ from }) => from === mapping.from);
    return [
      ...(before
        ? [
            {
              path: [...path, 'from'],
              message: `the function has a mapping of ${mapping.from} already (ResourceConflictException)`,
              source: API,
            },
          ]
        : []),
      ...(source.ports.includes(RecordLogPort.name)
        ? [...foreign(mapping, QUEUES_ONLY, 'a stream', path), ...pushRefusals(source, mapping, path)]
        : foreign(mapping, STREAMS_ONLY, 'a queue', path)),
      ...(source.ports.includes(MessageQueuePort.name)
        ? queueRefusals(source, mapping, timeoutUs, path)
        : []),
      ...destinationRefusals(mapping.destinationConfig?.onFailure, BATCH_DESTINATIONS, wiring.names, [
        ...path,
        'destinationConfig',
        'onFailure',
      ]),
    ];
  });
}

// Records of a table’s stream are polled for alone.
function pushRefusals(
  { name, ports }: Neighbour,
  { mode }: MappingConfig,
  path: readonly (string | number)[],
): readonly WiredRefusal[] {
  if (mode !== 'enhanced-fan-out' || ports.includes(PushedLogPort.name)) return [];
  return [
    { path: [...path, 'mode'], message: `the stream of "${name}" has no enhanced fan-out`, source: API },
  ];
}

function foreign(
  mapping: MappingConfig,
  properties: readonly (keyof MappingConfig)[],
  what: string,
  path: readonly (string | number)[],
): readonly WiredRefusal[] {
  return properties
    .filter((property) => mapping[property] !== undefined)
    .map((property) => ({
      path: [...path, property],
      message: `a mapping of ${what} does not have ${property}`,
      source: API,
    }));
}

/** What a queue says of itself. */
interface QueueTerms {
  readonly fifoQueue: boolean;
  readonly visibilityTimeout: number;
}

function queueRefusals(
  { name, config }: Neighbour,
  mapping: MappingConfig,
  timeoutUs: number,
  path: readonly (string | number)[],
): readonly WiredRefusal[] {
  const { fifoQueue, visibilityTimeout } = config as QueueTerms;
  const { batchSize = QUEUE_BATCH_DEFAULT.value, maximumBatchingWindow: windowUs } = mapping;
  const found: WiredRefusal[] = [];
  if (visibilityTimeout < timeoutUs) {
    found.push({
      path: [...path, 'from'],
      message: `InvalidParameterValueException: the visibility timeout of "${name}" (${seconds(visibilityTimeout)}) is less than the function’s timeout (${seconds(timeoutUs)})`,
      source: QUEUE_GUIDE,
    });
  }
  if (fifoQueue && windowUs > 0) {
    found.push({
      path: [...path, 'maximumBatchingWindow'],
      message: `batching windows are for standard queues: "${name}" is a FIFO queue`,
      source: QUEUE_GUIDE,
    });
  }
  if (batchSize > QUEUE_BATCH_DEFAULT.value && fifoQueue) {
    found.push({
      path: [...path, 'batchSize'],
      message: `a FIFO queue’s batches have ${QUEUE_BATCH_DEFAULT.value} messages at most`,
      source: QUEUE_GUIDE,
    });
  } else if (batchSize > QUEUE_BATCH_DEFAULT.value && windowUs < US_PER_SECOND) {
    found.push({
      path: [...path, 'batchSize'],
      message: `batches above ${QUEUE_BATCH_DEFAULT.value} messages need a maximumBatchingWindow of 1 s at least`,
      source: QUEUE_GUIDE,
    });
  }
  const { scalingConfig, provisionedPollerConfig: pollers } = mapping;
  if (scalingConfig !== undefined && pollers !== undefined) {
    found.push({
      path: [...path, 'scalingConfig'],
      message: 'a mapping with provisioned pollers has no maximum concurrency',
      source: API,
    });
  }
  if (pollers !== undefined && pollers.minimumPollers > pollers.maximumPollers) {
    found.push({
      path: [...path, 'provisionedPollerConfig', 'minimumPollers'],
      message: 'minimumPollers is above maximumPollers',
      source: API,
    });
  }
  return found;
}

function seconds(us: number): string {
  return `${us / US_PER_SECOND} s`;
}
