// Closed arrivals against what is known: the machine-repairman model M/M/1//N, and the interactive response time law.

import { describe, expect, it } from 'vitest';
import { arrivals } from '../../../src/workload/arrivals.ts';
import { type Plan, run } from '../plan.ts';

const think = (mean: string) => ({ distribution: 'exponential', mean });

function plan(population: number, thinkTime: unknown, server: object, seconds = 20_000): Plan {
  return {
    workloads: { w: { arrivals: { process: 'closed', population, thinkTime }, size: '100 B' } },
    components: {
      users: { type: 'custom.source', workload: 'w', to: 'desk' },
      desk: { type: 'custom.server', ...server },
    },
    seconds,
    warmupSeconds: 100,
  };
}

/** Throughput of M/M/1//N: the server works whenever not all think; with r = service / think, p0 = 1 / Σ N!/(N−n)! rⁿ. */
function throughput(population: number, thinkSeconds: number, serviceSeconds: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= population; n++) {
    term *= ((population - n + 1) * serviceSeconds) / thinkSeconds;
    sum += term;
  }
  return (1 - 1 / sum) / serviceSeconds;
}

describe('five users of one exponential server (M/M/1//5)', () => {
  const seen = run(plan(5, think('1 s'), { serviceTime: { distribution: 'exponential', mean: '250 ms' } }));

  it('get through 3.204 records/s: 1 + 5r + 20r² + 60r³ + 120r⁴ + 120r⁵ = 5.0234 at r = 1/4', () => {
    expect(throughput(5, 1, 0.25)).toBeCloseTo((1 - 1 / 5.0234375) * 4, 9);
    const perSecond = seen.flow('desk').produced / 20_000;
    expect(Math.abs(perSecond / throughput(5, 1, 0.25) - 1)).toBeLessThan(0.015);
  });

  it('and wait N / X − Z = 0.561 s for each', () => {
    const exact = 5 / throughput(5, 1, 0.25) - 1;
    expect(exact).toBeCloseTo(0.5607, 4);
    expect(Math.abs(seen.mean('desk', 'latency') / 1e6 / exact - 1)).toBeLessThan(0.03);
  });
});

describe('a closed workload', () => {
  it('obeys the interactive response time law to the user: N T = Σ (response + think), but for the two ends', () => {
    const seen = run(plan(7, '2 s', { serviceTime: { distribution: 'exponential', mean: '500 ms' } }, 1000));
    const records = seen.flow('desk').produced;
    const spent = records * (seen.mean('desk', 'latency') / 1e6 + 2);
    const longest = seen.distribution('desk', 'latency').max / 1e6 + 2;
    expect(Math.abs(spent - 7 * 1000)).toBeLessThan(7 * longest);
  });

  it('without anyone to wait for is as fast as thinking allows: every user once a think and a service', () => {
    const seen = run(plan(10, '900 ms', { servers: 'unlimited', serviceTime: '100 ms' }, 100));
    expect(seen.flow('desk').produced).toBe(10 * 100);
  });

  it('goes on after a refusal: the user thinks, and comes again', () => {
    // Two users, one place: the one who finds it taken is refused at once and thinks 1 s.
    const seen = run(plan(2, '1 s', { serviceTime: '10 s', queueLimit: 0 }, 100));
    const { fates } = seen.flow('desk');
    expect(fates.rejected).toBeGreaterThan(80);
    expect(fates.delivered + fates.rejected + fates.inFlight).toBe(seen.flow('desk').produced);
  });

  it('waits for every application that reads its records', () => {
    const consumer = (perRecord: string) => ({
      type: 'kinesis.consumer',
      from: 's',
      mode: 'enhanced-fan-out',
      processing: { perRecord },
      client: { subscribeLatency: '0 s' },
    });
    const seen = run({
      workloads: { w: { arrivals: { process: 'closed', population: 1, thinkTime: '1 s' }, size: '100 B' } },
      components: {
        web: {
          type: 'kinesis.producer',
          workload: 'w',
          to: 's',
          client: { type: 'sdk', operation: 'PutRecord', requestLatency: '0 s' },
        },
        s: { type: 'kinesis.stream', shardCount: 1, pushLatency: '0 s' },
        quick: consumer('100 ms'),
        slow: consumer('1 s'),
      },
      seconds: 100,
    });
    // A second of thought and a second of the slower one: fifty rounds, whatever the quick one does.
    expect(seen.flow('quick').produced).toBe(50);
    expect(seen.flow('slow').produced).toBe(50);
  });

  it('draws each user’s thoughts alike whatever the design', () => {
    const moments = (serviceTime: string) =>
      run(plan(1, think('1 s'), { serviceTime }, 100)).flow('desk').produced;
    // 1 ms of service in place of 2 ms: as many records, to the few that the difference adds up to.
    expect(Math.abs(moments('1 ms') - moments('2 ms'))).toBeLessThanOrEqual(1);
  });

  it('is refused where a user would never think', () => {
    const read = arrivals().safeParse({ process: 'closed', population: 2, thinkTime: '0 s' });
    expect(read.error?.issues[0]?.message).toContain('comes back in the same instant');
  });
});
