import { describe, expect, it } from 'vitest';
import { UsageMeter } from '../../src/pricing/usage.ts';

const HOUR = 3_600_000_000;

describe('a usage meter', () => {
  it('counts what happens in the window', () => {
    const meter = new UsageMeter('clicks', 'put-units', HOUR, 3 * HOUR);
    meter.add(1, HOUR - 1);
    meter.add(2, HOUR);
    meter.add(4, 3 * HOUR - 1);
    meter.add(8, 3 * HOUR);
    expect(meter.total()).toBe(6);
  });

  it('turns what is held into unit-hours, from before the window and across a change', () => {
    // Window of 2 hours: 4 shards for the first half hour, 8 after that.
    const meter = new UsageMeter('clicks', 'shard-hour', HOUR, 3 * HOUR);
    meter.hold(4, 0);
    meter.hold(8, 1.5 * HOUR);
    expect(meter.total()).toBe(0.5 * 4 + 1.5 * 8);
  });

  it('does not bill what is held only after the window', () => {
    const meter = new UsageMeter('clicks', 'shard-hour', 0, HOUR);
    meter.hold(5, 2 * HOUR);
    expect(meter.total()).toBe(0);
  });

  it('says the same when asked twice', () => {
    const meter = new UsageMeter('clicks', 'shard-hour', 0, HOUR);
    meter.hold(2, 0);
    expect([meter.total(), meter.total()]).toEqual([2, 2]);
  });
});
