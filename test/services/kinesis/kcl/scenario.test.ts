// The shipped question about a lease table, worked by hand: what its opening comment answers is what it gives.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Seen } from '../../plan.ts';
import { shipped } from '../../shipped.ts';
import { firstSecond } from './application.ts';

describe('scenarios/kcl-lease-table.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('kcl-lease-table');
  });

  const of = (design: string) => runs.get(design)!;
  const writesPerSecond = 66 / 3.308 + 66 / 600;
  const repeated = (design: string) => {
    const { produced, duplicates } = of(design).flow('billing');
    return duplicates / produced;
  };

  it('asks for 20.1 writes a second while all is well', () => {
    expect(writesPerSecond).toBeCloseTo(20.1, 1);
    const seen = of('enough').sum('leases', 'ConsumedWriteCapacityUnits') / 1200;
    expect(Math.abs(seen / writesPerSecond - 1)).toBeLessThan(0.005);
  });

  it('throttles first when 300 s of ten units are used up, and a test of five minutes sees nothing', () => {
    expect(3000 / (writesPerSecond - 10)).toBeCloseTo(298, 0);
    const first = firstSecond(of('base'), 'leases', 'WriteThrottleEvents', 1200);
    expect(first).toBeGreaterThanOrEqual(290);
    expect(first).toBeLessThanOrEqual(305);
    expect(of('five-minutes').sum('leases', 'WriteThrottleEvents')).toBe(0);
    expect(of('five-minutes').flow('billing').duplicates).toBe(0);
  });

  it('then throttles half of all requests, and leases change hands', () => {
    const asked = of('base').sum('billing', 'LeaseRequests');
    // The ten a second that pass after the credit are half of what is needed: retries ask for more than the other half.
    const share = of('base').sum('billing', 'ThrottledLeaseRequests') / asked;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.55);
    expect(of('base').sum('billing', 'LostLeases') / 15).toBeGreaterThan(36);
  });

  it('reads again what lies behind the checkpoints: the less, the more often it checkpoints', () => {
    expect(repeated('base')).toBeGreaterThan(0.5);
    expect(repeated('base')).toBeLessThan(0.75);
    expect(repeated('checkpoint-a-minute')).toBeGreaterThan(0.15);
    expect(repeated('checkpoint-a-minute')).toBeLessThan(0.3);
  });

  it.each(['enough', 'on-demand'])('%s ends it', (design) => {
    expect(of(design).sum('billing', 'ThrottledLeaseRequests')).toBe(0);
    expect(of(design).sum('billing', 'LostLeases')).toBe(0);
    expect(repeated(design)).toBe(0);
  });

  it('25 units cost 7 USD a month more, on-demand 27', () => {
    expect(730 * 15 * 0.00065).toBeCloseTo(7.1, 1);
    const writes = of('on-demand').usage('leases', 'write-request-unit') * (730 * 3);
    const reads = (of('on-demand').usage('leases', 'read-request-half-unit') / 2) * (730 * 3);
    const onDemand = (writes * 0.625 + reads * 0.125) / 1e6;
    expect(onDemand - 730 * 10 * (0.00065 + 0.00013)).toBeCloseTo(27, 0);
  });
});
