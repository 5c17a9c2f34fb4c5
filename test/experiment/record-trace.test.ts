import { describe, expect, it } from 'vitest';
import { threadOf } from '../../src/experiment/pool.ts';
import type { RecordLife, WantedRecord } from '../../src/experiment/record-trace.ts';
import { runReplication } from '../../src/experiment/replication.ts';
import { traceRecords } from '../../src/experiment/trace.ts';
import { openPool } from '../../src/experiment/workshop.ts';
import { renderLives } from '../../src/report/trace.ts';
import type { Design } from '../../src/scenario/design.ts';
import { designOf, even } from '../services/plan.ts';

const none = '0 s';
const design = designOf({
  workloads: { w: even('10/s', '100 B') },
  components: {
    web: {
      type: 'kinesis.producer',
      workload: 'w',
      to: 's',
      client: { type: 'sdk', operation: 'PutRecord', requestLatency: '10 ms' },
    },
    s: { type: 'kinesis.stream', shardCount: 1, pushLatency: '40 ms' },
    app: {
      type: 'kinesis.consumer',
      from: 's',
      mode: 'enhanced-fan-out',
      processing: { perRecord: '5 ms' },
      client: { subscribeLatency: none },
    },
  },
  seconds: 20,
});

async function livesOf(
  of: Design,
  wanted: readonly WantedRecord[],
  fingerprint?: string,
): Promise<readonly RecordLife[]> {
  const options = { pool: threadOf(runReplication), file: 'plan.yaml' };
  return (await traceRecords(of, 1, wanted, fingerprint, options)) ?? [];
}

describe('the life of a record', () => {
  it('is told with its times: created at 4.2 s, put for 10 ms, pushed for 40 ms, processed for 5 ms', async () => {
    const [life] = await livesOf(design, [{ component: 'web', number: 42 }]);
    const shard = 'shardId-000000000000';
    const created = life!.events[0]!.atUs;
    expect(life!.events.map(({ atUs, what }) => [atUs - created, what])).toEqual([
      [0, 'created, 100 bytes'],
      [0, `sent by web to s, ${shard}: PutRecord of 1`],
      [10_000, 'answered by s: taken'],
      [50_000, `received by app from ${shard}`],
      [55_000, 'delivered at app'],
    ]);
    expect(life!.ended).toBe(true);
  });

  it('leaves the run as it is', async () => {
    const { fingerprint } = runReplication(design, 1);
    const wanted = [{ component: 'web', number: 1 }];
    await expect(livesOf(design, wanted, fingerprint)).resolves.toHaveLength(1);
    await expect(livesOf(design, wanted, 'another')).rejects.toThrow('looks');
  });

  it('says of each attempt why it was refused', async () => {
    const crowded = designOf({
      workloads: { w: even('2000/s', '100 B') },
      components: {
        web: {
          type: 'kinesis.producer',
          workload: 'w',
          to: 's',
          client: {
            type: 'sdk',
            operation: 'PutRecords',
            requestLatency: none,
            failedRecords: { maxAttempts: 2 },
          },
        },
        s: { type: 'kinesis.stream', shardCount: 1 },
      },
      seconds: 10,
    });
    const wanted = Array.from({ length: 20 }, (_, i) => ({ component: 'web', number: 15_000 + i * 7 }));
    const lives = await livesOf(crowded, wanted);
    const text = renderLives('base', 1, lives);
    expect(text).toContain('answered by s: refused: ProvisionedThroughputExceededException');
    expect(text).toContain(', attempt 2');
    expect(text).toContain('throttledOut');
  });

  it('of a number that never came says so', async () => {
    const lives = await livesOf(design, [{ component: 'web', number: 1e9 }]);
    expect(renderLives('base', 1, lives)).toContain('it was not sent in this run');
  });

  it('is given up in the middle of a replication when the run is interrupted', async () => {
    // Three centuries of records: who gets an answer gave up.
    const endless = { ...design, durationUs: 1e16 };
    const interrupt = new AbortController();
    const pool = await openPool(1, true);
    const options = { pool, file: 'plan.yaml', signal: interrupt.signal };
    const lives = traceRecords(endless, 1, [{ component: 'web', number: 1 }], undefined, options);
    setImmediate(() => interrupt.abort());
    await expect(lives).resolves.toBe(null);
  });
});
