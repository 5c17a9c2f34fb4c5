// Where a Kinesis design does not keep up, by hand: what grows, by how much, and that nothing grows where it does.

import { describe, expect, it } from 'vitest';
import { Measurements } from '../../../src/experiment/measurements.ts';
import { runReplication } from '../../../src/experiment/replication.ts';
import { growthsOf } from '../../../src/experiment/stability.ts';
import { estimateOf } from '../../../src/experiment/statistic.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf, even, type Plan } from '../plan.ts';

const types = new Map(catalogue.map((type) => [type.name as string, type]));

function measured(rate: string, size: string, client: object, consumer: object, seconds = 60): Measurements {
  const plan: Plan = {
    workloads: { w: even(rate, size) },
    components: {
      web: { type: 'kinesis.producer', workload: 'w', to: 's', client },
      s: { type: 'kinesis.stream', shardCount: 1 },
      app: { type: 'kinesis.consumer', from: 's', ...consumer },
    },
    seconds,
  };
  const design = designOf(plan);
  return new Measurements(
    design,
    types,
    [1, 2, 3].map((replication) => runReplication(design, replication)),
  );
}

/** What grows, a second, by component and metric. */
function growth(of: Measurements): Record<string, number> {
  return Object.fromEntries(
    growthsOf(of).map(({ component, metric, perSecond }) => [`${component}.${metric}`, perSecond.value!]),
  );
}

const quick = { mode: 'enhanced-fan-out' };
// One connection of 20 ms: 50 calls a second.
const oneByOne = { type: 'sdk', operation: 'PutRecord', maxConnections: 1, requestLatency: '20 ms' };
const mean = (of: Measurements, component: string, metric: string) =>
  estimateOf(of, { component, metric, part: null, statistic: 'mean' }).value;

describe('a producer', () => {
  it('whose connections send 50 of 100 records a second holds 50 more each second', () => {
    const slow = measured('100/s', '100 B', oneByOne, quick);
    expect(growth(slow)).toEqual({ 'web.PendingRecords': expect.closeTo(50, 0) });
    // How late records are has no mean then; how long a call takes still has.
    expect(mean(slow, 'app', 'latency')).toBeNull();
    expect(mean(slow, 's', 'PutRecord.Latency')).toBe(20);
  });

  it('with enough of them holds no more and no less', () => {
    expect(growth(measured('100/s', '100 B', { ...oneByOne, maxConnections: 4 }, quick))).toEqual({});
  });

  it('with the library, offered twice what its shard takes, holds about a thousand more each second', () => {
    // 48 records of 1,046 B make 50,229 B, which a call rounds to 50 KiB: 20.48 × 48 = 983 of 2,000 a second go.
    const client = { type: 'kpl', recordTtl: '1 h' };
    const grown = growth(measured('2000/s', '1 KiB', client, quick, 30));
    expect(Object.keys(grown)).toEqual(['web.UserRecordsPending']);
    expect(Math.abs(grown['web.UserRecordsPending']! / (2000 - 983) - 1)).toBeLessThan(0.03);
  });
});

describe('a stream', () => {
  it('whose shared reader does half of what comes has an age that grows, and no mean of it', () => {
    const reader = {
      processing: { perRecord: '20 ms' },
      maxRecords: 50,
      idleTimeBetweenReads: '0 s',
      client: { requestLatency: '0 s' },
    };
    const slow = measured('100/s', '100 B', { type: 'sdk' }, reader);
    const grown = growth(slow);
    // It falls behind by half a second each second.
    expect(Object.keys(grown)).toEqual(['s.GetRecords.IteratorAgeMilliseconds', 'app.MillisBehindLatest']);
    for (const perSecond of Object.values(grown)) expect(Math.abs(perSecond / 500 - 1)).toBeLessThan(0.1);
    expect(mean(slow, 's', 'GetRecords.IteratorAgeMilliseconds')).toBeNull();
    // Puts are as quick as ever.
    expect(mean(slow, 's', 'PutRecords.Latency')).toBeGreaterThan(0);
  });
});
