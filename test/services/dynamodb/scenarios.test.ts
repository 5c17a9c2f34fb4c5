// The shipped questions about tables, worked by hand: what their opening comments answer is what they give.

import { beforeAll, describe, expect, it } from 'vitest';
import type { Seen } from '../plan.ts';
import { shipped } from '../shipped.ts';

describe('scenarios/hot-partition.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('hot-partition');
  });

  const lost = (design: string) => {
    const { produced, fates } = runs.get(design)!.flow('votes');
    return fates.throttledOut / produced;
  };

  it('base: the hot partition is asked for 900 units a second, and gets them', () => {
    // 40 % of 1,500, and a third of the rest.
    expect(0.4 * 1500 + (0.6 * 1500) / 3).toBe(900);
    const most = Math.max(
      ...[0, 1, 2].map(
        (number) =>
          runs.get('base')!.sum('votes', 'ConsumedWriteCapacityUnits', `partition-${number}`) / 1200,
      ),
    );
    expect(most).toBeGreaterThan(880);
    expect(most).toBeLessThan(920);
    expect(lost('base')).toBe(0);
  });

  it('legacy: after 14 minutes of credit what is missing to 900 of a third of 2,000 is lost', () => {
    const missing = 900 - Math.floor(2000 / 3);
    const creditSeconds = (300 * Math.floor(2000 / 3)) / missing;
    expect(creditSeconds / 60).toBeCloseTo(14.2, 1);
    // A minute of warm-up goes before; what is tried again is mostly throttled again.
    const share = ((21 * 60 - creditSeconds) / (20 * 60)) * (missing / 1500);
    expect(lost('legacy')).toBeGreaterThan(0.8 * share);
    expect(lost('legacy')).toBeLessThan(1.1 * share);
  });

  it('twice the votes: 19, 13 and 14 % are lost, and none with ten keys', () => {
    // The partition takes 1,000; its key asks for 1,200, and of 1,800 others it has a fifth, a ninth and an eighth.
    for (const [design, partitions, told] of [
      ['twice', 5, 0.19],
      ['twice-with-more', 9, 0.13],
      ['twice-on-demand', 8, 0.14],
    ] as const) {
      const byHand = (1200 + 1800 / partitions - 1000) / 3000;
      expect(Math.abs(byHand - told)).toBeLessThan(0.01);
      expect(Math.abs(lost(design) - told)).toBeLessThan(0.006);
    }
    expect(lost('twice-salted')).toBe(0);
  });
});

describe('scenarios/index-throttles.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('index-throttles');
  });

  const lost = (design: string) => {
    const { produced, fates } = runs.get(design)!.flow('orders');
    return fates.throttledOut / produced;
  };
  // 40 % puts, of which 30 % over an item with another status; of the updates only those that change the status.
  const touching = 800 * (0.4 + 0.6 * 0.3);
  const units = 800 * (0.4 * 1.3 + 0.6 * 0.3 * 2);

  it('base: what the index lacks is lost, a quarter of all writes', () => {
    expect(units).toBeCloseTo(704, 9);
    const share = ((units - 400) * (touching / units)) / 800;
    expect(share).toBeCloseTo(0.25, 2);
    expect(Math.abs(lost('base') - share)).toBeLessThan(0.006);
    const seen = runs.get('base')!;
    expect(seen.sum('orders-by-status', 'ConsumedWriteCapacityUnits') / 600).toBeCloseTo(400, -1);
    expect(seen.sum('orders', 'ConsumedWriteCapacityUnits') / 600 / 600).toBeCloseTo(1, 1);
    expect(seen.sum('orders', 'WriteIndexThrottleEvents')).toBe(seen.sum('orders', 'WriteThrottleEvents'));
  });

  it('an index with what it is asked for loses nothing, at twice the traffic too', () => {
    expect(lost('index-800')).toBe(0);
    expect(lost('twice')).toBe(0);
  });

  it('one status: of 1,408 units a partition takes 1,000, and large writes are the first to be refused', () => {
    const missing = 2 * units - 1000;
    expect(lost('twice-one-status')).toBeGreaterThan(missing / 2 / 1600);
    expect(lost('twice-one-status')).toBeLessThan((missing * touching) / units / 1600);
    expect(lost('twice-one-status')).toBeCloseTo(0.14, 2);
  });
});

