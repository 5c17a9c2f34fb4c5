// An item that stands in a file beside the scenario is as if it stood in the scenario.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import type { ScenarioError } from '../../src/scenario/mistake.ts';
import { catalogue } from '../../src/services/index.ts';

const ITEM = '{ "id": { "S": "abc" }, "count": { "N": "12" } }';

const FILES: Readonly<Record<string, string>> = {
  'item.json': ITEM,
  'broken.json': '{ "id": ',
  'list.json': '[1]',
  'odd.json': '{ "id": { "S": 5 } }',
};

function load(itemSize: string, sets: readonly string[] = []) {
  const text = `name: s
duration: 1 min
workloads: { w: { arrivals: { process: poisson, rate: 1/s }, size: 1 KiB } }
components:
  users: { type: dynamodb.client, workload: w, to: orders }
  orders: { type: dynamodb.table, billingMode: PAY_PER_REQUEST, itemSize: ${itemSize} }
`;
  return loadScenario({
    text,
    file: 's.yaml',
    readFile: (path) => {
      const file = FILES[path];
      if (file !== undefined) return Promise.resolve(file);
      return Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }));
    },
    environment: {},
    sets,
    catalogue,
  });
}

const sizeOf = async (itemSize: string, sets: readonly string[] = []) => {
  const { designs } = await load(itemSize, sets);
  return (designs[0]!.components.orders!.config as { readonly itemSize: unknown }).itemSize;
};

describe('an item in a file', () => {
  it('has the size that it has in the scenario', async () => {
    // id and abc, count and a number of two digits: 2 + 3 + 5 + 2.
    expect(await sizeOf('{ fromItem: item.json }')).toEqual({ distribution: 'constant', value: 12 });
    expect(await sizeOf('{ fromItem: item.json }')).toEqual(await sizeOf(`{ fromItem: ${ITEM} }`));
  });

  it('has values of the type NULL, which need no quotes: a name and one byte', async () => {
    const item = '{ fromItem: { id: { S: abc }, gone: { NULL: true } } }';
    expect(await sizeOf(item)).toEqual({ distribution: 'constant', value: 2 + 3 + 4 + 1 });
  });

  it('may be named by what is laid over the scenario', async () => {
    const sets = ['components.orders.itemSize.fromItem=item.json'];
    expect(await sizeOf('{ fromItem: list.json }', sets)).toEqual({ distribution: 'constant', value: 12 });
  });

  it('makes the scenario another when it changes', async () => {
    expect((await load('{ fromItem: item.json }')).hash).not.toBe((await load('12 KiB')).hash);
  });

  it.each([
    ['missing.json', 'there is no file "missing.json"'],
    ['broken.json', '"broken.json" is no JSON'],
    ['list.json', '"list.json" holds no item'],
    ['odd.json', 'S'],
  ])('is told of where it is named when it is wrong: %s', async (file, words) => {
    const failure = (await load(`{ fromItem: ${file} }`).catch(
      (error: ScenarioError) => error,
    )) as ScenarioError;
    expect(failure.mistakes).toHaveLength(1);
    expect(failure.mistakes[0]!.message).toContain(words);
    expect([failure.mistakes[0]!.line, failure.mistakes[0]!.column]).toEqual([6, 87]);
  });
});
