// Time that was spent within a window, here of 300 s: what was spent in the window before fades, and is gone when nothing was
// spent for as long.

import { describe, expect, it } from 'vitest';
import { RecentTime } from '../../../src/services/sqs/queue/recent-time.ts';

const WINDOW = 300;

describe('time spent lately', () => {
  it('is all that was spent in the present window', () => {
    const spent = new RecentTime(WINDOW);
    spent.add(10, 100);
    spent.add(20, 250);
    expect(spent.at(299)).toBe(30);
  });

  it('fades with the window after it', () => {
    const spent = new RecentTime(WINDOW);
    spent.add(30, 290);
    expect(spent.at(360)).toBeCloseTo(24, 9);
    spent.add(5, 450);
    expect(spent.at(450)).toBeCloseTo(20, 9);
  });

  it('is nothing when none was spent for as long as a window, wherever windows begin', () => {
    const spent = new RecentTime(WINDOW);
    spent.add(30, 100);
    expect(spent.at(399)).toBeGreaterThan(0);
    expect(spent.at(400)).toBe(0);
  });

  it('does not come back with what is spent after that', () => {
    const spent = new RecentTime(WINDOW);
    spent.add(100, 30);
    spent.add(1, 450);
    expect(spent.at(450)).toBe(1);
    expect(spent.at(620)).toBeCloseTo(280 / 300, 9);
  });
});
