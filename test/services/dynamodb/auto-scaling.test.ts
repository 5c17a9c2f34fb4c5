// A provisioned table that follows what is consumed: when it asks for more and for less, and how much.

import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/experiment/findings.ts';
import { designOf, load, measured, run as runDesign } from '../../conformance/example.ts';
import { run } from '../plan.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Writes of one unit each, at even distances, at rates that change by the minute. */
function followed(
  steps: readonly (readonly [minute: number, perSecond: number])[],
  minutes: number,
  table: Properties,
) {
  return run({
    workloads: {
      requests: {
        arrivals: {
          process: 'constant',
          rate: {
            steps: steps.map(([minute, perSecond]) => ({ at: `${minute} min`, rate: `${perSecond}/s` })),
          },
        },
        size: '100 B',
        partitionKey: { distribution: 'uniform', keys: 5000 },
      },
    },
    components: {
      source: { type: 'custom.source', workload: 'requests', to: 'table' },
      table: {
        type: 'dynamodb.table',
        readCapacityUnits: 5,
        writeCapacityUnits: 100,
        autoScaling: { write: { min: 10, max: 1000 } },
        updateTime: '3 min',
        ...table,
      },
    },
    seconds: minutes * 60,
  });
}

const provisioned = (seen: ReturnType<typeof run>) => seen.series('table', 'ProvisionedWriteCapacityUnits');
/** The mean of the series' period that a minute lies in. */
const atMinute = (seen: ReturnType<typeof run>, minute: number, minutes: number) => {
  const levels = provisioned(seen);
  return levels[Math.floor((minute / minutes) * levels.length)]!;
};

/** The finding of a table that is asked for 400 writes a second after five quiet minutes. */
async function found(max: number) {
  const design = await designOf(`name: scaled
duration: 20 min
replications: 1
workloads:
  requests:
    arrivals: { process: constant, rate: { steps: [{ at: 0 s, rate: 50/s }, { at: 5 min, rate: 400/s }] } }
    partitionKey: { distribution: uniform, keys: 5000 }
    size: 100 B
components:
  source: { type: custom.source, workload: requests, to: table }
  table:
    type: dynamodb.table
    readCapacityUnits: 5
    writeCapacityUnits: 100
    autoScaling: { write: { min: 10, max: ${max} } }
    burstCredit: empty
`);
  return findingsOf(measured(design, runDesign(design)), []).find(({ title }) => /throttled/.test(title))!;
}

describe('auto scaling', () => {
  it('is told with what it came to, not with what it began with', async () => {
    const late = await found(1000);
    expect(late.title).toMatch(/auto scaling provisions \d+ on average and \d+ at most$/);
    expect(late.title).not.toContain('100 on average');
    expect(late.advice).toMatch(/minutes late/);
    const bounded = await found(150);
    expect(bounded.title).toMatch(/and 150 at most$/);
    expect(bounded.advice).toMatch(/reached its max/);
  });

  it('asks for more after two minutes above its target, and has it three minutes later', () => {
    // 190 a second of 100: the credit of five minutes pays for the 90 that are missing until then.
    const seen = followed(
      [
        [0, 50],
        [5, 190],
      ],
      20,
      {},
    );
    expect(seen.sum('table', 'WriteThrottleEvents')).toBe(0);
    expect(atMinute(seen, 9.5, 20)).toBe(100);
    // 190 / 70 %.
    expect(atMinute(seen, 10.5, 20)).toBe(272);
    expect(seen.sum('table', 'CapacityIncreases')).toBe(1);
  });

  it('cannot see what is throttled: without credit each step is by 1 / 70 % of what it has', () => {
    const seen = followed([[0, 400]], 30, { burstCredit: 'empty' });
    const levels = [...new Set(provisioned(seen))].filter((level) => Number.isInteger(level));
    // 100, then ⌈100 / 0.7⌉ and so on, until it holds what is asked for.
    expect(levels.slice(0, 4)).toEqual([100, 143, 205, 293]);
    expect(seen.sum('table', 'WriteThrottleEvents')).toBeGreaterThan(50_000);
  });

  it('asks for less after a quarter of an hour twenty points below its target', () => {
    // 55 % is below 70 % and above 50 %: nothing happens.
    expect(followed([[0, 55]], 30, {}).sum('table', 'CapacityDecreases')).toBe(0);
    const seen = followed([[0, 45]], 30, {});
    expect(seen.sum('table', 'CapacityDecreases')).toBe(1);
    expect(atMinute(seen, 17.5, 30)).toBe(100);
    expect(atMinute(seen, 18.5, 30)).toBe(65);
  });

  it('never leaves its bounds, and is billed for what is provisioned while it is', () => {
    const seen = followed(
      [
        [0, 1],
        [20, 5000],
      ],
      60,
      { autoScaling: { write: { min: 40, max: 300 } } },
    );
    const levels = provisioned(seen);
    expect(Math.min(...levels)).toBe(40);
    expect(Math.max(...levels)).toBe(300);
    expect(seen.usage('table', 'write-capacity-unit-hour')).toBeCloseTo(
      seen.level('table', 'ProvisionedWriteCapacityUnits'),
      6,
    );
  });

  it.each([
    [
      'for an on-demand table',
      'billingMode: PAY_PER_REQUEST, autoScaling: { write: { max: 10 } }',
      /nothing is provisioned/,
    ],
    [
      'with a start outside of its bounds',
      'readCapacityUnits: 5, writeCapacityUnits: 500, autoScaling: { write: { max: 10 } }',
      /begins with 500/,
    ],
    [
      'with a target above 90 %',
      'readCapacityUnits: 5, writeCapacityUnits: 5, autoScaling: { write: { max: 10, target: 95% } }',
      /too large/,
    ],
  ])('is refused %s', async (_what, table, message) => {
    const text = `name: refused
duration: 1 min
workloads: { requests: { arrivals: { process: constant, rate: 1/s } } }
components:
  source: { type: custom.source, workload: requests, to: table }
  table: { type: dynamodb.table, ${table} }
`;
    await expect(load(text)).rejects.toThrow(message);
  });
});
