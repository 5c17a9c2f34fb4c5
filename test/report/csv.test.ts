// The tables for spreadsheets, read back by another library than the one that wrote them.

import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/experiment/result.ts';
import { renderCostCsv } from '../../src/report/csv/cost.ts';
import { renderLatencyCsv } from '../../src/report/csv/latency.ts';
import { renderSeriesCsv } from '../../src/report/csv/series.ts';
import { hotShard } from './fixture.ts';

function read(text: string): readonly Readonly<Record<string, string>>[] {
  return parse(text, { columns: true });
}

describe('series.csv', () => {
  const rows = read(renderSeriesCsv(hotShard()));

  it('has one row per time of every line of every design', () => {
    const points = hotShard().designs.flatMap(({ series }) =>
      series.lines.map(({ values }) => values.length),
    );
    expect(rows.length).toBe(points.reduce((sum, count) => sum + count, 0));
  });

  it('gives the start of each period, in seconds from the start of the window', () => {
    const line = rows.filter(
      (row) => row.design === 'base' && row.metric === 'latency' && row.statistic === 'p50',
    );
    expect(line.slice(0, 3).map((row) => row.time_seconds)).toEqual(['0', '10', '20']);
    expect(new Set(line.map((row) => row.period_seconds))).toEqual(new Set(['10']));
  });

  it('leaves empty what cannot be told, and what has no capacity', () => {
    const lost = rows.find(
      (row) => row.design === 'base' && row.metric === 'latency' && row.statistic === 'p99',
    );
    expect([lost?.value, lost?.capacity, lost?.part]).toEqual(['', '', '']);
  });

  it('gives each shard its capacity', () => {
    const shard = rows.find((row) => row.part === 'shardId-000000000002' && row.metric === 'OfferedRecords');
    expect([shard?.capacity, shard?.unit, shard?.statistic]).toEqual(['1000', 'count', 'rate']);
  });
});

describe('latency.csv', () => {
  const rows = read(renderLatencyCsv(hotShard()));

  it('has samples of times only', () => {
    expect(new Set(rows.map((row) => row.metric))).toEqual(
      new Set(['PutRecords.Latency', 'latency', 'latency.delivered', 'propagation']),
    );
  });

  it('gives a percentile that falls among the lost as its lower bound, not as a value', () => {
    const p99 = rows.find(
      (row) => row.design === 'base' && row.metric === 'latency' && row.statistic === 'p99',
    );
    expect([p99?.value, p99?.above, p99?.unit]).toEqual(['', '0.412', 'seconds']);
  });

  it('counts samples in counts', () => {
    const count = rows.find(
      (row) => row.design === 'salted-key' && row.metric === 'latency' && row.statistic === 'count',
    );
    expect([count?.value, count?.unit]).toEqual(['960000', 'count']);
  });
});

describe('cost.csv', () => {
  it('adds up to the bill of each design', () => {
    const rows = read(renderCostCsv(hotShard()));
    for (const { name, cost } of hotShard().designs) {
      const lines = rows.filter((row) => row.design === name);
      const sum = lines.reduce((usd, row) => usd + Number(row.per_month_usd), 0);
      expect(sum).toBeCloseTo(cost.perMonth?.value ?? Number.NaN, 9);
    }
  });

  it('quotes a name that holds commas, quotes and line breaks', () => {
    const result = hotShard();
    const base = result.designs[0]!;
    const meter = 'a "b", c\nd';
    const lines = base.cost.lines.map((line) => ({ ...line, meter }));
    const odd: Result = { ...result, designs: [{ ...base, cost: { ...base.cost, lines } }] };
    expect(new Set(read(renderCostCsv(odd)).map((row) => row.meter))).toEqual(new Set([meter]));
  });
});
