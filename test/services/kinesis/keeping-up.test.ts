import { describe, expect, it } from 'vitest';
import { Measurements } from '../../../src/experiment/measurements.ts';
import { growthsOf, whyNoMonth } from '../../../src/experiment/stability.ts';
import { estimateOf } from '../../../src/experiment/statistic.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf, even, run } from '../plan.ts';

/** Three replications of a producer with so many connections, whose puts take half a second each. */
function measured(maxConnections: number, processing = {}): Measurements {
  const plan = {
    workloads: { events: even('1000/s', '100 B') },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { maxConnections, requestLatency: '500 ms' },
      },
      stream: { type: 'kinesis.stream', shardCount: 2 },
      reader: { type: 'kinesis.consumer', from: 'stream', mode: 'enhanced-fan-out', processing },
    },
    seconds: 15,
    warmupSeconds: 1,
  };
  const types = new Map(catalogue.map((type) => [type.name as string, type]));
  return new Measurements(
    designOf(plan),
    types,
    [1, 2, 3].map((replication) => run(plan, replication).result),
  );
}

const at = (metric: string) => ({ component: 'reader', part: null, metric, statistic: 'mean' }) as const;

// A batch of 100 records (a linger of 100 ms at 1,000/s) every 100 ms; one connection takes two of the ten a second.
describe('a producer that has too few connections', () => {
  it('does not keep up: there is no mean latency and no month, but how long a push takes is known', () => {
    const one = measured(1);
    expect(growthsOf(one)).toMatchObject([{ component: 'hosts', metric: 'PendingRecords' }]);
    expect(estimateOf(one, at('latency')).value).toBeNull();
    expect(estimateOf(one, at('latency.delivered')).value).toBeNull();
    expect(estimateOf(one, at('propagation')).value).not.toBeNull();
    expect(whyNoMonth(one)).toContain('hosts: PendingRecords grows');
  });

  it('keeps up with enough of them', () => {
    expect(growthsOf(measured(50))).toEqual([]);
  });
});

describe('a consumer that is at its first batch until the end of the run', () => {
  it('tells nothing of a month: what it works on is no cost yet and no backlog', () => {
    const one = measured(50, { perBatch: '899 s' });
    expect(growthsOf(one)).toEqual([]);
    expect(whyNoMonth(one)).toBe(
      'nothing of hosts → reader is done when the run ends: it is too short to tell',
    );
  });

  it('tells of a month as soon as some of it is done', () => {
    expect(whyNoMonth(measured(50, { perBatch: '10 ms' }))).toBeNull();
  });
});
