import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/engine/invariant.ts';
import { flowsOf } from '../../src/experiment/flows.ts';
import type { RecordedFlow } from '../../src/experiment/replication-result.ts';
import { passesThrough, wiresOf } from '../../src/experiment/wires.ts';
import { FATES, type Fate } from '../../src/services/records/fates.ts';
import { fakeDesign, measure } from './fake.ts';

function flow(produced: number, fates: Partial<Record<Fate, number>>, latencySharesUs = {}): RecordedFlow {
  const all = Object.fromEntries(FATES.map((fate) => [fate, fates[fate] ?? 0])) as Record<Fate, number>;
  return { from: 'web', to: 'dashboard', produced, fates: all, duplicates: 0, latencySharesUs };
}

function fold(flows: readonly RecordedFlow[]) {
  return flowsOf(
    measure(
      flows.length,
      () => {},
      {},
      (i) => ({ flows: [flows[i]!] }),
    ),
  );
}

describe('the flows of a design', () => {
  it('have the mean of each fate, and lose what was throttled out, failed, dropped, rejected, expired or dead-lettered', () => {
    const fates = { throttledOut: 1, failed: 2, dropped: 3, rejected: 4, expired: 5, deadLettered: 6 };
    const [folded] = fold([
      flow(100, { ...fates, delivered: 79 }),
      flow(110, { ...fates, delivered: 80, inFlight: 4, stored: 3, filtered: 2 }),
      flow(120, { ...fates, delivered: 99 }),
    ]);
    expect(folded).toMatchObject({ from: 'web', to: 'dashboard' });
    expect(folded!.produced.value).toBe(110);
    expect(folded!.fates.delivered.value).toBe(86);
    expect(folded!.fates.inFlight.value).toBeCloseTo(4 / 3, 12);
    expect(folded!.lost).toEqual({ value: 21, ci95: [21, 21] });
  });

  it('have mean seconds of the delivered records in each place', () => {
    const [folded] = fold([
      flow(10, { delivered: 4, failed: 6 }, { buffered: 4_000_000, processing: 0 }),
      flow(10, { delivered: 5, failed: 5 }, { buffered: 10_000_000, processing: 500_000 }),
    ]);
    expect(folded!.latencyShares.buffered!.value).toBe(1.5);
    expect(folded!.latencyShares.processing!.value).toBe(0.05);
  });

  it('tell no share of a latency that no record had', () => {
    const [folded] = fold([flow(10, { failed: 10 }, { buffered: 0 })]);
    expect(folded!.latencyShares.buffered).toEqual({ value: null, ci95: null });
  });

  it('are an error where the fates do not add up', () => {
    expect(() => fold([flow(10, { delivered: 9 })])).toThrow(InvariantError);
  });

  it('are an error where replications have different ones', () => {
    const other = { ...flow(1, { delivered: 1 }), to: 'archive' };
    expect(() => fold([flow(1, { delivered: 1 }), other])).toThrow(InvariantError);
  });
});

describe('the way of the records', () => {
  const design = fakeDesign({
    components: {
      web: { type: 'test.reader', config: { to: 'clicks', client: { type: 'sdk' } } },
      clicks: { type: 'test.stream', config: { from: 'not a component' } },
      dashboard: {
        type: 'test.reader',
        config: { from: 'clicks', leaseTable: 'leases', calls: [{ to: 'table' }] },
      },
      archive: { type: 'test.reader', config: { from: 'clicks' } },
      table: { type: 'test.stream', config: {} },
      leases: { type: 'test.stream', config: {} },
    },
  });

  it('is every `to` and `from` that names a component, wherever it stands; a lease table carries no records', () => {
    expect(wiresOf(design)).toEqual([
      { from: 'web', to: 'clicks' },
      { from: 'clicks', to: 'dashboard' },
      { from: 'dashboard', to: 'table' },
      { from: 'clicks', to: 'archive' },
    ]);
  });

  it.each([
    ['clicks', 'web', 'dashboard', true],
    ['web', 'web', 'dashboard', true],
    ['dashboard', 'web', 'table', true],
    ['archive', 'web', 'dashboard', false],
    ['table', 'web', 'dashboard', false],
    ['leases', 'web', 'dashboard', false],
  ])('through %s from %s to %s: %s', (component, from, to, expected) => {
    expect(passesThrough(design, component, from, to)).toBe(expected);
  });
});
