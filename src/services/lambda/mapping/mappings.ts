// The event source mappings of a function: each by what its source is.

import type { Site } from '../../component.ts';
import { RecordLogPort } from '../../ports/record-log.ts';
import type { Application } from '../../records/application.ts';
import type { Invoker } from '../invoker.ts';
import { LogMapping } from './log/log-mapping.ts';
import type { Mapping } from './mapping.ts';
import { EventCounts } from './mapping-metrics.ts';
import type { MappingConfig } from './mapping-schema.ts';
import { QueueMapping } from './queue/queue-mapping.ts';

/** Makes a function's mappings. */
export function mappingsOf(
  site: Site,
  configs: readonly MappingConfig[],
  invoker: Invoker,
  application: Application,
): readonly Mapping[] {
  if (configs.length === 0) return [];
  const counts = new EventCounts(site);
  return configs.map((config, index) =>
    site.offers(RecordLogPort, config.from)
      ? new LogMapping(site, index, config, invoker, application, counts)
      : new QueueMapping(site, index, config, invoker, application, counts),
  );
}
