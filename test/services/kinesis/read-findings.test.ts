import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/experiment/findings.ts';
import { flowsOf } from '../../../src/experiment/flows.ts';
import { Measurements } from '../../../src/experiment/measurements.ts';
import type { Finding } from '../../../src/experiment/result.ts';
import { catalogue } from '../../../src/services/index.ts';
import { designOf, even, run } from '../plan.ts';

/** What is said of the shared reads of one shard that takes `rate` records of `size` and has so many such readers. */
function said(readers: number, reader: object, rate: string, size: string): readonly Finding[] {
  const hosts = { type: 'kinesis.producer', workload: 'events', to: 'stream' };
  const one = { type: 'kinesis.consumer', from: 'stream', client: { retry: { mode: 'none' } }, ...reader };
  const plan = {
    workloads: { events: even(rate, size) },
    components: {
      hosts,
      stream: { type: 'kinesis.stream' },
      ...Object.fromEntries(Array.from({ length: readers }, (_, i) => [`reader-${i}`, one])),
    },
    seconds: 60,
    warmupSeconds: 2,
  };
  const types = new Map(catalogue.map((type) => [type.name as string, type]));
  const measurements = new Measurements(designOf(plan), types, [run(plan).result]);
  return findingsOf(measurements, flowsOf(measurements)).filter(
    ({ component, evidence }) => component === 'stream' && 'refusedShareOfCalls' in evidence,
  );
}

describe('what is said of refused reads', () => {
  it('is nothing where none are refused', () => {
    expect(said(5, { idleTimeBetweenReads: '1 s' }, '200/s', '1 KiB')).toEqual([]);
  });

  it('names the five calls a second where small replies are asked for too often', () => {
    const [finding] = said(4, { idleTimeBetweenReads: '200 ms' }, '10/s', '100 B');
    expect(finding).toMatchObject({
      severity: 'warning',
      limit: '5 calls/s per shard, all shared consumers together',
      evidence: { refusedByByteLimit: 0 },
    });
    expect(finding!.advice).toContain('idleTimeBetweenReads');
  });

  it('names the 2 MiB/s where three consumers read a full shard, and no fewer polls as a cure', () => {
    const [finding] = said(3, { idleTimeBetweenReads: '600 ms' }, '14/s', '65000 B');
    expect(finding).toMatchObject({
      limit: '2.00 MiB/s per shard, all shared consumers together',
      evidence: { mostReadShard: 'shardId-000000000000' },
    });
    expect(finding!.advice).toContain('enhanced fan-out');
    expect(finding!.advice).not.toContain('idleTimeBetweenReads');
  });
});
