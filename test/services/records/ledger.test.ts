import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../../src/engine/invariant.ts';
import type { Component, Site } from '../../../src/services/component.ts';
import { Ledger } from '../../../src/services/records/ledger.ts';
import { fakeType, runWorld } from '../fake-sink.ts';

const SIZE = 100;
const UNTIL_US = 1000;

/** What one delivery of record `number` does to the books. */
type Deliver = (
  site: Site,
  books: { readonly origin: number; readonly reader: number },
  number: number,
) => void;

const properly: Deliver = ({ ledger }, { origin, reader }, number) =>
  ledger.ended(origin, reader, 'delivered', number, 1, SIZE, number, 0);

/** A world whose only component produces ten records, a µs apart, and delivers each as it is told. */
function books(deliver: Deliver, over: Partial<Component> = {}) {
  const type = fakeType('fake.pipe', (site) => {
    const origin = site.ledger.source(site.name);
    const reader = site.ledger.application('reader');
    const handler = site.engine.register(site.name, 'record', 'arrive', {
      fire(number, nowUs) {
        site.ledger.produced(origin, nowUs, 1, SIZE, number);
        deliver(site, { origin, reader }, number);
      },
    });
    return {
      wire: () => site.ledger.connect(origin, { names: ['reader'], keeps: false }),
      start() {
        for (let number = 0; number < 10; number++) site.engine.schedule(handler, number, number);
      },
      ...over,
    };
  });
  return runWorld({ pipe: type }, UNTIL_US);
}

