// A shard that is asked for more than its limit while its burst bucket pays: worked by hand with constant arrivals.

import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/experiment/evaluate.ts';
import { threadOf } from '../../../src/experiment/pool.ts';
import { runReplication } from '../../../src/experiment/replication.ts';
import type { DesignResult } from '../../../src/experiment/result.ts';
import type { Objective } from '../../../src/scenario/design.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf } from '../plan.ts';

const THROTTLES: Objective = {
  text: 'clicks.WriteProvisionedThroughputExceeded.ratio < 1%',
  path: {
    kind: 'metric',
    component: 'clicks',
    part: null,
    metric: 'WriteProvisionedThroughputExceeded',
    statistic: 'ratio',
  },
  operator: '<',
  limit: 0.01,
  unit: 'ratio',
  line: 1,
};

const lost: Objective = {
  text: 'dashboard.lost.ratio < 1%',
  path: { kind: 'metric', component: 'dashboard', part: null, metric: 'lost', statistic: 'ratio' },
  operator: '<',
  limit: 0.01,
  unit: 'ratio',
  line: 2,
};
const late: Objective = {
  text: 'dashboard.latency.p99 < 10 s',
  path: { kind: 'metric', component: 'dashboard', part: null, metric: 'latency', statistic: 'p99' },
  operator: '<',
  limit: 10,
  unit: 'seconds',
  line: 3,
};

/** One shard, which takes 1,000 records/s and at first 1,000 more; records of 100 B one by one. */
async function resultAt(rate: string, seconds: number, size = '100 B'): Promise<DesignResult> {
  const design = designOf({
    workloads: { views: { arrivals: { process: 'constant', rate }, size } },
    components: {
      web: {
        type: 'kinesis.producer',
        workload: 'views',
        to: 'clicks',
        client: { type: 'sdk', operation: 'PutRecord' },
      },
      clicks: { type: 'kinesis.stream' },
      dashboard: { type: 'kinesis.consumer', from: 'clicks', mode: 'enhanced-fan-out' },
    },
    seconds,
  });
  const types = new Map(catalogue.map((type) => [type.name as string, type]));
  const asked = { ...design, replications: 3, objectives: [THROTTLES, lost, late] };
  const { folded } = await evaluate([asked], types, threadOf(runReplication), { file: 'a' });
  return folded[0]!.result;
}

describe('a shard that lives on credit', () => {
  it('is warned of with what is left, and no verdict says that it is not throttled', async () => {
    // 1,050/s for 10 s: 50/s more than are refilled, 500 of the 1,000 are paid, and 500 would last 10 s more.
    const { findings, objectives } = await resultAt('1050/s', 10);
    const found = findings.find(({ title }) => title.includes('lives on credit'));
    expect(found).toMatchObject({
      severity: 'warning',
      component: 'clicks',
      limit: '1,000 records/s per shard',
    });
    expect(found!.evidence.takenPerSecond as number).toBeCloseTo(1050, 0);
    // The run goes on for a moment after the window, until its last records are stored.
    expect(found!.evidence.balanceAtTheEnd as number).toBeGreaterThan(450);
    expect(found!.evidence.balanceAtTheEnd as number).toBeLessThanOrEqual(505);
    expect(found!.evidence.secondsUntilEmpty as number).toBeCloseTo(10, -0.5);
    expect(objectives[0]).toMatchObject({ verdict: 'undecided' });
    expect(objectives[0]!.note).toContain('a burst bucket still pays');
    // Nothing is lost and nobody waits while it pays, and in the long run 50 of 1,050 records are refused.
    expect(objectives.slice(1).map(({ verdict }) => verdict)).toEqual(['undecided', 'undecided']);
  });

  it('is not warned of below its limit, where the objective holds', async () => {
    const { findings, objectives } = await resultAt('950/s', 10);
    expect(findings.filter(({ title }) => title.includes('credit'))).toEqual([]);
    expect(objectives.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds']);
  });

  it('is not warned of for a limit that another keeps from being reached', async () => {
    // 2,000 records/s of 900 B and a key of 12 B are 1.74 MiB/s, but at most 1,050 of them pass: 0.91 MiB/s.
    const { findings } = await resultAt('2000/s', 20, '900 B');
    expect(findings.filter(({ title }) => title.includes('credit'))).toEqual([]);
  });

  it('is not warned of once the bucket is empty: what it refuses is then to be seen', async () => {
    // 2,000/s: the 1,000 are gone after a second, and half of the rest is refused.
    const { findings, objectives } = await resultAt('2000/s', 20);
    expect(findings.filter(({ title }) => title.includes('credit'))).toEqual([]);
    expect(objectives[0]!.verdict).toBe('fails');
  });
});
