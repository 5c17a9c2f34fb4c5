import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine, type Handler, PHASES } from '../../src/engine/engine.ts';
import { InvariantError } from '../../src/engine/invariant.ts';

function on(fire: Handler['fire']): Handler {
  return { fire };
}

describe('the order of events', () => {
  it('is time, then phase (complete, arrive, timer, sample), then insertion', () => {
    const engine = new Engine('1/r1');
    const seen: string[] = [];
    const handlers = [...PHASES].reverse().map((phase) =>
      engine.register(
        'test',
        phase,
        phase,
        on((slot) => void seen.push(`${phase} ${slot}`)),
      ),
    );
    for (const slot of [1, 2]) for (const handler of handlers) engine.schedule(handler, slot, 100);
    engine.schedule(handlers[0]!, 0, 99);
    engine.runUntil(101);
    expect(seen).toEqual(['sample 0', ...PHASES.flatMap((phase) => [`${phase} 1`, `${phase} 2`])]);
    expect([engine.events, engine.pending, engine.nowUs]).toEqual([9, 0, 101]);
  });

  it('lets an event of an earlier phase, scheduled at the very instant, go before the rest', () => {
    const engine = new Engine('1/r1');
    const seen: string[] = [];
    const ending = engine.register(
      'test',
      'end',
      'complete',
      on(() => void seen.push('end')),
    );
    const arrival = engine.register(
      'test',
      'arrival',
      'arrive',
      on((slot, nowUs) => {
        seen.push(`arrival ${slot}`);
        if (slot === 1) engine.schedule(ending, 0, nowUs);
      }),
    );
    engine.schedule(arrival, 1, 5);
    engine.schedule(arrival, 2, 5);
    engine.runUntil(6);
    expect(seen).toEqual(['arrival 1', 'end', 'arrival 2']);
  });

  it('is kept by a handler that goes on by itself: one event an arrival, or as few as there must be, in the queue or beside it, is the same', () => {
    // Two pumps, a timer and completions that the arrivals cause, at times that often coincide.
    const gaps = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, gaps, fc.nat(3), fc.nat(40), (one, two, delay, horizonUs) => {
        const world = (direct: boolean, beside: boolean) => {
          const engine = new Engine('1/r1');
          const seen: string[] = [];
          // The second of the two finds the place beside the queue taken.
          const wait = (handler: number, atUs: number): void => {
            if (beside) engine.waitBeside(handler, atUs);
            else engine.schedule(handler, 0, atUs);
          };
          const ending = engine.register(
            'test',
            'end',
            'complete',
            on((slot, nowUs) => void seen.push(`end ${slot} at ${nowUs}`)),
          );
          const late = engine.register(
            'test',
            'late',
            'timer',
            on((slot, nowUs) => void seen.push(`late ${slot} at ${nowUs}`)),
          );
          const pumps = [one, two].map((list, pump) => {
            let next = 0;
            const arrive = (nowUs: number): void => {
              seen.push(`${pump}.${next} at ${nowUs}`);
              if (next % 2 === 0) engine.schedule(ending, 10 * pump + next, nowUs + delay);
              if (next % 3 === 0) engine.schedule(late, 10 * pump + next, nowUs + delay);
              next++;
            };
            const handler: number = engine.register(
              'test',
              `pump ${pump}`,
              'arrive',
              on((_slot, atUs) => {
                let nowUs = atUs;
                for (;;) {
                  arrive(nowUs);
                  if (next === list.length) return;
                  nowUs += list[next]!;
                  if (!direct || !engine.isNext(handler, nowUs)) break;
                  engine.advance(handler, nowUs);
                }
                wait(handler, nowUs);
              }),
            );
            return handler;
          });
          for (const [pump, handler] of pumps.entries()) wait(handler, [one, two][pump]![0]!);
          engine.runUntil(horizonUs);
          const paused = [...seen, `paused at ${engine.nowUs}`, engine.events];
          engine.runUntil(1_000_000);
          return { paused, seen, events: engine.events, fingerprint: engine.fingerprint() };
        };
        const plain = world(false, false);
        expect(world(true, false)).toEqual(plain);
        expect(world(false, true)).toEqual(plain);
        expect(world(true, true)).toEqual(plain);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the clock', () => {
  it('refuses an event in the past, between two microseconds, or at no time', () => {
    const engine = new Engine('1/r1');
    const handler = engine.register(
      'test',
      'event',
      'timer',
      on(() => {}),
    );
    engine.runUntil(10);
    for (const atUs of [9, 10.5, Number.NaN, Infinity]) {
      expect(() => engine.schedule(handler, 0, atUs)).toThrow(InvariantError);
    }
    expect(() => engine.schedule(handler, 0, 9)).toThrow(/test\/event/);
    expect(() => engine.runUntil(9)).toThrow(InvariantError);
    expect(() => engine.advance(handler, 9)).toThrow(/test\/event/);
    expect(engine.schedule(handler, 0, 10)).toBeGreaterThan(0);
  });

  it('never comes to what lies beyond all runs, as the tail of a distribution may', () => {
    const engine = new Engine('1/r1');
    const seen: number[] = [];
    const handler = engine.register(
      'test',
      'event',
      'timer',
      on((_slot, nowUs) => void seen.push(nowUs)),
    );
    engine.schedule(handler, 0, 1e150);
    engine.waitBeside(handler, 2 ** 60);
    engine.schedule(handler, 0, 5);
    engine.runUntil(2 * 3650 * 86_400e6);
    expect([seen, engine.pending]).toEqual([[5], 2]);
  });

  it('runs what lies before the horizon, stands at the horizon, and goes on from there', () => {
    const engine = new Engine('1/r1');
    const seen: number[] = [];
    const handler = engine.register(
      'test',
      'event',
      'timer',
      on((_slot, nowUs) => void seen.push(nowUs)),
    );
    for (const atUs of [1, 10, 20]) engine.schedule(handler, 0, atUs);
    engine.runUntil(10);
    expect([seen, engine.nowUs, engine.pending]).toEqual([[1], 10, 2]);
    engine.runUntil(21);
    expect([seen, engine.nowUs]).toEqual([[1, 10, 20], 21]);
  });

  it('stops after the event that says so, at its time', () => {
    const engine = new Engine('1/r1');
    const seen: number[] = [];
    const handler = engine.register(
      'test',
      'event',
      'timer',
      on((slot, nowUs) => {
        seen.push(nowUs);
        if (slot === 1) engine.stop();
        // A handler that would go on by itself must not, once the run is stopped.
        if (slot === 1) expect(engine.isNext(handler, nowUs + 1)).toBe(false);
      }),
    );
    engine.schedule(handler, 0, 1);
    engine.schedule(handler, 1, 2);
    engine.schedule(handler, 0, 3);
    engine.runUntil(100);
    expect([seen, engine.nowUs, engine.pending]).toEqual([[1, 2], 2, 1]);
  });

  it('does not run an event that was cancelled, and says whether it could be', () => {
    const engine = new Engine('1/r1');
    let fired = 0;
    const handler = engine.register(
      'test',
      'event',
      'timer',
      on(() => void fired++),
    );
    const ticket = engine.schedule(handler, 0, 5);
    expect([engine.cancel(ticket), engine.cancel(ticket)]).toEqual([true, false]);
    const other = engine.schedule(handler, 0, 5);
    engine.runUntil(6);
    expect([fired, engine.cancel(other)]).toEqual([1, false]);
  });
});

describe('time that stands still', () => {
  it.each([
    ['by scheduling', false],
    ['by going on by itself', true],
  ])('stops the run after a million events in one instant: %s', (_how, direct) => {
    const engine = new Engine('1/r1', { fingerprint: false });
    const handler: number = engine.register(
      'test',
      'again',
      'timer',
      on((_slot, nowUs) => {
        while (direct && engine.isNext(handler, nowUs)) engine.advance(handler, nowUs);
        engine.schedule(handler, 0, nowUs);
      }),
    );
    engine.schedule(handler, 0, 7);
    expect(() => engine.runUntil(8)).toThrow(/time stands still/);
    expect(engine.events).toBe(1_000_000);
  });

  it('does not mind a million events at a million instants', () => {
    const engine = new Engine('1/r1', { fingerprint: false });
    const handler: number = engine.register(
      'test',
      'tick',
      'timer',
      on((_slot, nowUs) => {
        engine.schedule(handler, 0, nowUs + 1);
      }),
    );
    engine.schedule(handler, 0, 0);
    engine.runUntil(1_000_002);
    expect(engine.events).toBe(1_000_002);
  });
});

describe('streams of randomness', () => {
  it('belong to their names: what is asked for before changes nothing', () => {
    const few = new Engine('1/r1');
    const many = new Engine('1/r1');
    for (const name of ['x', 'y', 'z']) many.random(name).double();
    expect(many.random('stream/backoff').double()).toBe(few.random('stream/backoff').double());
    expect(new Engine('1/r2').random('stream/backoff').double()).not.toBe(
      new Engine('1/r1').random('stream/backoff').double(),
    );
  });

  it('are one object a name, unless a fresh one is asked for', () => {
    const engine = new Engine('1/r1');
    expect(engine.random('a')).toBe(engine.random('a'));
    const first = engine.random('a').double();
    expect(engine.fresh('a').double()).toBe(first);
  });

  it('show in the fingerprint when one has drawn more than it should', () => {
    const one = new Engine('1/r1');
    const other = new Engine('1/r1');
    one.random('a');
    other.random('a').double();
    expect(one.fingerprint()).not.toBe(other.fingerprint());
  });
});
