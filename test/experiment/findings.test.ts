import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/experiment/findings.ts';
import { flowsOf } from '../../src/experiment/flows.ts';
import { Measurements } from '../../src/experiment/measurements.ts';
import type { FindingDraft, Measured } from '../../src/services/component.ts';
import { FATES, type Fate } from '../../src/services/records/fates.ts';
import { count, fakeDesign, fakeReplication, fakeTypes } from './fake.ts';

const draft = (
  severity: FindingDraft['severity'],
  title: string,
  shareOfHarm: number | null = null,
): FindingDraft => ({
  severity,
  title,
  limit: '',
  shareOfHarm,
  evidence: {},
  advice: '',
});

function findings(say: (measured: Measured) => readonly FindingDraft[]) {
  const fates = Object.fromEntries(FATES.map((fate) => [fate, fate === 'expired' ? 4 : 0])) as Record<
    Fate,
    number
  >;
  const flow = { from: 'clicks', to: 'dashboard', produced: 4, fates, duplicates: 0, latencySharesUs: {} };
  const results = [1, 2, 3].map((n) =>
    fakeReplication(
      n,
      (recorder) => {
        count(recorder, 'clicks', 'Attempts', 10 * n);
        count(recorder, 'clicks', 'IncomingRecords', n, 'shard-0');
      },
      { facts: { clicks: { hottest: `key-${n}` } }, flows: [flow] },
    ),
  );
  const measured = new Measurements(fakeDesign(), fakeTypes(say), results);
  return findingsOf(measured, flowsOf(measured));
}

describe('the findings of a design', () => {
  it('stand with the gravest first, then by the share of the harm that they explain', () => {
    const found = findings(() => [
      draft('info', 'e'),
      draft('warning', 'c', 0.2),
      draft('warning', 'b', 0.9),
      draft('warning', 'd'),
      draft('error', 'a'),
    ]);
    expect(found.map(({ title }) => title).join('')).toBe('abcde');
    expect(found[0]).toEqual({ component: 'clicks', ...draft('error', 'a') });
  });

  it('are made from the means over the replications, the facts of each, and the flows that pass', () => {
    let seen: Measured | null = null;
    findings((measured) => {
      seen = measured;
      return [];
    });
    const measured = seen as unknown as Measured;
    expect(measured).toMatchObject({ component: 'clicks', windowSeconds: 10, parts: ['shard-0', 'shard-1'] });
    expect(measured.statistic('Attempts', 'sum')).toBe(20);
    expect(measured.statistic('Attempts', 'rate')).toBe(2);
    expect(measured.statistic('IncomingRecords', 'sum', 'shard-0')).toBe(2);
    expect(measured.statistic('Unknown', 'sum')).toBeNull();
    expect(measured.facts).toEqual([{ hottest: 'key-1' }, { hottest: 'key-2' }, { hottest: 'key-3' }]);
    expect(measured.flows).toMatchObject([
      { from: 'clicks', to: 'dashboard', produced: 4, lost: 4, fates: { expired: 4 } },
    ]);
    expect(measured.neighbour('dashboard')).toEqual({ type: 'test.reader', config: { from: 'clicks' } });
    expect(measured.neighbour('nobody')).toBeNull();
  });
});
