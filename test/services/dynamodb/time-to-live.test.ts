// Items that expire: when they are deleted, that it takes no capacity, and that the stream tells of it.

import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../src/services/component.ts';
import { tableFindings } from '../../../src/services/dynamodb/findings/table-findings.ts';
import { tableType } from '../../../src/services/dynamodb/table/table-type.ts';
import { even, poisson, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

const NEW_ONES = { distribution: 'uniform', keys: 1_000_000 };

function expiring(
  {
    workload = even('10/s', '500 B', NEW_ONES),
    operations = { PutItem: '100%' },
    timeToLive,
    table = { billingMode: 'PAY_PER_REQUEST' },
    seconds = 300,
  }: {
    readonly workload?: object;
    readonly operations?: Properties;
    readonly timeToLive: Properties;
    readonly table?: Properties;
    readonly seconds?: number;
  },
  reader: Readonly<Record<string, { readonly type: string } & Properties>> = {},
) {
  return run({
    workloads: { requests: workload as never },
    components: {
      users: {
        type: 'dynamodb.client',
        workload: 'requests',
        to: 'sessions',
        operations,
      },
      sessions: { type: 'dynamodb.table', ...table, timeToLive },
      ...reader,
    },
    seconds,
  });
}

const DELETED = 'TimeToLiveDeletedItemCount';

describe('items that are written once', () => {
  it('are deleted when their time and the delay are over', () => {
    const seen = expiring({ timeToLive: { after: '1 min', deletionDelay: '10 s' } });
    // Those of the first 230 s, ten a second; the last second's expire in the same second, which is whole.
    expect(Math.abs(seen.sum('sessions', DELETED) - 2300)).toBeLessThanOrEqual(10);
    const { max, sum, count } = seen.distribution('sessions', 'TimeToLiveDeletionDelay');
    expect(max).toBe(10_000_000);
    expect(sum / count).toBe(10_000_000);
  });

  it('are deleted 8 to 28 minutes after they have expired, unless it is told otherwise', () => {
    const seen = expiring({
      workload: even('1/s', '500 B', NEW_ONES),
      timeToLive: { after: '1 min' },
      seconds: 3600,
    });
    const { max, sum, count } = seen.distribution('sessions', 'TimeToLiveDeletionDelay');
    expect(max / 60e6).toBeGreaterThan(27);
    expect(max / 60e6).toBeLessThan(28);
    // Those that are deleted within the hour: all of what was written in 31 minutes, and a part of what came later.
    expect(sum / count / 60e6).toBeGreaterThan(15.5);
    expect(sum / count / 60e6).toBeLessThan(18.5);
  });

  it('are not deleted for it where somebody deletes them first', () => {
    const operations = { PutItem: '50%', DeleteItem: '50%' };
    const workload = poisson('10/s', '500 B', { distribution: 'uniform', keys: 10 });
    const seen = expiring({
      workload,
      operations,
      timeToLive: { after: '2 s', deletionDelay: '0 s' },
      seconds: 3600,
    });
    // Half a write a second and key, and half a delete: what neither follows in 2 s, rounded down to a whole second, expires. If
    // deletes did not count, it would be twice as many.
    const perSecond = 10 * 0.5 * Math.exp(-2) * (Math.E - 1);
    expect(Math.abs(seen.sum('sessions', DELETED) / 3600 / perSecond - 1)).toBeLessThan(0.04);
  });
});

describe('items that are written again', () => {
  it('have their time anew: of Poisson writes to 100 keys, those that no other follows in time are deleted', () => {
    const workload = poisson('10/s', '500 B', { distribution: 'uniform', keys: 100 });
    const seen = expiring({
      workload,
      timeToLive: { after: '10 s', deletionDelay: '5 s' },
      seconds: 3600,
    });
    // 0.1 a second and key; none in the next 15 s, less what the expiry is rounded down by: uniform in a second.
    const lost = 0.1;
    const perSecond = 10 * Math.exp(-15 * lost) * ((Math.exp(lost) - 1) / lost);
    expect(Math.abs(seen.sum('sessions', DELETED) / 3600 / perSecond - 1)).toBeLessThan(0.03);
  });

  it('never expire while they are written often enough', () => {
    const workload = even('1/s', '500 B', { distribution: 'list', keys: { one: 1 } });
    const seen = expiring({ workload, timeToLive: { after: '5 s', deletionDelay: '0 s' } });
    expect(seen.sum('sessions', DELETED)).toBe(0);
  });
});

describe('a deletion', () => {
  const timeToLive = { after: '10 s', deletionDelay: '1 s' };

  it('takes no capacity of the table, nor of its indexes', () => {
    const table = {
      readCapacityUnits: 1,
      writeCapacityUnits: 10,
      burstCredit: 'empty',
      globalSecondaryIndexes: {
        'by-user': {
          key: { distribution: 'uniform', keys: 1000 },
          readCapacityUnits: 1,
          writeCapacityUnits: 10,
        },
      },
    };
    const seen = expiring({ workload: even('9/s', '500 B', NEW_ONES), timeToLive, table });
    expect(seen.sum('sessions', DELETED)).toBeGreaterThan(2500);
    expect(seen.sum('sessions', 'ConsumedWriteCapacityUnits')).toBe(2700);
    expect(seen.sum('sessions-by-user', 'ConsumedWriteCapacityUnits')).toBe(2700);
    expect(seen.sum('sessions', 'WriteThrottleEvents')).toBe(0);
  });

  it('is told of by the stream, as what the table sends', () => {
    const table = {
      billingMode: 'PAY_PER_REQUEST',
      streamSpecification: { streamViewType: 'OLD_IMAGE' },
    };
    const archive = {
      type: 'lambda.function',
      duration: { perBatch: '1 ms' },
      eventSourceMappings: [{ from: 'sessions' }],
    };
    const seen = expiring({ timeToLive, table }, { archive });
    const of = (from: string) =>
      seen.result.flows.find((flow) => flow.from === from && flow.to === 'archive')!;
    expect(of('sessions').produced).toBe(seen.sum('sessions', DELETED));
    expect(of('sessions').fates.delivered + of('sessions').fates.inFlight).toBe(of('sessions').produced);
    expect(of('users').produced).toBe(3000);
    // Both come out of the stream, the deletions 11 s behind.
    expect(Math.abs(of('sessions').produced - 2890)).toBeLessThanOrEqual(10);
  });

  it('needs no reader, and no stream', () => {
    const table = { billingMode: 'PAY_PER_REQUEST', streamSpecification: { streamViewType: 'KEYS_ONLY' } };
    const deletions = [{ billingMode: 'PAY_PER_REQUEST' }, table].map((one) =>
      expiring({ timeToLive, table: one }).sum('sessions', DELETED),
    );
    expect(deletions[0]).toBeGreaterThan(2800);
    expect(deletions[1]).toBe(deletions[0]);
  });
});

describe('what is said of it', () => {
  it.each([
    ['nothing where items expire in the run', '1 min', []],
    ['that the run is too short where none does', '30 d', ['info']],
  ])('is %s', (_what, after, severities) => {
    const config = tableType.schema.parse({
      billingMode: 'PAY_PER_REQUEST',
      timeToLive: { after, deletionDelay: { distribution: 'constant', value: '10 s' } },
    });
    const deleted = after === '1 min' ? 2300 : 0;
    const statistic = (metric: string) => (metric === 'TimeToLiveDeletedItemCount' ? deleted : 0);
    const measured = {
      component: 'sessions',
      windowSeconds: 300,
      parts: [],
      facts: [],
      flows: [],
      statistic,
    };
    expect(tableFindings(config, measured as unknown as Measured).map(({ severity }) => severity)).toEqual(
      severities,
    );
  });
});
