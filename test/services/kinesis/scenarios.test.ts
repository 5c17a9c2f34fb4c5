// The shipped questions on resharding, on-demand mode and the library's packing: what their opening comments answer is what
// they give, and what can be worked by hand is.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { billsOf } from '../../../src/experiment/cost.ts';
import { Measurements } from '../../../src/experiment/measurements.ts';
import { runReplication } from '../../../src/experiment/replication.ts';
import type { RecordedCounter } from '../../../src/metrics/recorded.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designsOf } from '../../validation/scenario.ts';
import { Seen } from '../plan.ts';

const types = new Map(catalogue.map((type) => [type.name as string, type]));

/** One replication of some of a scenario's designs, and each one's bill. */
async function ran(file: string, names: readonly string[], sets: readonly string[] = []) {
  const designs = await designsOf(file, ['replications=1', ...sets]);
  return names.map((name) => {
    const design = designs.get(name)!;
    const result = runReplication(design, 1);
    return { seen: new Seen(result), bill: billsOf(new Measurements(design, types, [result]))[0]! };
  });
}

/** The figures of an opening comment, by patterns with one group. */
function answerOf(file: string): (pattern: RegExp) => number {
  const text = readFileSync(file, 'utf8').replace(/\n# ?/g, ' ');
  const answer = text.slice(text.indexOf('Answer:'), text.indexOf('name: '));
  return (pattern) => Number(pattern.exec(answer)![1]!.replace(',', ''));
}

function near(value: number, figure: number, within: number): void {
  expect(Math.abs(value - figure), `${value}, not ${figure}`).toBeLessThanOrEqual(within);
}

function lostShare(seen: Seen, to: string): number {
  const { produced, fates } = seen.flow(to);
  return (100 * (produced - fates.delivered - fates.inFlight)) / produced;
}

describe('resharding.yaml', () => {
  it('loses what comes between the doubling and the last split, and nothing when it splits before', async () => {
    const told = answerOf('scenarios/resharding.yaml');
    const [late, ahead] = await ran('scenarios/resharding.yaml', ['base', 'ahead']);
    near(lostShare(late!.seen, 'dashboard'), told(/too late for ([\d.]+) %/), 0.15);
    expect(lostShare(ahead!.seen, 'dashboard')).toBeLessThan(0.001);
    const counter = late!.seen.result.metrics.find(
      ({ component, metric, part }) =>
        component === 'click-stream' && metric === 'IncomingRecords' && part === null,
    ) as RecordedCounter;
    const { sum } = counter.series!;
    const minute = (from: number) =>
      sum.slice((from * sum.length) / 20, ((from + 1) * sum.length) / 20).reduce((all, one) => all + one, 0) /
      60;
    // Two shards take 2,000/s whatever is offered; after the second split there is room for all of 3,000/s.
    near(minute(11), 2000, 10);
    near(minute(14), 3000, 60);
  });
});

describe('kpl-overload.yaml', () => {
  it('loses half for a TTL of 30 s, none for 10 minutes, and drains within as long as it lasted', async () => {
    const file = 'scenarios/kpl-overload.yaml';
    const told = answerOf(file);
    const [short, long, sdk] = await ran(file, ['base', 'ten-minutes', 'sdk']);
    near(lostShare(short!.seen, 'reader'), told(/30 s it loses ([\d.]+) %/), 0.6);
    near(lostShare(sdk!.seen, 'reader'), told(/attempts \(([\d.]+) %/), 0.6);
    expect(lostShare(long!.seen, 'reader')).toBeLessThan(0.01);
    const mean = short!.seen.distribution('reader', 'latency.delivered');
    near(mean.sum / mean.count / 1e6, told(/is ([\d.]+) s late on average/), 0.3);
    // A packed record of 48 user records has 50,229 B, and its call is counted in whole KiB: 983 user records/s.
    const drained = 600_000 / 983 / 60;
    near(drained, told(/([\d.]+) in all/), 0.05);
    const latest = long!.seen.distribution('reader', 'latency').max / 60e6;
    expect(latest).toBeGreaterThan(9);
    expect(latest).toBeLessThan(10);
  });
});

describe('packing.yaml', () => {
  it('packs one record and those of 100 ms more, of one host for one shard', async () => {
    const file = 'scenarios/packing.yaml';
    const told = answerOf(file);
    const names = ['base', 'many-shards', 'many-hosts', 'both', 'both-patient'];
    const all = await ran(file, names, ['duration=20 s']);
    const packed = all.map(({ seen }) => seen.mean('servers', 'UserRecordsPerKinesisRecord'));
    const byHand = [
      [4, 4, 0.1],
      [4, 64, 0.1],
      [40, 4, 0.1],
      [40, 64, 0.1],
      [40, 64, 1],
    ].map(([hosts, shards, seconds]) => 1 + (8000 / hosts! / shards!) * seconds!);
    for (const [i, one] of packed.entries()) near(one / byHand[i]!, 1, 0.03);
    near(packed[0]!, told(/100 ms: ([\d.]+) on 4/), 1);
    near(packed[3]!, told(/and ([\d.]+) with both/), 0.05);
    const units = (i: number) =>
      all[i]!.bill.lines.find(({ meter }) => meter === 'put-payload-unit')!.perMonth;
    near(units(3), told(/cost ([\d.]+) USD/), 5);
    near(units(0), told(/month instead of ([\d.]+)/), 0.5);
  });
});

describe('on-demand.yaml', () => {
  it('costs what AWS’s prices make of 5 images of 1 MB a second', async () => {
    const file = 'scenarios/on-demand.yaml';
    const told = answerOf(file);
    const [provisioned, onDemand, committed] = await ran(file, ['base', 'on-demand', 'committed']);
    const images = 5 * 730 * 3600;
    // 12 shards by the hour, and 1,000,012 B are 40 units of 25,600 B; or 977 KiB in and out, and the stream by the hour.
    const byShards = 12 * 730 * 0.015 + (images * 40 * 0.014) / 1e6;
    const byBytes = 730 * 0.04 + ((images * 977) / 1024 ** 2) * (0.08 + 0.04);
    const floor = ((25 * 3600 * 730) / 1024) * (0.032 + 0.016);
    near(provisioned!.bill.perMonth / byShards, 1, 0.01);
    near(onDemand!.bill.perMonth / byBytes, 1, 0.01);
    near(committed!.bill.perMonth / floor, 1, 1e-6);
    near(byShards, told(/12 shards cost ([\d,]+) USD/), 1);
    near(byBytes, told(/On-demand costs ([\d,]+) USD/), 5);
    near(floor, told(/so ([\d,]+) USD/), 1);
    expect(lostShare(onDemand!.seen, 'detector')).toBe(0);
    expect(lostShare(provisioned!.seen, 'detector')).toBeLessThan(0.05);
  });
});
