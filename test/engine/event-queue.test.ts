import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/engine/event-queue.ts';

function drain(queue: EventQueue): number[] {
  const slots: number[] = [];
  while (queue.size > 0) {
    queue.pop();
    slots.push(queue.slot);
  }
  return slots;
}

describe('the future event list', () => {
  it('gives events back by time, and at one time by order', () => {
    const queue = new EventQueue(2);
    queue.push(30, 1, 0, 301);
    queue.push(10, 3, 0, 103);
    queue.push(10, 2, 0, 102);
    queue.push(20, 4, 0, 204);
    expect([queue.nextUs, queue.nextOrder]).toEqual([10, 2]);
    expect(drain(queue)).toEqual([102, 103, 204, 301]);
    expect([queue.nextUs, queue.nextOrder]).toEqual([Infinity, Infinity]);
  });

  it('hands over the handler and the slot that an event was pushed with', () => {
    const queue = new EventQueue();
    queue.push(5, 1, 7, -3);
    queue.pop();
    expect([queue.handler, queue.slot]).toEqual([7, -3]);
  });

  it('takes a cancelled event out at once, and an old ticket cancels nothing', () => {
    const queue = new EventQueue();
    const first = queue.push(5, 1, 0, 0);
    expect(queue.pending(first)).toBe(true);
    expect(queue.cancel(first)).toBe(true);
    expect([queue.size, queue.pending(first), queue.cancel(first)]).toEqual([0, false, false]);
    const second = queue.push(6, 2, 0, 0); // in the node that the first one left
    expect(second).not.toBe(first);
    expect([queue.cancel(first), queue.pending(second)]).toEqual([false, true]);
    queue.pop();
    expect(queue.cancel(second)).toBe(false);
  });

  it('has no ticket 0, so that 0 can say "nothing scheduled"', () => {
    const queue = new EventQueue();
    expect(queue.push(0, 0, 0, 0)).toBeGreaterThan(0);
    expect([queue.pending(0), queue.cancel(0)]).toEqual([false, false]);
  });

  it('keeps every event while it grows from one place to thousands', () => {
    const queue = new EventQueue(1);
    const n = 5000;
    const times = Array.from({ length: n }, (_, i) => (i * 7919) % n); // a permutation: 7919 is a prime above 5000
    for (const [i, time] of times.entries()) queue.push(time, i, 0, time);
    expect(drain(queue)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  it('is a sorted list, whatever is pushed, popped and cancelled', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ push: fc.nat(20) }) },
      { weight: 2, arbitrary: fc.constant('pop' as const) },
      { weight: 1, arbitrary: fc.record({ cancel: fc.nat() }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const queue = new EventQueue(1);
        const model: { time: number; order: number; ticket: number }[] = [];
        const spent: number[] = [];
        let order = 0;
        for (const one of steps) {
          if (one === 'pop') {
            if (queue.size === 0) continue;
            model.sort((a, b) => a.time - b.time || a.order - b.order);
            const first = model.shift()!;
            expect([queue.nextUs, queue.nextOrder]).toEqual([first.time, first.order]);
            queue.pop();
            expect(queue.slot).toBe(first.order);
            spent.push(first.ticket);
          } else if ('push' in one) {
            model.push({ time: one.push, order, ticket: queue.push(one.push, order, 1, order) });
            order++;
          } else {
            const known = [...model.map(({ ticket }) => ticket), ...spent];
            if (known.length === 0) continue;
            const ticket = known[one.cancel % known.length]!;
            const at = model.findIndex((event) => event.ticket === ticket);
            expect(queue.pending(ticket)).toBe(at >= 0);
            expect(queue.cancel(ticket)).toBe(at >= 0);
            if (at >= 0) spent.push(model.splice(at, 1)[0]!.ticket);
          }
          expect(queue.size).toBe(model.length);
        }
        model.sort((a, b) => a.time - b.time || a.order - b.order);
        expect(drain(queue)).toEqual(model.map((event) => event.order));
      }),
      { numRuns: 300 },
    );
  });
});
