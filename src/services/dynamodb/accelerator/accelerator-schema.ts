// How a cluster of DAX is written in a scenario.

import { z } from 'zod';
import { assumed, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, duration, oneOf, share } from '../../../language/words.ts';
import { distribution } from '../../../workload/distribution.ts';
import { CLUSTER_NODES, ITEM_TTL, QUERY_TTL } from './accelerator-limits.ts';
import { NODE_TYPE_NAMES } from './nodes.ts';

export const acceleratorSchema = z.strictObject({
  table: required(
    reference({ wire: 'to', ports: ['IndexedTable'], what: 'a table' }),
    'The table that it stands before.',
  ),
  nodeType: withDefault(
    oneOf(NODE_TYPE_NAMES, { later: ['dax.t3.small', 'dax.t3.medium', 'dax.t2.small', 'dax.t2.medium'] }),
    'dax.r5.large',
    'What its nodes are: AWS publishes what those of the r5 family take.',
    'the smallest that is not burstable',
  ),
  replicationFactor: withDefault(
    count({ min: 1, max: CLUSTER_NODES.value, source: CLUSTER_NODES.source }),
    3,
    'Nodes: a primary and its replicas.',
    'DynamoDB developer guide: three for production',
  ),
  recordTtl: withDefault(
    duration({ max: '365 d' }),
    `${ITEM_TTL.value} s`,
    'How long an item stays in the item cache; 0 s for as long as there is memory.',
    ITEM_TTL.source,
  ),
  queryTtl: withDefault(
    duration({ max: '365 d' }),
    `${QUERY_TTL.value} s`,
    'How long the result of a Query or a Scan stays in the query cache; 0 s keeps none.',
    QUERY_TTL.source,
  ),
  hitLatency: assumed(
    distribution(duration()),
    { distribution: 'lognormal', median: '400 us', sigma: 0.4 },
    'How long a request takes that the cache answers; what goes on to the table takes this and its own time.',
    { why: 'AWS says microseconds, and publishes no distribution', low: '200 us', high: '1 ms' },
  ),
  replicationTime: assumed(
    duration({ max: '10 s' }),
    '200 ms',
    'From when the primary has read an item until its replicas have it, too.',
    { why: 'AWS says usually less than a second', low: '10 ms', high: '1 s' },
  ),
  memoryShare: assumed(share({ min: '1%' }), '80%', 'The share of a node’s memory that its caches have.', {
    why: 'AWS does not say what the node itself needs',
    low: '60%',
    high: '95%',
  }),
});

export type AcceleratorConfig = z.output<typeof acceleratorSchema>;
