// The shipped question about the library: what its opening comment answers is what it gives, and the findings say why.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../../../../src/experiment/findings.ts';
import { flowsOf } from '../../../../src/experiment/flows.ts';
import { Measurements } from '../../../../src/experiment/measurements.ts';
import { runReplication } from '../../../../src/experiment/replication.ts';
import type { Finding } from '../../../../src/experiment/result.ts';
import { estimateOf } from '../../../../src/experiment/statistic.ts';
import { catalogue } from '../../../../src/services/index.ts';
import { designsOf } from '../../../validation/scenario.ts';
import { Seen, shard } from '../../plan.ts';

const FILE = 'scenarios/kpl.yaml';
const MIB = 1_048_576;
const SECONDS = 60;
const HOT = shard(3);
// Log-normal: the median is 500 B, and the 99th percentile (2.32635 deviations) 4,096 B: sigma = ln(8.192) / 2.32635.
const SIGMA = Math.log(4096 / 500) / 2.32635;
const MEAN_BYTES = 500 * Math.exp(SIGMA ** 2 / 2);

const seen = new Map<string, Seen>();
const findings = new Map<string, readonly Finding[]>();
let lateSeconds: number | null = null;

beforeAll(async () => {
  const types = new Map(catalogue.map((type) => [type.name as string, type]));
  for (const [name, design] of await designsOf(FILE, ['duration=1 min', 'replications=1'])) {
    const result = runReplication(design, 1);
    const measured = new Measurements(design, types, [result]);
    seen.set(name, new Seen(result));
    findings.set(name, findingsOf(measured, flowsOf(measured)));
    if (name !== 'kpl-hot-key') continue;
    const place = {
      component: 'dashboard',
      metric: 'latency.delivered',
      part: null,
      statistic: 'p99',
    } as const;
    lateSeconds = estimateOf(measured, place).value;
  }
});

const of = (name: string): Seen => seen.get(name)!;
const meanMs = (name: string): number => of(name).mean('dashboard', 'latency') / 1000;
const lost = (name: string): number => {
  const { produced, fates } = of(name).flow('dashboard');
  return 1 - (fates.delivered + fates.inFlight) / produced;
};

describe('kpl.yaml', () => {
  it('opens with the figures that it gives', () => {
    const text = readFileSync(FILE, 'utf8');
    const answer = text.slice(text.indexOf('# Answer:'), text.indexOf('name: kpl')).replace(/\n# ?/g, ' ');
    const told = (pattern: RegExp): number => Number(pattern.exec(answer)?.[1]);
    const near = (value: number, figure: number, within: number) =>
      expect(Math.abs(value - figure), `${value}, not ${figure}`).toBeLessThanOrEqual(within);
    near(meanMs('kpl'), told(/arrives after (\d+) ms on average/), 2);
    near(meanMs('base'), told(/on average, not (\d+)/), 2);
    near(meanMs('kpl') - meanMs('base'), told(/costs (\d+) ms/), 2);
    near(of('kpl').mean('web-servers', 'UserRecordsPerKinesisRecord'), told(/packs (\d+) user records/), 1);
    // A month of 730 h, and 0.014 USD for a million put payload units.
    const unitsUsd = (name: string) =>
      (of(name).usage('clicks', 'put-payload-unit') / SECONDS) * 730 * 3600 * 0.014e-6;
    near(unitsUsd('kpl'), told(/a record: ([\d.]+) USD a month/), 0.2);
    near(unitsUsd('base'), told(/USD a month instead of (\d+)/), 1);
    near(unitsUsd('base') - unitsUsd('kpl'), told(/saves (\d+) USD/), 1.5);
    near(100 * lost('hot-key'), told(/Without the library ([\d.]+) %/), 1);
    near(lateSeconds ?? 0, told(/others is (\d+) s late/), 1);
    near(100 * lost('kpl-hot-key'), told(/with it ([\d.]+) %/), 1);
    near(
      of('kpl-hot-key').sum('clicks', 'OfferedBytes', HOT) / SECONDS / MIB,
      told(/offered ([\d.]+) MiB/),
      0.02,
    );
  });

  it('loses nothing with even keys, whoever sends', () => {
    for (const name of ['base', 'kpl']) expect(lost(name)).toBe(0);
  });

  it('offers the hot shard 1.27 to 1.29 MiB/s with the library, and a tenth of its records expire', () => {
    const { produced, fates } = of('kpl-hot-key').flow('dashboard');
    const offered = of('kpl-hot-key').sum('clicks', 'OfferedBytes', HOT) / SECONDS / MIB;
    expect(offered).toBeGreaterThan(1.25);
    expect(offered).toBeLessThan(1.31);
    expect(fates.expired / produced).toBeGreaterThan(0.1);
    expect(fates.expired / produced).toBeLessThan(0.135);
    // Of the record limit a few per cent are left.
    expect(of('kpl-hot-key').sum('clicks', 'OfferedRecords', HOT) / SECONDS).toBeLessThan(40);
  });

  it('says that packing moved the limit, and what the key brings in bytes', () => {
    const [stream] = findings.get('kpl-hot-key')!.filter(({ component }) => component === 'clicks');
    expect(stream!.limit).toContain('1 MiB/s per shard');
    expect(stream!.title).toContain('user records in each');
    expect(stream!.title).toContain('never what refuses');
    expect(stream!.advice).toContain('Packing moved the limit from records to bytes, not the hot key');
    expect(stream!.advice).not.toContain('aggregation');
    // 40 % of 3,200/s, each with its data, seven or eight bytes of frame, and no key of its own: about 0.93 MiB/s, under
    // the one that a shard takes.
    const bytes = stream!.evidence.hottestKeyBytesPerSecond as number;
    expect(Math.abs(bytes / (1280 * (MEAN_BYTES + 8)) - 1)).toBeLessThan(0.03);
    expect(stream!.advice).toContain('nearly all that one shard takes');
    expect(Math.abs((stream!.evidence.hottestKeyUserRecordsPerSecond as number) / 1280 - 1)).toBeLessThan(
      0.02,
    );
  });

  it('says that the library gave records up, and not that the dashboard read too slowly', () => {
    const said = findings.get('kpl-hot-key')!;
    expect(said.find(({ component }) => component === 'web-servers')!.title).toContain(
      'of the user records expire in the library',
    );
    expect(said.filter(({ component }) => component === 'dashboard')).toEqual([]);
  });

  it('says of plain puts that the limit on records binds, and that packing is a way out', () => {
    const [stream] = findings.get('hot-key')!.filter(({ component }) => component === 'clicks');
    expect(stream!.limit).toBe('1,000 records/s per shard');
    expect(stream!.title).not.toContain('user records in each');
    expect(stream!.advice).toContain('aggregation');
    // Unpacked, a record brings its key of 12 bytes.
    const bytes = stream!.evidence.hottestKeyBytesPerSecond as number;
    expect(Math.abs(bytes / (1280 * (MEAN_BYTES + 12)) - 1)).toBeLessThan(0.03);
  });
});
