import { describe, expect, it } from 'vitest';
import { World } from '../../../src/experiment/site.ts';
import { catalogue } from '../../../src/services/index.ts';
import { ReadCall, RecordLogPort } from '../../../src/services/ports/record-log.ts';
import { fakeType } from '../fake-sink.ts';
import { designOf, even, type Plan, run } from '../plan.ts';

const ONE_KEY = { distribution: 'list', keys: { k: 1 } };

/** One shard that takes `rate` records a second of `size` (key of one byte included), and shared consumers of it. */
function readers(consumers: readonly object[], rate: string, size: string, over: Partial<Plan> = {}): Plan {
  const components: Record<string, { type: string; [property: string]: unknown }> = {
    hosts: {
      type: 'kinesis.producer',
      workload: 'events',
      to: 'stream',
      client: { type: 'sdk', requestLatency: '10 ms' },
    },
    stream: { type: 'kinesis.stream', maxRecordSize: '2 MiB' },
  };
  consumers.forEach((consumer, i) => {
    components[`reader-${i}`] = {
      type: 'kinesis.consumer',
      from: 'stream',
      client: { requestLatency: '10 ms' },
      ...consumer,
    };
  });
  return {
    workloads: { events: even(rate, size, ONE_KEY) },
    components,
    seconds: 60,
    warmupSeconds: 2,
    ...over,
  };
}

describe('the calls of a shard', () => {
  it('are five a second for all shared consumers together; the others are refused', () => {
    // One loop of 10 ms call and 10 ms sleep asks 50 times a second; no SDK retries. Saturated, the bucket admits
    // exactly 5 a second: 300 in 60 s, one more or less at the window's borders.
    const none = {
      client: { requestLatency: '10 ms', retry: { mode: 'none' } },
      idleTimeBetweenReads: '10 ms',
    };
    const seen = run(readers([none, none], '1/s', '100 B'));
    const calls = seen.sum('stream', 'GetRecords.Calls');
    const refused = seen.sum('stream', 'ReadProvisionedThroughputExceeded');
    expect(Math.abs(calls - refused - 300)).toBeLessThanOrEqual(1);
    expect(calls).toBe(6000);
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded', 'shardId-000000000000')).toBe(refused);
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded.Calls')).toBe(refused);
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded.Bytes')).toBe(0);
  });

  it('suffice for five consumers that poll once a second', () => {
    const seen = run(readers(Array(5).fill({ idleTimeBetweenReads: '1 s' }), '10/s', '100 B'));
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded')).toBe(0);
    for (let i = 0; i < 5; i++) expect(seen.flow(`reader-${i}`).fates.delivered).toBe(600);
  });

  it('are each shard’s own', () => {
    const plan = readers([{ idleTimeBetweenReads: '250 ms' }], '100/s', '100 B');
    const seen = run({
      ...plan,
      workloads: { events: even('100/s', '100 B') },
      components: { ...plan.components, stream: { type: 'kinesis.stream', shardCount: 10 } },
    });
    // 10 shards, each polled every 260 ms, fewer than five times a second.
    expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded')).toBe(0);
    expect(seen.sum('stream', 'GetRecords.Calls') / 10).toBeGreaterThan(60 / 0.26 - 2);
  });
});

/** One answer to a call of the probe. */
interface Answer {
  readonly atUs: number;
  readonly refused: boolean;
  readonly records: number;
  readonly mebibytes: number;
  readonly ageUs: number;
}

/** Calls the shard of `plan` at the given times, as one more shared consumer, and is answered at once. */
function probe(plan: Plan, callsAtUs: readonly number[], maxRecords = 10_000): Answer[] {
  const answers: Answer[] = [];
  const probeType = fakeType('fake.probe', (site) => {
    const reader = site.use(RecordLogPort, 'stream').open(site.name, 'shared');
    site.ledger.application(site.name);
    let position = 0;
    class ProbeCall extends ReadCall {
      constructor() {
        super();
        this.maxRecords = maxRecords;
        this.position = position;
      }
      answered(nowUs: number): void {
        const { refused, records, bytes, millisBehindLatestUs } = this;
        answers.push({
          atUs: nowUs,
          refused,
          records,
          mebibytes: bytes / 1_048_576,
          ageUs: millisBehindLatestUs,
        });
      }
    }
    const handler = site.engine.register(site.name, 'call', 'timer', {
      fire() {
        const call = new ProbeCall();
        reader.getRecords(call);
        position = call.end;
      },
    });
    return { start: () => callsAtUs.forEach((atUs) => void site.engine.schedule(handler, 0, atUs)) };
  });
  const design = designOf(plan);
  const types = new Map([...catalogue, probeType].map((type) => [type.name as string, type]));
  const components = { ...design.components, probe: { type: 'fake.probe', config: {} } };
  const world = new World({ ...design, components }, 1, types);
  const built = Object.keys(components).map((name) => world.build(name));
  for (const component of built) component.wire?.();
  world.ledger.begin();
  for (const component of built) component.start?.();
  world.engine.runUntil(callsAtUs.at(-1)! + 1);
  return answers;
}

