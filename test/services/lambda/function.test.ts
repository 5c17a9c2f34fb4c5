// A function by itself: how many run at a time, how fast that grows, which environment is used again, what it costs and
// what becomes of events that fail.

import { describe, expect, it } from 'vitest';
import { billsOf } from '../../../src/experiment/cost.ts';
import { load, designOf as loaded, measured, run as runDesign } from '../../conformance/example.ts';
import { even, run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A function that a source invokes; nothing about it is left to chance. */
function invoked(rate: string, seconds: number, properties: Properties, more: Properties = {}) {
  return run({
    workloads: { events: even(rate, '1 KiB') },
    components: {
      source: { type: 'custom.source', workload: 'events', to: 'worker' },
      worker: {
        type: 'lambda.function',
        coldStart: '100 ms',
        invokeLatency: '0 s',
        eventQueueLatency: '0 s',
        ...properties,
      },
    },
    seconds,
    ...more,
  });
}

const series = (seen: ReturnType<typeof run>, metric: string) => {
  const found = seen.result.metrics.find((one) => one.component === 'worker' && one.metric === metric);
  return Array.from((found as unknown as { series: { max: Float64Array } }).series.max);
};

describe('concurrency', () => {
  it('is the rate times the duration', () => {
    const seen = invoked('20/s', 60, { duration: { perBatch: '500 ms' }, coldStart: '0 s' });
    expect(seen.level('worker', 'ConcurrentExecutions')).toBeCloseTo(10, 1);
    expect(seen.sum('worker', 'Throttles')).toBe(0);
  });

  it('of all functions together is the account’s: 1,000', () => {
    const worker = {
      type: 'lambda.function',
      coldStart: '0 s',
      invokeLatency: '0 s',
      eventQueueLatency: '0 s',
      timeout: '1 min',
      duration: { perBatch: '1 min' },
    };
    const seen = run({
      workloads: { events: even('300/s', '1 KiB') },
      components: {
        'to-one': { type: 'custom.source', workload: 'events', to: 'one' },
        'to-other': { type: 'custom.source', workload: 'events', to: 'other' },
        one: worker,
        other: worker,
      },
      seconds: 5,
    });
    const running = seen.sum('one', 'Invocations') + seen.sum('other', 'Invocations');
    expect(running).toBe(1000);
    expect(seen.sum('one', 'Throttles.Concurrency')).toBeGreaterThan(0);
    expect(seen.sum('other', 'Throttles.Concurrency')).toBeGreaterThan(0);
  });

  it('that one function has reserved is no other’s, and no more is its own', () => {
    const worker = {
      type: 'lambda.function',
      coldStart: '0 s',
      invokeLatency: '0 s',
      eventQueueLatency: '0 s',
      timeout: '1 min',
      duration: { perBatch: '1 min' },
    };
    const seen = run({
      workloads: { events: even('300/s', '1 KiB') },
      components: {
        'to-one': { type: 'custom.source', workload: 'events', to: 'one' },
        'to-other': { type: 'custom.source', workload: 'events', to: 'other' },
        one: { ...worker, reservedConcurrentExecutions: 200 },
        other: worker,
      },
      seconds: 8,
    });
    expect(seen.sum('one', 'Invocations')).toBe(200);
    expect(seen.sum('other', 'Invocations')).toBe(800);
  });

  it('grows at once by 1,000 environments, and by 1,000 more in every 10 s', () => {
    const seen = invoked(
      '2000/s',
      30,
      { duration: { perBatch: '60 s' }, timeout: '60 s', coldStart: '0 s' },
      { account: { lambda: { concurrentExecutions: 100_000 } } },
    );
    const most = series(seen, 'ConcurrentExecutions');
    // In points of one second: before 10 s 1,000 of the burst and 999 that came since; the next comes at 10 s.
    expect(most[9]).toBe(1999);
    expect(most[19]).toBe(2999);
    expect(most[29]).toBe(3999);
    expect(seen.sum('worker', 'Throttles.ScalingRate')).toBe(seen.sum('worker', 'Throttles'));
  });
});

describe('an environment', () => {
  it('is used again: the last used first', () => {
    // Two overlap once, at the start, where the second comes during the init phase of the first.
    const seen = invoked('10/s', 60, { duration: { perBatch: '50 ms' }, coldStart: '120 ms' });
    expect(seen.sum('worker', 'ColdStarts')).toBe(2);
    expect(seen.sum('worker', 'Invocations')).toBe(600);
  });

  it('is gone when it was idle for its life', () => {
    const idle = (idleLife: string) =>
      invoked('0.1/s', 100, { duration: { perBatch: '1 ms' }, coldStart: '0 s', idleLife });
    expect(idle('9 s').sum('worker', 'ColdStarts')).toBe(10);
    expect(idle('11 s').sum('worker', 'ColdStarts')).toBe(1);
  });

  it('that is provisioned has no init phase; what finds none of them free starts another', () => {
    const seen = invoked('10/s', 60, {
      duration: { perBatch: '350 ms' },
      coldStart: '0 s',
      provisionedConcurrentExecutions: 3,
    });
    // Of four in a row the fourth comes when three run: 3 × 350 ms of work in 3 × 400 ms.
    expect(seen.sum('worker', 'ColdStarts')).toBe(1);
    expect(seen.sum('worker', 'ProvisionedConcurrencySpilloverInvocations')).toBe(150);
    expect(seen.level('worker', 'ProvisionedConcurrencyUtilization')).toBeCloseTo(0.875, 2);
  });

  it('whose init phase takes more than 10 s begins anew within the invocation, under its timeout', () => {
    const seen = invoked('1/s', 1, {
      duration: { perBatch: '1 s' },
      coldStart: '12 s',
      timeout: '15 s',
      maximumRetryAttempts: 0,
    });
    // 10 s of init, then 12 s again and 1 s of work.
    expect(seen.flow('worker').fates.delivered).toBe(seen.flow('worker').produced);
    expect(seen.mean('worker', 'latency')).toBe(23_000_000);
  });
});

describe('an invocation', () => {
  it('is ended by its timeout, and its environment initialised again', () => {
    const seen = invoked('1/s', 20, { duration: { perBatch: '5 s' }, maximumRetryAttempts: 0 });
    expect(seen.distribution('worker', 'Duration').max).toBe(3_000_000);
    expect(seen.sum('worker', 'Timeouts')).toBe(seen.sum('worker', 'Errors'));
    expect(seen.sum('worker', 'ColdStarts')).toBe(seen.sum('worker', 'Invocations'));
    expect(seen.flow('worker').fates.failed).toBe(20);
  });

  it('takes longer with less memory, as much as it works on the CPU and has less than one vCPU of it', () => {
    const takes = (memorySize: string) =>
      invoked('1/s', 10, {
        memorySize,
        coldStart: '0 s',
        duration: { perBatch: '100 ms', cpuShare: '60%', atMemory: '1769 MiB' },
      }).mean('worker', 'Duration');
    expect(takes('1769 MiB')).toBe(100_000);
    // More than one vCPU is of no use to one thread.
    expect(takes('3538 MiB')).toBe(100_000);
    // 40 ms of waiting, and 60 ms of work at 1024/1769 of a vCPU: 103.65625 ms of it.
    expect(takes('1024 MiB')).toBe(Math.round(40_000 + (60_000 * 1769) / 1024));
  });

  it('that fails is tried again after one minute and after two more, and then dropped', () => {
    const seen = invoked('1/s', 240, { errorRate: '100%', coldStart: '0 s' }, { warmupSeconds: 300 });
    const events = seen.sum('worker', 'AsyncEventsReceived');
    expect(seen.sum('worker', 'Invocations')).toBe(3 * events);
    expect(seen.sum('worker', 'AsyncEventsDropped')).toBe(events);
    // The last tries come three minutes after the event: those of the window's last two minutes are still to come.
    expect(seen.flow('worker').fates.failed).toBeGreaterThan(100);
  });

  it('that is throttled is tried for as long as its event may be old', () => {
    const busy = { timeout: '15 min', duration: { perBatch: '14 min' }, reservedConcurrentExecutions: 1 };
    // The first event has the function for itself. The others are tried at 0, 1, 3, 7, 15 and 31 s; at 60 s they are too old.
    const seen = invoked('1/s', 60, { ...busy, maximumEventAge: '1 min' }, { warmupSeconds: 60 });
    expect(seen.sum('worker', 'Invocations')).toBe(0);
    expect(seen.flow('worker').fates.expired).toBe(60);
    expect(seen.sum('worker', 'Throttles')).toBe(6 * 60);
  });

  it('of a function that reserves nothing is given up without a retry', () => {
    const seen = invoked('1/s', 60, { reservedConcurrentExecutions: 0 });
    expect(seen.sum('worker', 'Invocations')).toBe(0);
    expect(seen.sum('worker', 'Throttles')).toBe(60);
    expect(seen.sum('worker', 'AsyncEventsDropped')).toBe(60);
    expect(seen.flow('worker').fates.failed).toBe(60);
  });
});

describe('the bill', () => {
  const scenario = (properties: string) => `name: bill
duration: 1000 s
replications: 1
workloads: { events: { arrivals: { process: constant, rate: 1000/s }, size: 300 KiB } }
components:
  source: { type: custom.source, workload: events, to: worker }
  worker: { type: lambda.function, invokeLatency: 0 s, eventQueueLatency: 0 s, idleLife: 1 h, ${properties} }
`;

  async function billed(properties: string) {
    const design = await loaded(scenario(properties));
    const [bill] = billsOf(measured(design, runDesign(design)));
    return (meter: string) => bill!.lines.find((line) => line.meter === meter)?.inWindow ?? 0;
  }

  it('of a million invocations of 100 ms with 1,769 MB is 2.88 USD for their time', async () => {
    const line = await billed(
      'coldStart: 0 s, memorySize: 1769 MiB, duration: { perBatch: 100 ms, atMemory: 1769 MiB }',
    );
    // 1e6 × 0.1 s × 1769/1024 GB = 172,753.9 GB-s at 0.0000166667 USD.
    expect(line('duration-x86-gb-second')).toBeCloseTo(2.87924, 3);
    // 0.20 USD a million; each event of 300 KiB counts one more for the 44 KiB beyond 256.
    expect(line('request')).toBeCloseTo(0.4, 6);
  }, 60_000);

  it('rounds each up to a millisecond, counts the init phase, and asks a fifth less of arm64', async () => {
    const line = await billed(
      'coldStart: 250 ms, memorySize: 1024 MiB, architecture: arm64, duration: { perBatch: 10.2 ms, atMemory: 1024 MiB }',
    );
    // 1e6 × 11 ms; 250 environments had arrived when the first was ready, and a few more began.
    const seconds = line('duration-arm-gb-second') / 0.0000133334;
    expect(seconds).toBeGreaterThan(11_000 + 250 * 0.25);
    expect(seconds).toBeLessThan(11_000 + 280 * 0.26);
  }, 60_000);

  it('of provisioned concurrency is for the time that it stands, and less for the time that it works', async () => {
    const line = await billed(
      'coldStart: 0 s, memorySize: 512 MiB, provisionedConcurrentExecutions: 200, duration: { perBatch: 100 ms, atMemory: 512 MiB }',
    );
    // 200 × 0.5 GB × 1000 s at 0.0000041667, and 1e6 × 0.05 GB-s at 0.0000097222.
    expect(line('provisioned-x86-gb-second')).toBeCloseTo(0.41667, 4);
    expect(line('provisioned-duration-x86-gb-second')).toBeCloseTo(0.48611, 3);
    expect(line('duration-x86-gb-second')).toBe(0);
  }, 60_000);
});

describe('a scenario is refused', () => {
  const written = (properties: string, account = '') => `name: refused
duration: 1 min
${account}
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  source: { type: custom.source, workload: events, to: worker }
  worker: { type: lambda.function, ${properties} }
`;

  it.each([
    ['memory without saying at which memory it was measured', 'memorySize: 512 MiB', /duration\.atMemory/],
    [
      'another memory without the CPU’s share',
      'memorySize: 512 MiB, duration: { atMemory: 128 MiB }',
      /duration\.cpuShare/,
    ],
    [
      'memory that is no whole MiB',
      'memorySize: 512 MB, duration: { atMemory: 128 MiB, cpuShare: 1% }',
      /whole MiB/,
    ],
    [
      'more provisioned than reserved',
      'reservedConcurrentExecutions: 5, provisionedConcurrentExecutions: 6',
      /reserved concurrency \(5\)/,
    ],
    ['less than 100 unreserved', 'reservedConcurrentExecutions: 901', /100 must stay unreserved/],
    ['a timeout above 15 min', 'timeout: 16 min', /too large/],
    [
      'an unknown operation',
      'calls: [{ to: server, operation: PutItem }] }\n  server: { type: custom.server, serviceTime: 1 s',
      /no operation "PutItem": write Request/,
    ],
  ])('with %s', async (_what, properties, message) => {
    await expect(load(written(properties))).rejects.toThrow(message);
  });

  it.each([1, 99])('with anything reserved of an account that has no more than %i', async (quota) => {
    const small = written(
      'reservedConcurrentExecutions: 1',
      `account: { lambda.concurrentExecutions: ${quota} }`,
    );
    await expect(load(small)).rejects.toThrow(
      /with it 1 of the account’s \d+ concurrent executions are taken/,
    );
  });

  it('with less than 100 unreserved of the account’s own quota, functions together', async () => {
    const two = written(
      'reservedConcurrentExecutions: 200 }\n  other: { type: lambda.function, provisionedConcurrentExecutions: 201',
      'account: { lambda.concurrentExecutions: 500 }',
    ).replace(
      'workload: events, to: worker }',
      'workload: events, to: worker }\n  more: { type: custom.source, workload: events, to: other }',
    );
    await expect(load(two)).rejects.toThrow(/401 of the account’s 500/);
  });
});

describe('a destination', () => {
  it('gets each event that was given up, as a record of the function', () => {
    const seen = run({
      workloads: { events: even('1/s', '1 KiB') },
      components: {
        source: { type: 'custom.source', workload: 'events', to: 'worker' },
        worker: {
          type: 'lambda.function',
          errorRate: '50%',
          maximumRetryAttempts: 0,
          destinationConfig: { onFailure: 'failed' },
        },
        failed: { type: 'sqs.queue' },
      },
      seconds: 200,
    });
    const { produced, fates } = seen.flow('worker');
    expect(fates.deadLettered).toBe(seen.sum('worker', 'Errors'));
    expect(fates.deadLettered + fates.delivered).toBe(produced);
    expect(seen.flow('failed').fates.stored).toBe(fates.deadLettered);
    expect(seen.sum('worker', 'AsyncEventsDropped')).toBe(fates.deadLettered);
  });

  const written = (failed: string) => `name: refused
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  source: { type: custom.source, workload: events, to: worker }
  worker: { type: lambda.function, destinationConfig: { onFailure: failed } }
  failed: ${failed}
`;

  it('is no FIFO queue', async () => {
    await expect(load(written('{ type: sqs.queue, fifoQueue: true }'))).rejects.toThrow(
      /name a standard one/,
    );
  });

  it('is a queue, a topic or a function, and no stream', async () => {
    await expect(load(written('{ type: lambda.function }'))).resolves.toBeDefined();
    await expect(load(written('{ type: kinesis.stream }'))).rejects.toThrow(
      /"failed" cannot be this destination: name a queue or a topic or a function/,
    );
  });
});

describe('a fault', () => {
  const fault = (kind: string, more: Properties) =>
    invoked(
      '10/s',
      60,
      { duration: { perBatch: '450 ms' }, coldStart: '0 s', maximumRetryAttempts: 0 },
      { faults: [{ kind, component: 'worker', at: '20 s', for: '10 s', ...more }] },
    );

  it('that makes it slow makes its invocations longer, and more of them run', () => {
    const seen = fault('slow', { factor: 4 });
    expect(seen.distribution('worker', 'Duration').max).toBe(1_800_000);
    expect(seen.series('worker', 'ConcurrentExecutions')[25]).toBeCloseTo(18, 1);
    expect(seen.series('worker', 'ConcurrentExecutions')[45]).toBeCloseTo(4.5, 1);
  });

  it('that breaks its code fails what runs and what begins', () => {
    const seen = fault('crash', {});
    // Those of 4 or 5 that run then, and ten a second for ten seconds.
    expect(seen.sum('worker', 'Errors')).toBeGreaterThanOrEqual(104);
    expect(seen.sum('worker', 'Errors')).toBeLessThanOrEqual(105);
    expect(seen.flow('worker').fates.failed).toBe(seen.sum('worker', 'Errors'));
  });
});