describe('scenarios/clickstream-table.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('clickstream-table');
  });

  // 300 s of 150 units, and 50 a second are missing.
  const creditSeconds = (300 * 150) / (200 - 150);

  it('a test of ten minutes lives on credit, which lasts for fifteen', () => {
    expect(creditSeconds / 60).toBe(15);
    expect(runs.get('ten-minutes')!.sum('counts', 'WriteThrottleEvents')).toBe(0);
    expect(runs.get('base')!.sum('counts', 'WriteThrottleEvents')).toBeGreaterThan(10_000);
  });

  it('then what is written again takes capacity from what is new, and the function falls behind by what is left out', () => {
    const seen = runs.get('base')!;
    const short = 1800 - creditSeconds;
    const clicks = seen.flow('count');
    const written = seen.sum('counts', 'ConsumedWriteCapacityUnits');
    // All that there is: the credit, and 150 a second.
    expect(written).toBeGreaterThan(0.995 * (45_000 + 150 * 1800));
    const newOnes = clicks.fates.delivered!;
    const repeats = (written - newOnes) / (written - 200 * creditSeconds);
    expect(repeats).toBeCloseTo(0.4, 1);
    const through = (newOnes - 200 * creditSeconds) / short;
    expect(through).toBeGreaterThan(75);
    expect(through).toBeLessThan(105);
    const { max } = seen.distribution('count', 'IteratorAge');
    expect(max / 1e6 / short).toBeGreaterThan(0.9 * (1 - through / 200));
    expect(max / 1e6 / short).toBeLessThan(1.15 * (1 - through / 200));
  });

  it('enough capacity, or none to plan, ends it', () => {
    for (const design of ['enough', 'on-demand']) {
      expect(runs.get(design)!.sum('counts', 'WriteThrottleEvents')).toBe(0);
      expect(runs.get(design)!.distribution('count', 'IteratorAge').max).toBeLessThan(2e6);
    }
  });
});

describe('scenarios/table-day.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('table-day');
  });

  const usage = (design: string, meter: string) => runs.get(design)!.usage('orders', meter);
  const HOURS = 730;
  const DAYS = HOURS / 24;

  it('costs 19.9 USD provisioned, 17.2 on-demand, 9.1 scaled and 11.4 too small', () => {
    expect(HOURS * 35 * (0.00065 + 0.00013)).toBeCloseTo(19.9, 1);
    expect(HOURS * 20 * (0.00065 + 0.00013)).toBeCloseTo(11.4, 1);
    const mean = (2 * 7 + 20 * 4 + 60 * 3 + 30 * 8 + 5 * 2) / 24;
    // A fifth are writes of two units, four fifths reads of half a one.
    const byHand = (HOURS * 3600 * mean * (0.2 * 2 * 0.625 + 0.8 * 0.5 * 0.125)) / 1e6;
    expect(byHand).toBeCloseTo(17.2, 1);
    const onDemand =
      (usage('on-demand', 'write-request-unit') * 0.625 +
        (usage('on-demand', 'read-request-half-unit') / 2) * 0.125) /
      1e6;
    expect(onDemand * DAYS).toBeCloseTo(byHand, 1);
    const scaled =
      usage('scaled', 'write-capacity-unit-hour') * 0.00065 +
      usage('scaled', 'read-capacity-unit-hour') * 0.00013;
    expect(scaled * DAYS).toBeCloseTo(9.1, 1);
  });

  it('loses nothing but where it is too small, 5 %', () => {
    for (const design of ['base', 'on-demand', 'scaled']) {
      expect(runs.get(design)!.flow('orders').fates.throttledOut).toBe(0);
    }
    const { produced, fates } = runs.get('too-small')!.flow('orders');
    expect(fates.throttledOut / produced).toBeCloseTo(0.05, 2);
  });
});

describe('scenarios/table-scan.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('table-scan');
  });

  const PAGES = 10_000_000 / 1024;
  const UNITS = PAGES * 128;
  const minutes = (design: string) => runs.get(design)!.distribution('report', 'ScanTime').max / 60e6;
  const lost = (design: string) => {
    const flow = runs.get(design)!.result.flows.find(({ from }) => from === 'shop')!;
    return flow.fates.throttledOut / flow.produced;
  };

  it('one segment takes what there is: 300 s of 1,000 units, and what the shop leaves of them', () => {
    const byHand = (UNITS - 300 * 1000) / (1000 - 0.5 * 400) / 60;
    expect(byHand).toBeCloseTo(19.8, 1);
    expect(Math.abs(minutes('one-segment') / byHand - 1)).toBeLessThan(0.02);
  });

  it('eight take it from the shop, and are hardly sooner', () => {
    expect(minutes('base')).toBeCloseTo(19, 0);
    expect(lost('base')).toBeGreaterThan(0.06);
    expect(lost('base')).toBeLessThan(0.1);
    expect(lost('one-segment')).toBeLessThan(0.002);
  });

  it('a pause of 160 ms leaves the shop its own: a page every 171 ms is 749 units a second', () => {
    expect(lost('gentle')).toBe(0);
    expect(runs.get('gentle')!.sum('products', 'ReadThrottleEvents')).toBe(0);
    expect(minutes('gentle')).toBeCloseTo((PAGES * 0.1709) / 60, 0);
  });

  it('on demand it is bound by its partitions, and costs 0.16 USD', () => {
    expect(lost('on-demand')).toBe(0);
    // Four of 4,500 eventually consistent units a second, if all were always busy.
    expect(minutes('on-demand') * 60).toBeGreaterThan((UNITS - 4 * 4500) / (4 * 4500 - 200));
    expect(minutes('on-demand')).toBeLessThan(1.4);
    expect((UNITS * 0.125) / 1e6).toBeCloseTo(0.156, 3);
    const usd = ((runs.get('on-demand')!.usage('products', 'read-request-half-unit') / 2) * 0.125) / 1e6;
    expect(usd).toBeCloseTo(0.156 + (0.5 * 960_000 * 0.125) / 1e6, 2);
  });
});

