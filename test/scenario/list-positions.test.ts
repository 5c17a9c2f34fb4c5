// A variant, a `--set` or a sweep reaches into a list by the position of an item, from 0.

import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/design.ts';
import { load } from '../conformance/example.ts';

const TEXT = `name: lists
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  hosts: { type: kinesis.producer, workload: events, to: log }
  log: { type: kinesis.stream, shardCount: 1 }
  worker:
    type: lambda.function
    eventSourceMappings: [{ from: log, batchSize: 10, maximumBatchingWindow: 1 s }]
    calls: [{ to: one }, { to: two, share: 50% }]
  one: { type: sqs.queue }
  two: { type: sqs.queue }
`;

interface Worker {
  readonly eventSourceMappings: readonly {
    readonly batchSize: number;
    readonly maximumBatchingWindow: number;
  }[];
  readonly calls: readonly { readonly to: string; readonly share: number }[];
}

const workerOf = ({ designs }: Scenario, name: string): Worker => {
  const design = designs.find((one) => one.name === name)!;
  return design.components.worker!.config as Worker;
};

const varied = (changes: string) => load(`${TEXT}variants:\n  other: { ${changes} }\n`);

describe('a position in a path', () => {
  it('names an item of a list: what is not named of it stays', async () => {
    const scenario = await varied('components.worker.eventSourceMappings.0.batchSize: 200');
    const [mapping] = workerOf(scenario, 'other').eventSourceMappings;
    expect(mapping).toMatchObject({ batchSize: 200, maximumBatchingWindow: 1e6 });
    expect(workerOf(scenario, 'base').eventSourceMappings[0]!.batchSize).toBe(10);
  });

  it('names one of several, and a group is merged into it', async () => {
    const scenario = await varied('components.worker.calls: { 1: { share: 20% } }');
    expect(workerOf(scenario, 'other').calls.map(({ to, share }) => [to, share])).toEqual([
      ['one', 1],
      ['two', 0.2],
    ]);
  });

  it('takes an item out where it is null', async () => {
    const scenario = await varied('components.worker.calls.0: null, components.one: null');
    expect(workerOf(scenario, 'other').calls.map(({ to }) => to)).toEqual(['two']);
  });

  it('is read from the command line, too', async () => {
    const scenario = await load(TEXT, ['components.worker.calls.1.share=30%']);
    expect(workerOf(scenario, 'base').calls[1]!.share).toBe(0.3);
  });

  it('and a whole list still takes the place of a whole list', async () => {
    const scenario = await varied('components.worker.calls: [{ to: two }], components.one: null');
    expect(workerOf(scenario, 'other').calls.map(({ to, share }) => [to, share])).toEqual([['two', 1]]);
  });

  it.each([
    ['behind the end', 'components.worker.calls.2.share: 20%', /no item 2: the list has 2 items/],
    ['of a list that is not there', 'components.one.calls.0.share: 20%', /unknown property "calls"/],
    [
      'of a list that is not there yet',
      'components.one: { type: kinesis.consumer, from: log }, components.one.calls.0.share: 20%',
      /there is no item 0: no list stands there/,
    ],
    ['of faults where there are none', 'faults.0.at: 5 s', /there is no item 0: no list stands there/],
    [
      'of one item',
      'components.worker.eventSourceMappings.1.batchSize: 5',
      /no item 1: the list has one item/,
    ],
    ['that is no position', 'components.worker.calls.first.share: 20%', /is not a list/],
    [
      'that is below 0',
      'components.worker.calls.-1.share: 20%',
      /"-1" is no position: the list has 2 items, counted from 0/,
    ],
    // Else it would be told from 0 by its spelling alone, and the last of the two would win.
    [
      'that is written with zeros before it',
      'components.worker.calls.0.share: 10%, components.worker.calls.00.share: 20%',
      /"00" is no position/,
    ],
    ['in a list that is not there', 'components.one.calls.0.share: 20%', /unknown property/],
  ])('%s is refused', async (_what, changes, message) => {
    await expect(varied(changes)).rejects.toThrow(message);
  });
});

describe('a name that the user has given, in a path', () => {
  it('is one step: what stands behind it is a property of what it names', async () => {
    const text = (index: string) => `name: names
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s }, partitionKey: { distribution: uniform, keys: 9 } } }
components:
  users: { type: dynamodb.client, workload: events, to: orders }
  orders:
    type: dynamodb.table
    readCapacityUnits: 1
    writeCapacityUnits: 9
    globalSecondaryIndexes:
      by-status: { key: { distribution: uniform, keys: 3 }, readCapacityUnits: 1, writeCapacityUnits: 9 }
variants:
  other: { components.orders.globalSecondaryIndexes.${index} }
`;
    const { designs } = await load(text('by-status.writeCapacityUnits: 20'));
    expect(designs.map(({ components }) => components['orders-by-status']!.config)).toMatchObject([
      { writeCapacityUnits: 9, readCapacityUnits: 1 },
      { writeCapacityUnits: 20, readCapacityUnits: 1 },
    ]);
    await expect(load(text('by-status.writeCapacityUnitz: 20'))).rejects.toThrow(/writeCapacityUnitz/);
  });
});
