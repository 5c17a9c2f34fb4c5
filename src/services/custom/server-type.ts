// What `custom.server` declares.

import { z } from 'zod';
import { optional, required, withDefault } from '../../language/field.ts';
import { reference } from '../../language/reference.ts';
import { duration } from '../../language/words.ts';
import { distribution } from '../../workload/distribution.ts';
import { countOrUnlimited } from '../client/count-or-unlimited.ts';
import type { ComponentType } from '../component.ts';
import { RecordSinkPort } from '../ports/record-sink.ts';
import { CUSTOM_EXAMPLE } from './example.ts';
import { priorityRefusals, prioritySchema } from './priority.ts';
import { OPERATIONS } from './requests.ts';
import { Server } from './server.ts';
import { serverMetrics } from './server-metrics.ts';

const serverSchema = z.strictObject({
  servers: withDefault(
    countOrUnlimited(1),
    1,
    'Records in service at a time, or unlimited.',
    'queueing theory: c of M/M/c',
  ),
  serviceTime: required(distribution(duration()), 'How long a server takes for a record.'),
  queueLimit: withDefault(
    countOrUnlimited(0),
    'unlimited',
    'Records that may wait; more are refused. 0 makes it a loss system.',
    'queueing theory: M/M/c has no limit',
  ),
  priority: optional(
    prioritySchema,
    'Classes of records, the most urgent first; without them, all wait in order of arrival.',
  ),
  to: optional(
    reference({ wire: 'to', ports: ['RecordSink'], what: 'what takes records' }),
    'Where a record goes when it is done; without it, it stays here.',
  ),
});

export const serverType: ComponentType<typeof serverSchema> = {
  name: 'custom.server',
  summary: 'Servers with one queue before them: whatever in a design is not an AWS service.',
  example: CUSTOM_EXAMPLE,
  schema: serverSchema,
  limits: {},
  meters: [],
  prices: {},
  partKind: 'class',
  faults: {
    crash:
      'All servers stop. What is in service or waits is lost, and what arrives meanwhile is turned away.',
    slow: 'Services that begin meanwhile take so many times as long.',
    'az-lost':
      'The servers in the lost zone (a third, rounded up) stop; a third of what is in service is lost.',
  },
  metrics: ({ servers, priority }) => serverMetrics(servers, priority?.classes.length ?? 0),
  parts: ({ priority }) => priority?.classes.map(({ name }) => name) ?? [],
  check: ({ priority }) => (priority === undefined ? [] : priorityRefusals(priority)),
  offers: () => [RecordSinkPort],
  operations: () => OPERATIONS.map(({ name }) => name),
  build: (config, site) => new Server(config, site),
  notPriced: () => ['its servers (not AWS’s to price)'],
};