/** So many records, put at once into one shard and readable at 10 ms. */
function filled(records: number, size: string, writeBurst = '12 MiB'): Plan {
  return {
    workloads: {
      events: {
        arrivals: { process: 'periodic', sources: 1, period: '1 h', batch: records },
        partitionKey: ONE_KEY,
        size,
      },
    },
    components: {
      hosts: {
        type: 'kinesis.producer',
        workload: 'events',
        to: 'stream',
        client: { type: 'sdk', operation: 'PutRecord', requestLatency: '10 ms', maxConnections: 10_000 },
      },
      stream: { type: 'kinesis.stream', maxRecordSize: '2 MiB', writeBurst },
    },
    seconds: 60,
  };
}

describe('the bytes of a shard’s shared reads', () => {
  const TWELVE = filled(12, '1048575 B');

  it('are 10 MiB a reply at the most, which close the shard for 5 s, to the microsecond', () => {
    const answers = probe(TWELVE, [1_000_000, 1_200_000, 5_999_999, 6_000_000]);
    expect(answers.map(({ refused, mebibytes }) => [refused, mebibytes])).toEqual([
      [false, 10],
      [true, 0],
      [true, 0],
      [false, 2],
    ]);
  });

  it('close it for 1 s when a reply spends the second’s worth, and for longer by what it overdraws', () => {
    // Two replies of 1 MiB leave the two bytes that came in a microsecond. The third overdraws: 3 MiB take 1.5 s.
    const answers = probe(TWELVE, [1_000_000, 1_000_001, 1_000_002, 1_000_003, 2_499_999, 2_500_000], 1);
    expect(answers.map(({ refused }) => refused)).toEqual([false, false, false, true, true, false]);
    // A reply of 2 MiB to the byte: nothing is overdrawn.
    const exactly = probe(filled(4, '524287 B'), [1_000_000, 1_000_001, 1_999_999, 2_000_000]);
    expect(exactly.map(({ refused, mebibytes }) => [refused, mebibytes])).toEqual([
      [false, 2],
      [true, 0],
      [true, 0],
      [false, 0],
    ]);
  });

  it('stay open while less than the second’s worth is read', () => {
    const answers = probe(TWELVE, [1_000_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000], 1);
    expect(answers.map(({ refused }) => refused)).toEqual([false, false, false, false, false]);
  });

  it('are enough for five consumers of a shard that is half full, however they happen to poll', () => {
    // 200 KiB/s in, five times out: 1 MiB/s of the 2.
    const poll = { idleTimeBetweenReads: '1 s', client: { requestLatency: '100 ms' } };
    for (const seed of ['1', '2', '3']) {
      const seen = run(readers(Array(5).fill(poll), '200/s', '1023 B', { seed, seconds: 120 }));
      expect(seen.sum('stream', 'ReadProvisionedThroughputExceeded')).toBe(0);
    }
  });

  it('let a reader that is far behind have 2 MiB/s: 10 MiB every 5 s', () => {
    // It asks every 50 ms and no SDK backs off: each opening is found at most 50 ms late.
    const [CALLS, EVERY_US] = [1000, 50_000];
    const answers = probe(
      filled(120, '1048575 B', '120 MiB'),
      Array.from({ length: CALLS }, (_, i) => 1_000_000 + EVERY_US * i),
    );
    const replies = answers.filter(({ mebibytes }) => mebibytes > 0);
    expect(replies.map(({ mebibytes }) => mebibytes)).toEqual(Array(10).fill(10));
    replies.forEach(({ atUs }, i) => void expect(atUs).toBe(1_000_000 + 5_000_000 * i));
  });

  it('cost nothing where there is nothing to read', () => {
    expect(probe(filled(1, '10 B'), [1000, 1001, 1002]).every(({ refused }) => !refused)).toBe(true);
  });

  it('say how old the last record of a reply is, and 0 at the tip', () => {
    const answers = probe(TWELVE, [1_000_000, 6_000_000]);
    expect(answers.map(({ ageUs }) => ageUs)).toEqual([990_000, 0]); // readable since 10 ms
  });

  it('are too few for three consumers of a full shard', () => {
    // 1 MiB/s in, three readers: 3 MiB/s asked, at most 2 MiB/s given.
    const polls = {
      idleTimeBetweenReads: '300 ms',
      client: { requestLatency: '10 ms', retry: { mode: 'none' } },
    };
    const seen = run(readers([polls, polls, polls], '16/s', '65535 B', { seconds: 120, warmupSeconds: 0 }));
    const out = seen.sum('stream', 'OutgoingBytes') / 120 / 1_048_576;
    expect(out).toBeGreaterThan(1.8);
    // At most its rate, the second that was there at the start, and one reply of 10 MiB less a byte.
    expect(out).toBeLessThan(2 + (2 + 10) / 120);
    const [all, byCalls, byBytes] = ['', '.Calls', '.Bytes'].map((limit) =>
      seen.sum('stream', `ReadProvisionedThroughputExceeded${limit}`),
    );
    expect(byBytes).toBeGreaterThan(byCalls!);
    expect(byCalls! + byBytes!).toBe(all);
  });
});

