// The shipped questions about queues, worked by hand: what their opening comments answer is what they give.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Seen } from '../plan.ts';
import { shipped } from '../shipped.ts';

const told = new Map<string, ReadonlyMap<string, Seen>>();

async function look(file: string): Promise<void> {
  told.set(file, await shipped(file));
}

const seen = (file: string, design: string): Seen => told.get(file)!.get(design)!;

describe('scenarios/kinesis-or-sqs.yaml', () => {
  beforeAll(() => look('kinesis-or-sqs'), 120_000);

  const HALF_HOURS = 1460;

  it('costs what the price lists say', () => {
    // Four shards, and a million PUT units for every 2,000 s.
    const seconds = 730 * 3600;
    expect(4 * 0.015 * 730 + ((500 * seconds) / 1e6) * 0.014).toBeCloseTo(62.2, 1);
    const units = seen('kinesis-or-sqs', 'base').usage('events', 'put-payload-unit');
    expect((units / 1e6) * 0.014 * HALF_HOURS + 43.8).toBeCloseTo(62, 0);
    const requests = (design: string, meter: string) =>
      seen('kinesis-or-sqs', design).usage('events', meter) / 1e6;
    // The first 100 billion a month at 0.40 USD a million, FIFO at 0.50.
    expect(requests('sqs', 'standard-request') * 0.4 * HALF_HOURS).toBeCloseTo(158, -1);
    expect(requests('one-by-one', 'standard-request') * 0.4 * HALF_HOURS).toBeCloseTo(1012, -2);
    expect(requests('fifo', 'fifo-request') * 0.5 * HALF_HOURS).toBeCloseTo(200, -1);
  });

  it('loses nothing, and is up to date again when arithmetic says so', () => {
    for (const design of ['base', 'fan-out', 'sqs', 'fifo']) {
      const { fates, produced } = seen('kinesis-or-sqs', design).flow('workers');
      expect(fates.delivered).toBe(produced);
    }
    const minutes = (design: string) =>
      seen('kinesis-or-sqs', design).result.faults![0]!.flows[0]!.caughtUpUs! / 60e6;
    // 150,000 behind; four threads of 200/s do 300/s more than comes.
    expect(minutes('fan-out')).toBeCloseTo(5 + 150_000 / (4 * 200 - 500) / 60, 0);
    // Eight threads of ten messages in 50 ms of work and the round trips of two calls.
    const call = 6.5e-3 * Math.exp(1.1 ** 2 / 2);
    const rate = (8 * 10) / (0.05 + 2 * call);
    expect(minutes('sqs')).toBeCloseTo(5 + 150_000 / (rate - 500) / 60, 0);
  });
});