describe('the books', () => {
  it('balance when every record has exactly one fate', () => {
    const [flow] = books(properly);
    expect(flow).toMatchObject({
      from: 'pipe',
      to: 'reader',
      produced: 10,
      duplicates: 0,
      fates: { delivered: 10, inFlight: 0 },
    });
  });

  it('stop the run when a component forgets a record', () => {
    const forgetful: Deliver = (site, accounts, number) => {
      if (number !== 7) properly(site, accounts, number);
    };
    expect(() => books(forgetful)).toThrow(InvariantError);
    expect(() => books(forgetful)).toThrow(/exactly one fate.*"produced":\{"records":10/);
  });

  it('stop the run when a component delivers a record twice', () => {
    expect(() =>
      books((site, accounts, number) => {
        properly(site, accounts, number);
        if (number === 3) properly(site, accounts, number);
      }),
    ).toThrow(/exactly one fate/);
  });

  it('stop the run when a loss hides behind a duplicate: the count and the bytes agree, the numbers do not', () => {
    expect(() =>
      books((site, accounts, number) => properly(site, accounts, number === 5 ? 4 : number)),
    ).toThrow(/exactly one fate/);
  });

  it('stop the run when a record changes its size on the way', () => {
    expect(() =>
      books(({ ledger }, { origin, reader }, number) =>
        ledger.ended(origin, reader, 'delivered', number, 1, SIZE + (number === 2 ? 1 : 0), number, 0),
      ),
    ).toThrow(/exactly one fate/);
  });

  it('stop the run when a record is lost and delivered', () => {
    expect(() =>
      books((site, accounts, number) => {
        properly(site, accounts, number);
        if (number === 0) site.ledger.lost(accounts.origin, 'dropped', number, 1, SIZE, number);
      }),
    ).toThrow(/exactly one fate/);
  });

  it('stop the run when what is held is not told, and balance when it is', () => {
    const held: Deliver = (site, accounts, number) => {
      if (number < 8) properly(site, accounts, number);
    };
    expect(() => books(held)).toThrow(/exactly one fate/);
    const [flow] = books(held, {
      holdings(told) {
        for (const number of [8, 9]) told.beforeStore(0, number, 1, SIZE, number);
      },
    });
    expect(flow!.fates).toMatchObject({ delivered: 8, inFlight: 2 });
  });

  it('count a duplicate that is marked as one apart: it is no fate', () => {
    const [flow] = books((site, accounts, number) => {
      properly(site, accounts, number);
      site.ledger.ended(accounts.origin, accounts.reader, 'delivered', number, 1, SIZE, number, 1);
    });
    expect(flow).toMatchObject({ produced: 10, duplicates: 10, fates: { delivered: 10 } });
  });

  it('refuse a record that reaches an application to which its source has no flow', () => {
    expect(() =>
      books(({ ledger }, { origin }, number) =>
        ledger.ended(origin, 7, 'delivered', number, 1, SIZE, number, 0),
      ),
    ).toThrow(/no flow to/);
  });
});

describe('a ledger', () => {
  /** A source that two applications read, over a window of [100, 200). */
  function two() {
    const ledger = new Ledger({ startUs: 100, endUs: 200 });
    const origin = ledger.source('hosts');
    const readers = ['one', 'two'].map((name) => ledger.application(name));
    ledger.connect(origin, { names: ['one', 'two'], keeps: false });
    ledger.begin();
    return { ledger, origin, one: readers[0]!, two: readers[1]! };
  }

  it('books what was created in its window, whenever it ends', () => {
    const { ledger, origin, one, two: other } = two();
    for (const [number, createdUs] of [99, 100, 199, 200].entries()) {
      ledger.produced(origin, createdUs, 1, SIZE, number);
      for (const reader of [one, other])
        ledger.ended(origin, reader, 'delivered', createdUs, 1, SIZE, number, 0);
    }
    expect(ledger.balance().map(({ produced, fates }) => [produced, fates.delivered])).toEqual([
      [2, 2],
      [2, 2],
    ]);
  });

  it('counts a loss before the applications in each flow, and one behind in its own', () => {
    const { ledger, origin, one, two: other } = two();
    ledger.produced(origin, 150, 10, SIZE, 0);
    ledger.lost(origin, 'throttledOut', 150, 4, SIZE, 0);
    ledger.ended(origin, one, 'delivered', 150, 6, SIZE, 4, 0);
    ledger.ended(origin, other, 'expired', 150, 5, SIZE, 4, 0);
    ledger.afterStore(origin, other, 150, 1, SIZE, 9);
    const [first, second] = ledger.balance();
    expect(first!.fates).toMatchObject({ throttledOut: 4, delivered: 6, expired: 0, inFlight: 0 });
    expect(second!.fates).toMatchObject({ throttledOut: 4, delivered: 0, expired: 5, inFlight: 1 });
  });

  it('tells each application’s observer of what was lost on the way to it, and of what is in flight', () => {
    const { ledger, origin, one, two: other } = two();
    const told: string[] = [];
    for (const [name, reader] of [
      ['one', one],
      ['two', other],
    ] as const) {
      ledger.observe(reader, {
        lost: (createdUs, count) => void told.push(`${name} lost ${count} of ${createdUs}`),
        inFlight: (createdUs, count) => void told.push(`${name} waits for ${count} of ${createdUs}`),
        latencySharesUs: () => ({}),
      });
    }
    ledger.produced(origin, 150, 10, SIZE, 0);
    ledger.lost(origin, 'dropped', 150, 2, SIZE, 0);
    ledger.ended(origin, other, 'expired', 150, 3, SIZE, 2, 0);
    ledger.lost(origin, 'dropped', 99, 2, SIZE, 0); // not of the window
    ledger.beforeStore(origin, 150, 1, SIZE, 5);
    expect(told).toEqual([
      'one lost 2 of 150',
      'two lost 2 of 150',
      'two lost 3 of 150',
      'one waits for 1 of 150',
      'two waits for 1 of 150',
    ]);
  });

  it('says once when every record of the window has met its fate in every flow', () => {
    const { ledger, origin, one, two: other } = two();
    ledger.produced(origin, 150, 2, SIZE, 0);
    let settled = 0;
    ledger.whenSettled(() => void settled++);
    ledger.ended(origin, one, 'delivered', 150, 2, SIZE, 0, 0);
    ledger.ended(origin, other, 'delivered', 150, 1, SIZE, 0, 0);
    expect([settled, ledger.open]).toEqual([0, 1]);
    ledger.ended(origin, other, 'expired', 150, 1, SIZE, 1, 0);
    ledger.produced(origin, 250, 1, SIZE, 2);
    ledger.ended(origin, other, 'delivered', 250, 1, SIZE, 2, 0);
    expect([settled, ledger.open]).toEqual([1, 0]);
  });

  it('wants every end at once when somebody watches, or waits for the last', () => {
    const { ledger } = two();
    expect(ledger.atOnce).toBe(false);
    ledger.whenSettled(() => {});
    expect(ledger.atOnce).toBe(true);
    const watched = two();
    watched.ledger.watch(watched.origin, { ended: () => {} });
    expect(watched.ledger.atOnce).toBe(true);
  });
});
