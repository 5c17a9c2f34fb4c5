// A queue against a reference of a few lines, over random traces: a list of messages, each with the moment from which it
// can be received and the receipt that it was last handed over with. Nothing here looks at how the queue does it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, Bench, type Receiver, S } from './bench.ts';

interface Message {
  readonly number: number;
  readonly sentS: number;
  visibleS: number;
  receives: number;
}

/** A standard queue as its documentation has it. Times are whole seconds. */
class Reference {
  messages: Message[] = [];
  readonly terms: {
    readonly visibility: number;
    readonly retention: number;
    readonly most: number;
    readonly dead: Reference | null;
  };

  constructor(terms: Reference['terms']) {
    this.terms = terms;
  }

  send(number: number, delay: number, atS: number): void {
    this.messages.push({ number, sentS: atS, visibleS: atS + delay, receives: 0 });
  }

  /** All that there is; `receives` is the receipt. */
  receive(atS: number): { readonly number: number; readonly receives: number }[] {
    this.expire(atS);
    const { visibility, most, dead } = this.terms;
    const here = this.messages.filter(({ visibleS }) => visibleS <= atS);
    for (const one of here.filter(({ receives }) => receives >= most)) {
      this.messages.splice(this.messages.indexOf(one), 1);
      dead!.messages.push({ number: one.number, sentS: one.sentS, visibleS: atS, receives: 0 });
    }
    const handed = here.filter(({ receives }) => receives < most);
    for (const one of handed) {
      one.receives++;
      one.visibleS = atS + visibility;
    }
    return handed.map(({ number, receives }) => ({ number, receives }));
  }

  delete(number: number, receipt: number, atS: number): void {
    this.expire(atS);
    this.messages = this.messages.filter((one) => one.number !== number || one.receives !== receipt);
  }

  change(number: number, receipt: number, timeout: number, atS: number): void {
    this.expire(atS);
    const one = this.messages.find((message) => message.number === number && message.receives === receipt);
    if (one !== undefined && one.visibleS > atS) one.visibleS = atS + timeout;
  }

  private expire(atS: number): void {
    this.messages = this.messages.filter(({ sentS }) => sentS + this.terms.retention > atS);
  }
}

const step = fc.record({
  gap: fc.integer({ min: 0, max: 9 }),
  does: fc.constantFrom('send', 'send', 'receive', 'receive', 'receive', 'receive dead', 'delete', 'change'),
  pick: fc.nat(),
  timeout: fc.integer({ min: 0, max: 20 }),
});

const trace = fc.record({
  steps: fc.array(step, { minLength: 10, maxLength: 60 }),
  visibility: fc.integer({ min: 1, max: 12 }),
  delay: fc.integer({ min: 0, max: 6 }),
  retention: fc.constantFrom(60, 3600),
  most: fc.integer({ min: 1, max: 3 }),
});

type Trace = typeof trace extends fc.Arbitrary<infer T> ? T : never;

/** Plays a trace on both. @returns what each receive brought, by number and receipt */
function play({ steps, visibility, delay, retention, most }: Trace) {
  const dead = new Reference({ visibility: 5, retention: 90, most: Number.POSITIVE_INFINITY, dead: null });
  const queue = new Reference({ visibility, retention, most, dead });
  const on = new Bench(
    {
      queues: {
        queue: {
          visibilityTimeout: `${visibility} s`,
          delay: `${delay} s`,
          messageRetentionPeriod: `${retention} s`,
          redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: most },
        },
        dead: { visibilityTimeout: '5 s', messageRetentionPeriod: '90 s' },
      },
      readers: { worker: 'queue', morgue: 'dead' },
    },
    3600 * S,
  );
  const expected: string[][] = [];
  const seen: string[][] = [];
  const held: {
    readonly reader: Receiver;
    readonly from: Reference;
    answer: Answer | null;
    told: { number: number; receives: number }[];
  }[] = [];
  const named = (rows: readonly { number: number; receives: number }[]) =>
    rows.map(({ number, receives }) => `${number}/${receives}`).sort();
  let atS = 0;
  let sent = 0;
  for (const [i, { gap, does, pick, timeout }] of steps.entries()) {
    atS += gap;
    const atUs = atS * S + 10 * i; // in the order of the trace within a second
    const nowS = atS;
    if (does === 'send') {
      if (sent === 10) continue; // one receive brings all that there is
      const number = sent++;
      queue.send(number, delay, nowS);
      on.at(atUs, () => on.send('queue', [{ number }]));
    } else if (does === 'receive' || does === 'receive dead') {
      const [reader, from] = does === 'receive' ? [on.readers.worker!, queue] : [on.readers.morgue!, dead];
      const told = from.receive(nowS);
      const place = expected.push(named(told)) - 1;
      const hold = { reader, from, answer: null as Answer | null, told };
      held.push(hold);
      on.at(atUs, () =>
        reader.receive({ waitUs: 1 }, (answer) => {
          hold.answer = answer;
          seen[place] = named(
            answer.numbers.map((number, row) => ({ number, receives: answer.counts[row]! })),
          );
        }),
      );
    } else {
      const hold = held[pick % Math.max(1, held.length)];
      if (hold === undefined) continue;
      for (const { number, receives } of hold.told) {
        if (does === 'delete') hold.from.delete(number, receives, nowS);
        else hold.from.change(number, receives, timeout, nowS);
      }
      on.at(atUs, () => {
        if (does === 'delete') hold.reader.delete(hold.answer!);
        else hold.reader.change(hold.answer!, timeout * S);
      });
    }
  }
  on.run(atS * S + S);
  return { expected, seen };
}

describe('a standard queue', () => {
  it('hands over what its documentation says, at every receive of random traces', () => {
    let received = 0;
    let again = 0;
    fc.assert(
      fc.property(trace, (one) => {
        const { expected, seen } = play(one);
        expect(seen).toEqual(expected);
        received += seen.flat().length;
        again += seen.flat().filter((name) => !name.endsWith('/1')).length;
      }),
      { numRuns: 500, seed: 9 },
    );
    expect(received).toBeGreaterThan(1000);
    expect(again).toBeGreaterThan(200);
  });
});
