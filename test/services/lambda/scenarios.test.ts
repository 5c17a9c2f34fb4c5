// The shipped questions about functions, worked by hand: what their opening comments answer is what they give.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Seen } from '../plan.ts';
import { shipped } from '../shipped.ts';

const told = new Map<string, ReadonlyMap<string, Seen>>();

async function look(file: string): Promise<void> {
  told.set(file, await shipped(file));
}

const seen = (file: string, design: string): Seen => told.get(file)!.get(design)!;

describe('scenarios/lambda-burst.yaml', () => {
  beforeAll(() => look('lambda-burst'), 60_000);

  // From t = 0 to 60 s 1,010 messages a second: the last of the import is done when so many are worked off.
  const secondsUntil = (workedOff: (t: number) => number): number => {
    let t = 60;
    while (workedOff(t) < 60_600) t += 0.1;
    return t;
  };

  it.each([
    // Five batches, five more a second, a second a message.
    ['base', secondsUntil((t) => 5 * t + 2.5 * t * t), 155],
    ['one-message-each', secondsUntil((t) => 5 * t + 2.5 * t * t), 155],
    ['reserved-and-told', secondsUntil((t) => Math.min(5 * t + 2.5 * t * t, 3997 + 200 * (t - 39))), 322],
    // A hundred batches, 1,000 more a minute.
    ['provisioned', secondsUntil((t) => 100 * t + (1000 / 120) * t * t), 79],
  ])('%s: its last row is as late as arithmetic says', (design, byHand, printed) => {
    expect(Math.round(byHand)).toBe(printed);
    // What came last, at 60 s, is done then, and its own batch takes up to 10 s.
    const { max } = seen('lambda-burst', design).distribution('enrich', 'latency');
    expect(max / 1e6).toBeGreaterThan(byHand - 60 - 6);
    expect(max / 1e6).toBeLessThan(byHand - 60 + 14);
  });

  it('reserved: a seventh of the requests is throttled, and nothing is dead-lettered for it', () => {
    const reserved = seen('lambda-burst', 'reserved');
    const share = reserved.sum('enrich', 'Throttles') / reserved.sum('enrich', 'Requests');
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.17);
    expect(reserved.flow('enrich').fates.deadLettered).toBe(0);
    expect(seen('lambda-burst', 'reserved-and-told').sum('enrich', 'Throttles')).toBe(0);
  });
});

describe('scenarios/bisect.yaml', () => {
  beforeAll(() => look('bisect'), 60_000);

  it('base: some shard stands still until the end', () => {
    const { max } = seen('bisect', 'base').distribution('aggregate', 'IteratorAge');
    expect(max / 60e6).toBeGreaterThan(15);
    expect(seen('bisect', 'base').flow('aggregate').fates.inFlight).toBeGreaterThan(30_000);
  });

  it('halving loses the bad records alone, however they are reported', () => {
    const bad = seen('bisect', 'bisect').flow('aggregate').fates.failed;
    // One in 50,000 of 240,000.
    expect(bad).toBeGreaterThan(0);
    expect(bad).toBeLessThan(15);
    expect(seen('bisect', 'report-and-bisect').flow('aggregate').fates.failed).toBe(bad);
    // Giving up loses whole batches of about 50, reporting what is in them from the bad record on.
    const whole = seen('bisect', 'give-up').flow('aggregate').fates.failed;
    const rest = seen('bisect', 'report').flow('aggregate').fates.failed;
    expect(whole / bad).toBeGreaterThan(30);
    expect(whole / bad).toBeLessThan(100);
    expect(rest / whole).toBeGreaterThan(0.2);
    expect(rest / whole).toBeLessThan(0.8);
  });

  it('costs those behind it some seconds', () => {
    const { max } = seen('bisect', 'bisect').distribution('aggregate', 'IteratorAge');
    // Six halvings of about 50 and three retries of the one, a second apart.
    expect(max / 1e6).toBeGreaterThan(5);
    expect(max / 1e6).toBeLessThan(14);
  });
});

describe('scenarios/orders.yaml', () => {
  beforeAll(() => look('orders'), 60_000);

  it('the provider takes 29 charges a second of the 40 that come while it is slow', () => {
    const mean = 0.3 * Math.exp(0.5 ** 2 / 2);
    expect(40 / (4 * mean)).toBeCloseTo(29.4, 1);
    // Five minutes of 10.6 a second are 3,200 behind, which 40 servers of 0.34 s work off at 78/s.
    const inFlight = seen('orders', 'capped').result.faults![0]!.flows[0]!;
    expect(inFlight.from).toBe('shops');
  });

  it('charges twice where more is asked of it than it serves until the timeout, and never where that is capped', () => {
    const twice = (design: string) => {
      const { duplicates, produced } = seen('orders', design).flow('payments');
      return duplicates / produced;
    };
    expect(twice('base')).toBeGreaterThan(0.03);
    expect(twice('short-timeout')).toBeGreaterThan(0.15);
    expect(twice('one-a-batch')).toBeGreaterThan(0.01);
    expect(twice('one-a-batch')).toBeLessThan(twice('base'));
    expect(twice('capped')).toBe(0);
  });

  it('tells the warehouse and the mailer of every order that it charged', () => {
    const capped = seen('orders', 'capped');
    const flows = capped.result.flows.filter(({ from }) => from === 'place-order');
    expect(flows.map(({ to }) => to).sort()).toEqual(['mailer', 'payments', 'warehouse']);
    for (const { produced, fates } of flows) expect(fates.delivered).toBe(produced);
  });
});
