import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/experiment/findings.ts';
import { flowsOf } from '../../../src/experiment/flows.ts';
import { Measurements } from '../../../src/experiment/measurements.ts';
import type { Finding } from '../../../src/experiment/result.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf, run } from '../plan.ts';

/** What is said of the puts to a stream of so many shards, over a minute of such arrivals of 100 B. */
function said(
  arrivals: object,
  shardCount: number,
  more: object = {},
  warmupSeconds = 0,
): readonly Finding[] {
  const plan = {
    workloads: { events: { arrivals, size: '100 B', partitionKey: { distribution: 'uniform', keys: 1000 } } },
    components: {
      hosts: { type: 'kinesis.producer', workload: 'events', to: 'stream' },
      stream: { type: 'kinesis.stream', shardCount, ...more },
    },
    seconds: 60,
    warmupSeconds,
  };
  const types = new Map(catalogue.map((type) => [type.name as string, type]));
  const measurements = new Measurements(designOf(plan), types, [run(plan).result]);
  return findingsOf(measurements, flowsOf(measurements)).filter(({ component }) => component === 'stream');
}

// 6,000 devices that all send on the half minute, into one shard: 200 records/s on average, 6,000 in one second.
const ON_THE_HALF_MINUTE = { process: 'periodic', sources: 6000, period: '30 s' };

describe('what is said of refused puts', () => {
  it('sizes a stream by the busiest second where bursts break a limit that the mean stays below', () => {
    const [finding] = said(ON_THE_HALF_MINUTE, 1);
    expect(finding!.title).toContain('offered 200 records/s, 20 % of its record limit');
    expect(finding!.title).toContain('its busiest second brings 6,000 records, 600 %');
    // 6,000 records at 80 % of 1,000 a shard.
    expect(finding!.advice).toContain('About 8 shards would bring its busiest second to 80 %');
    expect(finding!.advice).toContain('spread its bursts over time');
  });

  it('sizes it by the mean where traffic is even', () => {
    const [finding] = said({ process: 'constant', rate: '1500/s' }, 1);
    expect(finding!.title).not.toContain('busiest');
    // 1,500 records at 80 % of 1,000 a shard.
    expect(finding!.advice).toContain('About 2 shards would bring this one to 80 %');
  });
});

describe('what is said together of shards that were open for a while', () => {
  it('is a share of all records, however long each shard was open', () => {
    const [finding] = said({ process: 'constant', rate: '4800/s' }, 2, {
      reshardTime: '1 ms',
      resharding: [{ at: '45 s', operation: 'UpdateShardCount', targetShardCount: 4 }],
    });
    expect(finding!.title).toContain('6 of 6 shards refuse puts');
    // Two shards are offered 2,400/s each for 45 s, then four 1,200/s for 15 s; each takes 1,000/s.
    const { shareOfAttemptsRefused, meanShareOfLimit } = finding!.evidence as Record<string, number>;
    expect(shareOfAttemptsRefused).toBeCloseTo((2 * 1400 * 45 + 4 * 200 * 15) / (4800 * 60), 1);
    expect(meanShareOfLimit).toBeCloseTo((4.8 * 60) / (2 * 45 + 4 * 15), 1);
  });
});

describe('what is said together of a stream that was scaled in the warm-up', () => {
  it('is a number of the shards that were open in the window', () => {
    // 1 shard, 2 after a minute, 3 after the next: eight were made by then, and three take 4,000/s.
    const scaling = { maxShards: 3, scaleOutAfter: '1 min', cooldown: '0 s' };
    const [finding] = said({ process: 'constant', rate: '4000/s' }, 1, { reshardTime: '1 ms', scaling }, 180);
    expect(finding!.title).toContain('3 of 3 shards refuse puts');
  });
});

describe('what is said of records that are too large', () => {
  it('names them as what the loss is due to, and not the shards', () => {
    // One call a second carries ten records, one of which has 1 MiB + 12 B with its key: all ten are lost.
    const plan = {
      workloads: {
        events: {
          arrivals: { process: 'constant', rate: '10/s' },
          size: { distribution: 'empirical', values: ['1 KiB', '1 MiB'], weights: [1, 1] },
        },
      },
      components: {
        hosts: {
          type: 'kinesis.producer',
          workload: 'events',
          to: 'stream',
          client: { batch: { linger: '1 s' } },
        },
        stream: { type: 'kinesis.stream', shardCount: 2 },
        reader: { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out' },
      },
      seconds: 20,
      warmupSeconds: 2,
    };
    const types = new Map(catalogue.map((type) => [type.name as string, type]));
    const measurements = new Measurements(designOf(plan), types, [run(plan).result]);
    const [finding] = findingsOf(measurements, flowsOf(measurements));
    expect(finding).toMatchObject({
      severity: 'error',
      component: 'stream',
      limit: '1.00 MiB a record, data and key (maxRecordSize)',
      shareOfHarm: 1,
    });
    // A call without a large one has a chance of 1 in 2^10 or so.
    expect(finding!.evidence.rejectedShare as number).toBeGreaterThan(0.9);
    expect(finding!.advice).toContain('PutRecord');
  });
});

describe('what is said of puts that are all taken', () => {
  it('is nothing far below the limits', () => {
    expect(said({ process: 'constant', rate: '500/s' }, 1)).toEqual([]);
  });

  it('is how full the fullest shard stands on average', () => {
    const [finding] = said({ process: 'constant', rate: '900/s' }, 1);
    expect(finding!.title).toContain('no put is refused');
    expect(finding!.title).toContain('stands at 90 %');
  });

  it('is how full it stands in its busiest second where only that comes near', () => {
    const [finding] = said({ ...ON_THE_HALF_MINUTE, sources: 950 }, 1);
    expect(finding!.title).toContain('stands at 95 % in its busiest second (950 of 1,000 records)');
    expect(finding!.severity).toBe('info');
  });
});
