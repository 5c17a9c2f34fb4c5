// With c receivers of one message each that ask again at once, and calls that take no time, a queue is a station with c
// servers and one line: each message begins when the recursion of J. Kiefer and J. Wolfowitz (1955) says, to the
// microsecond. With exponential times that is M/M/c, with one receiver and constant ones M/D/1.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bench, S } from './bench.ts';

interface Customer {
  readonly arrivesUs: number;
  readonly takesUs: number;
}

/** When each begins with `servers` servers and one line in order of arrival. */
function begins(customers: readonly Customer[], servers: number): number[] {
  const freeUs = new Array<number>(servers).fill(0);
  return customers.map(({ arrivesUs, takesUs }) => {
    const first = freeUs.indexOf(Math.min(...freeUs));
    const beginsUs = Math.max(arrivesUs, freeUs[first]!);
    freeUs[first] = beginsUs + takesUs;
    return beginsUs;
  });
}

/** When each message is handed over to `servers` receivers. */
function received(
  customers: readonly Customer[],
  servers: number,
  settings: Readonly<Record<string, unknown>>,
): number[] {
  const on = new Bench({ queues: { queue: settings }, readers: { worker: 'queue' } }, 1e6 * S);
  const atUs: number[] = [];
  const serve = (): void =>
    on.readers.worker!.receive({ max: 1, waitUs: 20 * S }, (answer) => {
      const [number] = answer.numbers;
      if (number === undefined) {
        serve();
        return;
      }
      atUs[number] = answer.atUs;
      on.at(on.nowUs + customers[number]!.takesUs, () => {
        on.readers.worker!.finish(answer);
        on.readers.worker!.delete(answer);
        serve();
      });
    });
  for (let i = 0; i < servers; i++) on.at(0, serve);
  for (const [number, { arrivesUs }] of customers.entries())
    on.at(arrivesUs, () => on.send('queue', [{ number }]));
  const last = customers.at(-1)!;
  on.run(last.arrivesUs + customers.reduce((sum, { takesUs }) => sum + takesUs, 0) + S);
  return atUs;
}

const customers = (takes: fc.Arbitrary<number>) =>
  fc
    .array(fc.record({ gap: fc.integer({ min: 1, max: 2 * S }), takes }), { minLength: 1, maxLength: 80 })
    .map((list) => {
      let atUs = 0;
      return list.map(({ gap, takes: takesUs }): Customer => {
        atUs += gap;
        return { arrivesUs: atUs, takesUs };
      });
    });

describe('a queue whose receivers take one message each, without latency', () => {
  it('is a station of c servers with one line', () => {
    fc.assert(
      fc.property(
        customers(fc.integer({ min: 1, max: 8 * S })),
        fc.integer({ min: 1, max: 5 }),
        (list, servers) => {
          expect(received(list, servers, { visibilityTimeout: '1 h' })).toEqual(begins(list, servers));
        },
      ),
      { numRuns: 150, seed: 2 },
    );
  });

  it('is D/1 with one receiver and constant times', () => {
    fc.assert(
      fc.property(customers(fc.constant(1 * S)), (list) => {
        expect(received(list, 1, {})).toEqual(begins(list, 1));
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
