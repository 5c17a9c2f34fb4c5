// How many servers are enough, against the formula of M/M/c.

import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/experiment/size.ts';
import { benchOf, erlangC, gridOf, type Station, station } from './station.ts';

const SERVERS = 'components.station.servers';

async function size(
  over: Station,
  ranges: readonly string[] = [`${SERVERS}=2:24`],
  { lists = [], everyPoint = false, patience = 'while undecided' as const, alone = false } = {},
) {
  const grid = await gridOf(station(over), ranges, lists);
  return sizeOf(grid, ranges.length, await benchOf(alone ? 1 : patience), everyPoint);
}

/** The least number of servers with which less than `share` of the customers wait. */
function serversFor(load: number, share: number): number {
  let servers = Math.floor(load) + 1;
  while (erlangC(servers, load) >= share) servers++;
  return servers;
}

describe('the servers that are enough', () => {
  it('knows its formula: M/M/2 at 0.8 and M/M/10 at 0.9', () => {
    expect(erlangC(2, 1.6)).toBeCloseTo(0.711111, 6);
    expect(erlangC(10, 9)).toBeCloseTo(0.668732, 6);
  });

  it.each([
    [3, 0.15],
    [3, 0.4],
    [6, 0.3],
  ])('for a load of %d and at most %d waiting are those of the formula', async (load, share) => {
    const arrivals = `{ process: poisson, rate: ${10 * load}/s }`;
    const sizing = await size({ arrivals, objectives: [`station.Waited.ratio < ${100 * share}%`] });
    const servers = serversFor(load, share);
    expect(sizing.outcome).toBe('found');
    expect(sizing.answer!.values).toEqual({ [SERVERS]: String(servers) });
    expect(sizing.search).toBe('monotone');
    // The next smaller is the evidence that less is not enough.
    expect(sizing.nextSmaller).toMatchObject([
      { values: { [SERVERS]: String(servers - 1) }, verdict: 'fails' },
    ]);
    expect(sizing.tried.length).toBeLessThan(12);
    // What is left of the limit, near to what the formula leaves.
    const left = (share - erlangC(servers, load)) / share;
    expect(sizing.answer!.headroom[0]!.share).toBeCloseTo(left, 0);
  });

  it('of two stations at once are those of each', async () => {
    const text = station({ objectives: ['station.Waited.ratio < 15%', 'next.Waited.ratio < 40%'] })
      .replace(
        'objectives:',
        '  next: { type: custom.server, servers: 9, serviceTime: { distribution: exponential, mean: 100 ms } }\nobjectives:',
      )
      .replace('servers: 4,', 'servers: 4, to: next,');
    const grid = await gridOf(text, [`${SERVERS}=2:9`, 'components.next.servers=2:9']);
    const sizing = await sizeOf(grid, 2, await benchOf(), false);
    // By Burke's theorem the second station is an M/M/c of the same load.
    const [first, second] = [serversFor(3, 0.15), serversFor(3, 0.4)];
    expect(sizing.answer?.values).toEqual({
      [SERVERS]: String(first),
      'components.next.servers': String(second),
    });
    expect(sizing.nextSmaller.map(({ verdict }) => verdict)).toEqual(['fails', 'fails']);
    expect(sizing.tried.length).toBeLessThan(64 / 2);
  });

  it('are looked for everywhere when more turns out to be worse', async () => {
    // Three busy servers of c: more than half of them for c below 6, so the smallest of 4 to 16 holds and 16 does not.
    const sizing = await size({ objectives: ['station.Utilization.mean > 50%'] }, [`${SERVERS}=4:16:2`]);
    expect(sizing.search).toBe('every point');
    expect(sizing.contradiction).toBe(`${SERVERS}=4 holds, and ${SERVERS}=8 does not`);
    expect(sizing.answer?.values).toEqual({ [SERVERS]: '4' });
    expect(sizing.nextSmaller).toEqual([]);
    expect(sizing.tried).toHaveLength(7);
  });

  it('are none when none are, and unknown when there is not enough evidence', async () => {
    const none = await size({ objectives: ['station.wait.p99 < 1 s', 'station.Utilization.mean > 120%'] }, [
      `${SERVERS}=4:6`,
    ]);
    expect(none).toMatchObject({ outcome: 'none', answer: null });
    const unknown = await size(
      { objectives: ['station.Waited.ratio < 50%'], replications: 2 },
      [`${SERVERS}=4:6`],
      {
        alone: true,
      },
    );
    expect(unknown).toMatchObject({ outcome: 'not enough evidence', answer: null });
  });

  it('of every combination are the same', async () => {
    const over: Station = { objectives: ['station.Waited.ratio < 15%'] };
    const every = await size(over, [`${SERVERS}=4:8`], { everyPoint: true });
    expect(every.tried).toHaveLength(5);
    expect(every.answer).toEqual((await size(over, [`${SERVERS}=4:8`])).answer);
  });
});

describe('the cheapest', () => {
  const STREAM = `name: stream
duration: 10 s
replications: 3
workloads: { views: { arrivals: { process: poisson, rate: 100/s }, size: 500 B, partitionKey: { distribution: uniform, keys: 100 } } }
components:
  web: { type: kinesis.producer, workload: views, to: clicks }
  clicks: { type: kinesis.stream, shardCount: 1 }
  board: { type: kinesis.consumer, from: clicks, mode: shared }
objectives: [board.lost.ratio < 1%, cost.perMonth < 1000 USD]
`;

  it('wins, wherever it stands among the alternatives', async () => {
    const lists = ['components.board.mode=enhanced-fan-out,shared'];
    const grid = await gridOf(STREAM, ['components.clicks.shardCount=1:3'], lists);
    const sizing = await sizeOf(grid, 1, await benchOf(), false);
    expect(sizing.answer?.values).toEqual({
      'components.clicks.shardCount': '1',
      'components.board.mode': 'shared',
    });
    // A shard costs 0.015 USD an hour in us-east-1, 10.95 USD in a month of 730 hours; puts come on top.
    expect(sizing.answer?.perMonth?.value).toBeGreaterThan(10.95);
    expect(sizing.answer?.perMonth?.value).toBeLessThan(10.95 + 5);
  });

  it('is not told where a part of the bill has no price: what it is may be dear', async () => {
    const table = `name: table
region: eu-west-1
duration: 10 s
replications: 3
workloads: { views: { arrivals: { process: poisson, rate: 10/s }, size: 500 B, partitionKey: { distribution: uniform, keys: 100 } } }
components:
  web: { type: dynamodb.client, workload: views, to: cache, operations: { GetItem: 100% } }
  cache: { type: dynamodb.accelerator, table: orders, replicationFactor: 1 }
  orders: { type: dynamodb.table, readCapacityUnits: 100, writeCapacityUnits: 1 }
objectives: [orders.lost.ratio < 5%]
`;
    const nodes = ['components.cache.nodeType=dax.r5.24xlarge,dax.r5.large'];
    const sizing = await sizeOf(await gridOf(table, [], nodes), 1, await benchOf(), false);
    expect(sizing.tried.map(({ perMonth }) => perMonth)).toEqual([null, null]);
  });

  it('must also be within the objective on the bill', async () => {
    const grid = await gridOf(STREAM.replace('1000 USD', '5 USD'), ['components.clicks.shardCount=1:3']);
    expect(await sizeOf(grid, 1, await benchOf(), false)).toMatchObject({ outcome: 'none', answer: null });
  });
});
