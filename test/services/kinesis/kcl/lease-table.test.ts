// What an application asks of its lease table, and what becomes of it when that is throttled. 66 leases that are renewed every
// 3.308 s are 19.95 write units a second; ten are provisioned, and 300 s of them saved: 3,000 / 9.95 = 301 s.

import { describe, expect, it } from 'vitest';
import { application, firstSecond } from './application.ts';

const TEN = { readCapacityUnits: 10, writeCapacityUnits: 10 };
const library = { type: 'kcl-2', workers: 4, checkpointInterval: '10 min' };
const of66 = { shards: 66, rate: '660/s', consumer: { mode: 'shared' } };

describe('a lease table with ten write units for 66 leases', () => {
  const seen = application({ ...of66, library, table: TEN, seconds: 600 });

  it('throttles once the saved capacity is gone, 300 s after the start', () => {
    const first = firstSecond(seen, 'leases', 'WriteThrottleEvents', 600);
    expect(first).toBeGreaterThan(280);
    expect(first).toBeLessThan(320);
    expect(firstSecond(seen, 'app', 'ThrottledLeaseRequests', 600)).toBe(first);
  });

  it('makes workers lose leases ten seconds later and more, never before', () => {
    const first = firstSecond(seen, 'app', 'LostLeases', 600);
    const throttled = firstSecond(seen, 'leases', 'WriteThrottleEvents', 600);
    // A lease is lost when it was not renewed for 10 s; its last renewal may have come 3.3 s before the first throttle.
    expect(first).toBeGreaterThan(throttled + 10 - 3.4);
    expect(first).toBeLessThan(throttled + 60);
  });

  it('makes records come twice, and loses none', () => {
    const { produced, fates, duplicates } = seen.flow('app');
    expect(fates.delivered).toBe(produced);
    expect(duplicates).toBeGreaterThan(0.05 * produced);
    expect(seen.sum('app', 'LostLeases')).toBeGreaterThan(20);
    expect(seen.sum('app', 'TakenLeases')).toBeGreaterThan(20);
  });

  it('keeps books of its requests: what the SDK and the KCL gave up is lost, the rest is served', () => {
    const requests = seen.result.flows.find(({ from, to }) => from === 'app' && to === 'leases')!;
    expect(requests.fates.throttledOut).toBeGreaterThan(0);
    expect(requests.fates.delivered + requests.fates.throttledOut).toBe(requests.produced);
    expect(seen.sum('leases', 'WriteThrottleEvents')).toBe(seen.sum('app', 'ThrottledLeaseRequests'));
  });

  it.each([
    ['is on demand', { billingMode: 'PAY_PER_REQUEST' }],
    ['has thirty', { readCapacityUnits: 10, writeCapacityUnits: 30 }],
  ])('does nothing of the kind where it %s', (_what, table) => {
    const other = application({ ...of66, library, table, seconds: 600 });
    expect(other.sum('app', 'ThrottledLeaseRequests')).toBe(0);
    expect(other.sum('app', 'LostLeases')).toBe(0);
    expect(other.flow('app').duplicates).toBe(0);
  });
});

describe('the requests of an application that is well', () => {
  const hour = { rate: '8/s', shards: 8, seconds: 600 } as const;

  it('are a renewal a lease every 3.308 s, a checkpoint a lease and interval, and a scan a worker every 20.05 s', () => {
    const seen = application({
      ...hour,
      library: { type: 'kcl-2', workers: 2, checkpointInterval: '1 min' },
    });
    const renewals = (8 * 600) / 3.308;
    const checkpoints = 8 * 10;
    const scans = (2 * 600) / 20.06;
    const { produced } = seen.flow('app-leases');
    expect(Math.abs(produced - (renewals + checkpoints + scans))).toBeLessThan(16);
    const units = seen.sum('app-leases', 'ConsumedWriteCapacityUnits');
    expect(Math.abs(units - (renewals + checkpoints))).toBeLessThan(14);
    // Eight leases of 300 B are 2,400 B: half a unit a scan.
    expect(Math.abs(seen.sum('app-leases', 'ConsumedReadCapacityUnits') - scans / 2)).toBeLessThan(2);
  });

  it('follow the failover time: a third of it less 25 ms', () => {
    const seen = application({
      ...hour,
      library: { type: 'kcl-2', failoverTime: '30 s', checkpointInterval: '24 h' },
    });
    expect(Math.abs(seen.sum('app-leases', 'ConsumedWriteCapacityUnits') - (8 * 600) / 9.975)).toBeLessThan(
      10,
    );
  });

  it('are those of 3.x: the leader alone scans, every 20 s, and each worker asks the index every 9.975 s', () => {
    const seen = application({ ...hour, library: { type: 'kcl-3', workers: 4, checkpointInterval: '24 h' } });
    const scans = 600 / 20.01;
    // Whoever gets a lease reads it consistently: a unit.
    const reads = scans / 2 + seen.sum('app', 'TakenLeases');
    expect(Math.abs(seen.sum('app-leases', 'ConsumedReadCapacityUnits') - reads)).toBeLessThan(2);
    const queries = (4 * 600) / 9.98;
    const index = 'app-leases-LeaseOwnerToLeaseKeyIndex';
    expect(Math.abs(seen.sum(index, 'ConsumedReadCapacityUnits') - queries / 2)).toBeLessThan(4);
  });

  it('are billed by the lease table of each version: provisioned in 1.x, on demand since', () => {
    const of = (type: string) => application({ ...hour, library: { type } });
    expect(of('kcl-1').usage('app-leases', 'write-capacity-unit-hour')).toBeCloseTo(10 / 6, 6);
    expect(of('kcl-2').usage('app-leases', 'write-capacity-unit-hour')).toBe(0);
    expect(of('kcl-2').usage('app-leases', 'write-request-unit')).toBeGreaterThan(1400);
  });
});
