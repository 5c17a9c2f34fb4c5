// How many bytes an item has, seen on the bill of a table that holds one: what is stored is its bytes and 100 more. Names and
// texts by their UTF-8, one byte for a Boolean and for null, 3 for a list or a map and one for each element, nothing for a set, and
// binary data as it is behind its base64: so the developer guide has it, whose own item is 23 B. For numbers the guide gives an
// approximation; the suite of conformance has put items at the limit of 409,600 B, one byte on either side of it, and read off
// what a number takes.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { usageOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide, item sizes and formats';
const CAPTURED = 'dynamodb-conformance, numberByteSize.test.ts, measured in eu-west-2 in August 2026';
const OVERHEAD = 100;
const RUNS_PER_HOUR = 60;

const EXAMPLES: readonly {
  readonly item: string;
  readonly bytes: number;
  readonly source?: string;
}[] = [
  {
    item: '{ shirt-color: { S: R }, shirt-size: { S: M } }',
    bytes: 23,
    source: 'DynamoDB developer guide, quotas',
  },
  { item: '{ é: { S: 鍵 } }', bytes: 2 + 3 },
  { item: '{ a: { BOOL: true }, b: { "NULL": true } }', bytes: 2 * (1 + 1) },
  { item: '{ a: { B: AAECAw== } }', bytes: 1 + 4 },
  { item: '{ a: { SS: [xx, yyy] } }', bytes: 1 + 2 + 3 },
  { item: '{ a: { L: [] } }', bytes: 1 + 3 },
  { item: '{ a: { L: [{ S: x }, { S: yz }] } }', bytes: 1 + 3 + (1 + 1) + (1 + 2) },
  { item: '{ a: { M: { bc: { S: x } } } }', bytes: 1 + 3 + (1 + 2 + 1) },
  { item: '{ n: { N: "123456" } }', bytes: 1 + 4, source: CAPTURED },
  { item: '{ n: { N: "3.14159" } }', bytes: 1 + 5, source: CAPTURED },
  { item: '{ n: { N: "1E125" } }', bytes: 1 + 2, source: CAPTURED },
];

function stored(result: ReplicationResult): number {
  return usageOf(result, 'table', 'storage-gb-month') * RUNS_PER_HOUR - OVERHEAD;
}

export const itemBytes = workedRow({
  name: 'item-bytes',
  source: GUIDE,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: EXAMPLES.map(({ item, bytes, source = GUIDE }) => ({
    what: `${item}: bytes`,
    expected: bytes,
    within: 0,
    sets: [`components.table={ items: 1, itemSize: { fromItem: ${item} } }`, 'duration=1 min'],
    source,
    seen: stored,
  })),
});
