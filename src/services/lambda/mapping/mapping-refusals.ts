// What is wrong between a mapping and its source, in AWS's words.

import type { Neighbour, WiredRefusal, Wiring } from '../../component.ts';
import { MessageQueuePort } from '../../ports/message-queue.ts';
import { RecordLogPort } from '../../ports/record-log.ts';
import { destinationRefusals } from '../destination.ts';
import type { MappingConfig } from './mapping-schema.ts';

const API = 'Lambda API reference, CreateEventSourceMapping';

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
export function mappingRefusals(mappings: readonly MappingConfig[], wiring: Wiring): readonly WiredRefusal[] {
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
        ? foreign(mapping, QUEUES_ONLY, 'a stream', path)
        : foreign(mapping, STREAMS_ONLY, 'a queue', path)),
      ...(source.ports.includes(MessageQueuePort.name) ? queueRefusals(source, path) : []),
      ...destinationRefusals(mapping.destinationConfig?.onFailure, wiring.names, [
        ...path,
        'destinationConfig',
        'onFailure',
      ]),
    ];
  });
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

// A mapping that did nothing would give wrong results without a word.
function queueRefusals(source: Neighbour, path: readonly (string | number)[]): readonly WiredRefusal[] {
  return [{ path: [...path, 'from'], message: `mappings of queues (${source.name}) are not built yet` }];
}
