// What tables, their indexes and their clients may not be: told before the run, with the place and AWS's rule.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { ScenarioError } from '../../../src/scenario/mistake.ts';
import { catalogue } from '../../../src/services/index.ts';

/** The mistakes of a scenario in which line 6 is the client's operations, and 7 the table's properties. */
async function mistakesOf(table: string, operations = 'PutItem: 100%'): Promise<ScenarioError['mistakes']> {
  const text = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s }, partitionKey: { distribution: uniform, keys: 10 }, size: 1 KiB }
components:
  users: { type: dynamodb.client, workload: w, to: orders,
    operations: { ${operations} } }
  orders: { type: dynamodb.table, ${table} }
`;
  const readFile = () => Promise.reject(new Error('no files'));
  try {
    await loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes;
  }
}

const PROVISIONED = 'readCapacityUnits: 10, writeCapacityUnits: 10';
const KEY = 'key: { distribution: uniform, keys: 10 }';
const globals = (index: string) => `globalSecondaryIndexes: { by-status: { ${KEY}, ${index} } }`;

describe('a table', () => {
  it.each([
    // 400 KiB × 10¹² in parts of 10 GiB.
    ['items', 'items: 1000000000000, itemSize: 400 KiB', /would begin with 38146973 partitions/],
    [
      'warmThroughput',
      'warmThroughput: { readUnitsPerSecond: 1000000000 }',
      /would begin with \d+ partitions, and 10,000/,
    ],
  ])('may not begin larger than can be simulated (%s)', async (_property, properties, message) => {
    const [mistake, ...others] = await mistakesOf(`billingMode: PAY_PER_REQUEST, ${properties}`);
    expect(others).toEqual([]);
    expect(mistake).toMatchObject({ line: 7, message: expect.stringMatching(message) });
    expect(mistake!.text.slice(mistake!.column - 1)).toMatch(/^(?:warmThroughput|1000000000000)/);
  });

  it('may hold items of a tail that has no mean: none is above 400 KiB', async () => {
    expect(
      await mistakesOf(`${PROVISIONED}, items: 1, itemSize: { distribution: pareto, min: 1 KiB, alpha: 1 }`),
    ).toEqual([]);
  });
});

describe('an index', () => {
  it('is read by a client that names it', async () => {
    const table = `${PROVISIONED}, ${globals(PROVISIONED)}, localSecondaryIndexes: { by-date: {} }`;
    const query = 'Query: { share: 50%, items: 5, index: by-status }';
    const local = 'Scan: { share: 50%, items: 5, index: by-date }';
    expect(await mistakesOf(table, `${query}, ${local}`)).toEqual([]);
    expect(await mistakesOf(`billingMode: PAY_PER_REQUEST, ${globals('indexed: 50%')}`)).toEqual([]);
  });

  it.each([
    [
      'no capacity on a provisioned table',
      `${PROVISIONED}, ${globals('indexed: 50%')}`,
      /ValidationException: .*needs readCapacityUnits/,
    ],
    [
      'capacity on an on-demand one',
      `billingMode: PAY_PER_REQUEST, ${globals(PROVISIONED)}`,
      /nothing is provisioned for PAY_PER_REQUEST/,
    ],
    [
      'no size of its entries, which are smaller than the items',
      `${PROVISIONED}, ${globals(`${PROVISIONED}, projection: KEYS_ONLY`)}`,
      /its itemSize is needed/,
    ],
    [
      'the name of another',
      `${PROVISIONED}, ${globals(PROVISIONED)}, localSecondaryIndexes: { by-status: {} }`,
      /two indexes are named "by-status"/,
    ],
    [
      'a sixth local one beside it',
      `${PROVISIONED}, localSecondaryIndexes: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {} }`,
      /6 local secondary indexes, and a table has 5 at most/,
    ],
    [
      'twenty others beside it',
      `${PROVISIONED}, globalSecondaryIndexes: { ${Array.from({ length: 21 }, (_, i) => `i${i}: { ${KEY}, ${PROVISIONED} }`).join(', ')} }`,
      /LimitExceededException: 21 global secondary indexes/,
    ],
  ])('may not have %s', async (_what, table, message) => {
    const [mistake, ...others] = await mistakesOf(table);
    expect(mistake).toMatchObject({ line: 7, message: expect.stringMatching(message) });
    expect(mistake!.expected).toMatch(/amazon/i);
    for (const other of others)
      expect(other.message).toMatch(message.source.includes('needs') ? /needs/ : message);
  });

  it('may not be named as no name is', async () => {
    const [mistake] = await mistakesOf(
      `${PROVISIONED}, globalSecondaryIndexes: { by.status: { ${KEY}, ${PROVISIONED} } }`,
    );
    expect(mistake).toMatchObject({ line: 7 });
  });
});

describe('a client', () => {
  it.each([
    [
      'queries no index that is not there',
      'Query: { share: 100%, items: 5, index: by-stats }',
      /has no index "by-stats"/,
    ],
    [
      'reads no global index consistently',
      'Query: { share: 100%, items: 5, index: by-status, consistency: strong }',
      /has no Query by-status ConsistentRead/,
    ],
    [
      'fetches nothing behind a global index',
      'Query: { share: 100%, items: 5, index: by-status, attributes: all }',
      /has no Query by-status AllAttributes/,
    ],
    ['has no shares that make no whole', 'GetItem: 50%, Query: { share: 40%, items: 5 }', /come to 90 %/],
    ['writes no batch of 26', 'BatchWriteItem: { share: 100%, items: 26 }', /26/],
    ['writes no transaction of 101', 'TransactWriteItems: { share: 100%, items: 101 }', /101/],
  ])('%s', async (_what, operations, message) => {
    const [mistake] = await mistakesOf(`${PROVISIONED}, ${globals(PROVISIONED)}`, operations);
    expect(mistake).toMatchObject({ line: 6, message: expect.stringMatching(message) });
  });
});

describe('a table', () => {
  it.each([
    ['readCapacityUnits: 10, writeCapacityUnits: 40001', /40001|40,001/],
    [`${PROVISIONED}, itemSize: 401 KiB`, /401 KiB/],
    [
      'billingMode: PAY_PER_REQUEST, warmThroughput: { writeUnitsPerSecond: 3999 }',
      /no warm throughput lowers that/,
    ],
  ])('%s is refused', async (table, message) => {
    const [mistake] = await mistakesOf(table);
    expect(mistake).toMatchObject({ line: 7, message: expect.stringMatching(message) });
  });
});
