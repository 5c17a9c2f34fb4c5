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
  const consumer = { type: 'kinesis.consumer', from: 'stream', client: { retry: { mode: 'none' } } };
  const one = 'type' in reader ? reader : { ...consumer, ...reader };
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
    // Four readers that share five calls a second have one each every 800 ms.
    expect(finding!.advice).toContain('idleTimeBetweenReads of at least 800 ms for 4 shared readers');
    // Refused calls are not asked again here: a poll every 200 ms and the call itself, 20 calls a second at most.
    const asked = finding!.evidence.callsPerSecondPerShard as number;
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThan(20);
    expect(finding!.title).toContain(
      `; 4 shared readers ask each shard for ${asked.toPrecision(3)} calls/s of its 5, those asked again included`,
    );
  });

  it('names the 2 MiB/s where three consumers read a full shard, and no fewer polls as a cure', () => {
    const [finding] = said(3, { idleTimeBetweenReads: '600 ms' }, '14/s', '65000 B');
    expect(finding).toMatchObject({
      limit: '2.00 MiB/s per shard, all shared consumers together',
      evidence: { mostReadShard: 'shardId-000000000000' },
    });
    // Each wants 14 records of 65,000 B and 12 B of key a second: 910,168 B, and three of them 2,730,504 B = 2.604 MiB.
    expect(finding!.title).toContain(
      '; 3 shared readers want 2.60 of the 2.00 MiB/s of shardId-000000000000',
    );
    expect(finding!.evidence.sharedReaders).toBe(3);
    expect(finding!.evidence.wantedBytesPerSecond).toBeCloseTo(2_730_504, -4);
    expect(finding!.advice).toContain('enhanced fan-out');
    expect(finding!.advice).not.toContain('idleTimeBetweenReads');
  });

  it('counts functions among the readers', () => {
    // Six polls a second of one shard, small ones: one of them is refused each second.
    const reader = { type: 'lambda.function', eventSourceMappings: [{ from: 'stream' }] };
    const [finding] = said(6, reader, '10/s', '100 B');
    expect(finding!.evidence.sharedReaders).toBe(6);
    expect(finding!.title).toContain('; 6 shared readers ask each shard for ');
  });
});