describe('scenarios/accelerator.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('accelerator');
  });

  const lost = (design: string) => {
    const { produced, fates } = runs.get(design)!.flow('products');
    return fates.throttledOut / produced;
  };
  const hits = (design: string) =>
    runs.get(design)!.sum('cache', 'ItemCacheHits') / runs.get(design)!.sum('cache', 'ItemCacheLookups');

  it('one partition is asked for more than it gives, whatever the table has', () => {
    // 70 % of 1,400, and a fourth of the rest, five units each.
    const asked = (0.7 * 1400 + (0.3 * 1400) / 4) * 5;
    expect(asked).toBe(5425);
    const byHand = (asked - 4500) / 5 / 1400;
    for (const design of ['base', 'more-capacity']) expect(lost(design)).toBeCloseTo(byHand, 2);
  });

  it('a cache of a minute has 97 % of the reads, one of ten seconds 88 %', () => {
    const byHand = (seconds: number) => {
      const perKey = (420 / 3000) * seconds;
      return 0.7 + (0.3 * perKey) / (1 + perKey);
    };
    expect(byHand(60)).toBeCloseTo(0.97, 2);
    expect(byHand(10)).toBeCloseTo(0.88, 1);
    // The one key misses now and then, too, at each node.
    expect(hits('cached')).toBeCloseTo(byHand(60), 1);
    expect(Math.abs(hits('cached') - byHand(60))).toBeLessThan(0.02);
    expect(Math.abs(hits('ten-seconds') - byHand(10))).toBeLessThan(0.03);
    expect(lost('cached')).toBe(0);
    expect(lost('ten-seconds')).toBe(0);
  });

  it('costs 653 and 843 USD a month, and the table alone 807', () => {
    const table = (reads: number) => 730 * (reads * 0.00013 + 100 * 0.00065);
    const nodes = 3 * 730 * 0.255;
    expect([table(8000), nodes + table(500), nodes + table(2500)].map(Math.round)).toEqual([807, 653, 843]);
    expect(runs.get('cached')!.usage('cache', 'node-hour-dax.r5.large')).toBeCloseTo(3 / 12, 6);
  });

  it('consistent reads pass through: of three nodes of 75,000, 40 KiB times ten each', () => {
    const taken = (3 * 75_000) / 400;
    // The rest is refused; of what is taken, one partition gives 3,000 units, ten for each.
    const through = taken * (1 - 0.7 - 0.3 / 4) + Math.min(300, taken * (0.7 + 0.3 / 4));
    expect(lost('consistent')).toBeCloseTo(1 - through / 1400, 1);
    expect(hits('consistent')).toBeNaN();
  });
});

describe('scenarios/table-spike.yaml', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(async () => {
    runs = await shipped('table-spike');
  });

  const lost = (design: string) => runs.get(design)!.flow('orders').fates.throttledOut;
  // Two minutes of an alarm, and three until the capacity is there.
  const LATE_SECONDS = 300;

  it('auto scaling is five minutes late, of which what was saved bridges 94 s', () => {
    const bridged = 30_000 / (420 - 100);
    expect(bridged).toBeCloseTo(94, 0);
    const byHand = (LATE_SECONDS - bridged) * (420 - 100);
    expect(byHand / 1000).toBeCloseTo(66, 0);
    expect(Math.abs(lost('base') / byHand - 1)).toBeLessThan(0.1);
  });

  it('with a target of 40 % it has 175 units before, and more saved', () => {
    const units = 70 / 0.4;
    const byHand = (LATE_SECONDS - (300 * units) / (420 - units)) * (420 - units);
    expect(Math.abs(lost('lower-target') / byHand - 1)).toBeLessThan(0.2);
  });

  it.each(['fixed', 'on-demand'])('%s loses nothing', (design) => {
    expect(lost(design)).toBe(0);
  });
});
