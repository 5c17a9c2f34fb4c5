// What a scenario may say of a table, of the requests of its client, of the readers of its stream and of the nodes of a cache
// before it: the last figure that AWS takes and the first that it refuses.

import { boundaryRow } from '../../boundary-row.ts';

const GUIDE = 'DynamoDB developer guide';
const QUOTAS = `${GUIDE}, quotas`;
const API = 'DynamoDB API reference';
const TABLE = 'components.table';
const OPERATIONS = 'components.client.operations';

/** So many indexes, as a scenario has them. */
function indexes(count: string, one: string): string {
  return `{ ${Array.from({ length: Number(count) }, (_, i) => `by-${i}: ${one}`).join(', ')} }`;
}

function grouped(action: string) {
  return (items: string): readonly string[] => [
    `${OPERATIONS}={ PutItem: 0%, ${action}: { share: 100%, items: ${items} } }`,
  ];
}

export const tableBoundaries = boundaryRow(
  'dynamodb-boundaries',
  'test/validation/scenarios/reached-table.yaml',
  [
    {
      what: 'items of a BatchWriteItem',
      taken: '25',
      refused: '26',
      sets: grouped('BatchWriteItem'),
      source: `${API}, BatchWriteItem`,
      reaches: ['dynamodb.table limit batchWriteItems'],
    },
    {
      what: 'items of a BatchGetItem',
      taken: '100',
      refused: '101',
      sets: grouped('BatchGetItem'),
      source: `${API}, BatchGetItem`,
      reaches: ['dynamodb.table limit batchGetItems'],
    },
    {
      what: 'items of a TransactWriteItems',
      taken: '100',
      refused: '101',
      sets: grouped('TransactWriteItems'),
      source: `${API}, TransactWriteItems`,
      reaches: ['dynamodb.table limit transactionItems'],
    },
    {
      what: 'items of a TransactGetItems',
      taken: '100',
      refused: '101',
      sets: grouped('TransactGetItems'),
      source: `${API}, TransactGetItems`,
      reaches: ['dynamodb.table limit transactionItems'],
    },
    {
      what: 'write units that a table is provisioned with',
      taken: '40000',
      refused: '40001',
      sets: (units) => [
        `${TABLE}={ billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: ${units} }`,
      ],
      source: QUOTAS,
      reaches: ['dynamodb.table limit tableQuota'],
    },
    {
      what: 'read units that a table is provisioned with',
      taken: '40000',
      refused: '40001',
      sets: (units) => [
        `${TABLE}={ billingMode: PROVISIONED, readCapacityUnits: ${units}, writeCapacityUnits: 1 }`,
      ],
      source: QUOTAS,
      reaches: ['dynamodb.table limit tableQuota'],
    },
    {
      what: 'write units/s that an on-demand table is warmed up for',
      taken: '4000',
      refused: '3999',
      sets: (units) => [`${TABLE}.warmThroughput={ writeUnitsPerSecond: ${units} }`],
      source: `${GUIDE}, warm throughput`,
      reaches: ['dynamodb.table limit onDemandWrites'],
    },
    {
      what: 'read units/s that an on-demand table is warmed up for',
      taken: '12000',
      refused: '11999',
      sets: (units) => [`${TABLE}.warmThroughput={ readUnitsPerSecond: ${units} }`],
      source: `${GUIDE}, warm throughput`,
      reaches: ['dynamodb.table limit onDemandReads'],
    },
    {
      what: 'global secondary indexes of a table',
      taken: '20',
      refused: '21',
      sets: (count) => [
        `${TABLE}.globalSecondaryIndexes=${indexes(count, '{ key: { distribution: uniform, keys: 1 } }')}`,
      ],
      source: QUOTAS,
      reaches: ['dynamodb.table limit globalIndexes'],
    },
    {
      what: 'local secondary indexes of a table',
      taken: '5',
      refused: '6',
      sets: (count) => [`${TABLE}.localSecondaryIndexes=${indexes(count, '{}')}`],
      source: QUOTAS,
      reaches: ['dynamodb.table limit localIndexes'],
    },
    {
      what: 'readers of a table’s stream',
      taken: '2',
      refused: '3',
      sets: (count) => [`components.third.from=${count === '3' ? 'table' : 'other'}`],
      scenario: 'test/validation/scenarios/reached-table-readers.yaml',
      source: `${GUIDE}, DynamoDB Streams`,
      reaches: ['dynamodb.table limit streamReaders'],
    },
    {
      what: 'nodes of a DAX cluster',
      taken: '11',
      refused: '12',
      sets: (nodes) => [`components.cache.replicationFactor=${nodes}`],
      scenario: 'test/validation/scenarios/reached-accelerator.yaml',
      source: `${GUIDE}, DAX cluster components`,
      reaches: ['dynamodb.accelerator limit clusterNodes'],
    },
  ],
);