describe('a burst of calls', () => {
  it('is served five times, and once more every 200 ms', () => {
    const answers = probe(filled(1, '10 B'), [0, 0, 0, 0, 0, 0, 199_999, 200_000, 200_001, 400_000]);
    expect(answers.map(({ refused }) => refused)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it('of refused calls takes no tokens', () => {
    const storm = Array.from({ length: 100 }, (_, i) => 1 + i);
    const answers = probe(filled(1, '10 B'), [0, 0, 0, 0, 0, ...storm, 200_000]);
    expect(answers.at(-1)!.refused).toBe(false);
  });
});

describe('a reply', () => {
  it('brings 10,000 records at the most, and says how far behind it ends', () => {
    // 1,000 records/s; a reader that works 24 s for each batch finds 24,000: 10,000 a reply.
    const seen = run(
      readers([{ idleTimeBetweenReads: '0 s', processing: { perBatch: '24 s' } }], '1000/s', '100 B', {
        seconds: 100,
        warmupSeconds: 0,
      }),
    );
    // Replies at about 0, 24, 48, 72, 96 s; all after the first have 10,000.
    const calls = seen.sum('stream', 'GetRecords.Calls');
    expect(seen.sum('stream', 'OutgoingRecords')).toBeLessThanOrEqual((calls - 1) * 10_000 + 300);
    expect(seen.sum('stream', 'OutgoingRecords')).toBeGreaterThanOrEqual(40_000);
    // The last reply of the window ends at record 40,000 of 96,000: it is about 56 s old.
    const age = seen.distribution('stream', 'GetRecords.IteratorAgeMilliseconds').max / 1e6;
    expect(age).toBeGreaterThan(54);
    expect(age).toBeLessThan(57);
    expect(seen.distribution('reader-0', 'MillisBehindLatest').max / 1e6).toBeCloseTo(age, 6);
  });

  it('brings no more than the call asks for', () => {
    const seen = run(readers([{ idleTimeBetweenReads: '200 ms', maxRecords: 5 }], '10/s', '100 B'));
    expect(seen.sum('stream', 'OutgoingRecords')).toBeLessThanOrEqual(
      5 * seen.sum('stream', 'GetRecords.Calls'),
    );
    expect(seen.flow('reader-0').fates.delivered).toBe(600);
  });

  it('gives each consumer every record once, in its own time', () => {
    const seen = run(
      readers([{}, { idleTimeBetweenReads: '3 s' }, { processing: { perRecord: '5 ms' } }], '50/s', '100 B'),
    );
    for (let i = 0; i < 3; i++) {
      expect(seen.flow(`reader-${i}`)).toMatchObject({
        produced: 3000,
        duplicates: 0,
        fates: { delivered: 3000 },
      });
    }
  });
});
