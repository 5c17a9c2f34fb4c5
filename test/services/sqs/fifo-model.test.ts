// A FIFO queue against a model of a few lines, over random commands: a list of messages in the order in which they were
// stored, each with its group and until when it is hidden. What AWS promises is looked at apart, on what receivers got:
// never two batches of one group in flight, each group in order, nothing stored twice within five minutes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, Bench, S } from './bench.ts';

const VISIBILITY_US = 10 * S;
const MOST_RECEIVES = 3;
const DEDUPLICATION_US = 300 * S;

interface Message {
  readonly number: number;
  readonly group: string;
  hiddenUntilUs: number;
  receives: number;
}

/** A message as it was handed over once. */
interface Receipt {
  readonly message: Message;
  readonly receives: number;
}

interface Held {
  readonly answer: Answer;
  /** By row. */
  readonly receipts: readonly Receipt[];
}

class Model {
  nowUs = S;
  messages: Message[] = [];
  readonly dead: number[] = [];
  readonly sentUs = new Map<number, number>();
  readonly held: Held[] = [];
  sent = 0;

  groupOf(number: number): string {
    return `g${(number * 7) % 5}`;
  }

  /** What a queue of AWS's would do. @returns what is handed over */
  receive(max: number): Receipt[] {
    const isVisible = ({ hiddenUntilUs }: Message) => hiddenUntilUs <= this.nowUs;
    const locked = new Set(this.messages.filter((one) => !isVisible(one)).map(({ group }) => group));
    const handed: Receipt[] = [];
    for (const { group } of [...this.messages]) {
      if (locked.has(group)) continue;
      locked.add(group);
      for (const one of this.messages.filter((other) => other.group === group)) {
        if (handed.length === max) break;
        if (one.receives === MOST_RECEIVES) {
          this.messages.splice(this.messages.indexOf(one), 1);
          this.dead.push(one.number);
          continue;
        }
        one.receives++;
        one.hiddenUntilUs = this.nowUs + VISIBILITY_US;
        handed.push({ message: one, receives: one.receives });
      }
    }
    return handed;
  }

  /** Whether a message is in flight by a receipt. */
  isInFlight({ message, receives }: Receipt): boolean {
    return (
      this.messages.includes(message) && message.receives === receives && message.hiddenUntilUs > this.nowUs
    );
  }
}

/** The queue, and what a receiver can tell of it without a model. */
class Real {
  readonly on = new Bench(
    {
      queues: {
        queue: {
          fifoQueue: true,
          visibilityTimeout: '10 s',
          redrivePolicy: { deadLetterTarget: 'dead', maxReceiveCount: MOST_RECEIVES },
        },
        dead: { fifoQueue: true },
      },
      readers: { worker: 'queue', morgue: 'dead' },
    },
    1e6 * S,
  );
  /** By number: until when it is surely in flight. */
  readonly inFlightUs = new Map<number, number>();
  received = 0;
  batches = 0;
}

type Command = fc.Command<Model, Real>;

function step(model: Model, real: Real, action: () => void): void {
  real.on.at(model.nowUs, action);
  real.on.advance(model.nowUs + 1);
  model.nowUs += 1000;
}

class Send implements Command {
  readonly count: number;
  readonly again: number;

  constructor(count: number, again: number) {
    this.count = count;
    this.again = again;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    const known = [...model.sentUs.keys()];
    const records = Array.from({ length: this.count }, (_, i) => {
      const isAgain = i < this.again && known.length > 0;
      const number = isAgain ? known[(model.sent + i * 3) % known.length]! : model.sent++;
      return { number, key: model.groupOf(number), duplicate: isAgain };
    });
    for (const { number } of records) {
      const sentUs = model.sentUs.get(number);
      if (sentUs !== undefined && model.nowUs - sentUs < DEDUPLICATION_US) continue;
      model.sentUs.set(number, model.nowUs);
      model.messages.push({ number, group: model.groupOf(number), hiddenUntilUs: 0, receives: 0 });
    }
    let stored: readonly number[] = [];
    step(model, real, () => {
      real.on.send('queue', records, {
        answered: (all) => {
          stored = all;
        },
      });
    });
    // What was sent before is answered with success, too.
    expect(stored).toEqual(records.map(() => 1));
  }

  toString(): string {
    return `send ${this.count}, ${this.again} again`;
  }
}

class Receive implements Command {
  readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    const { nowUs } = model;
    const expected = model.receive(this.max);
    let got: Answer | null = null;
    step(model, real, () =>
      real.on.readers.worker!.receive({ max: this.max }, (answer) => {
        got = answer;
      }),
    );
    const answer: Answer = got!;
    const { numbers, counts } = answer;
    const busy = new Set(
      [...real.inFlightUs].filter(([, until]) => until > nowUs).map(([number]) => model.groupOf(number)),
    );
    expect(numbers.filter((number) => busy.has(model.groupOf(number)))).toEqual([]);
    for (const number of numbers) real.inFlightUs.set(number, nowUs + VISIBILITY_US);
    expect(numbers.map((number, row) => ({ number, receives: counts[row]! }))).toEqual(
      expected.map(({ message, receives }) => ({ number: message.number, receives })),
    );
    real.received += numbers.length;
    if (numbers.length > 0) {
      real.batches++;
      model.held.push({ answer, receipts: expected });
    }
  }

  toString(): string {
    return `receive ${this.max}`;
  }
}

class Delete implements Command {
  readonly pick: number;
  readonly to: number;

  constructor(pick: number, to: number) {
    this.pick = pick;
    this.to = to;
  }

  check({ held }: Readonly<Model>): boolean {
    return held.length > 0;
  }

  run(model: Model, real: Real): void {
    // Mostly the last one, so that deletes are in time.
    const { answer, receipts } = model.held[Math.max(0, model.held.length - 1 - this.pick)]!;
    const to = Math.min(this.to, receipts.length);
    const rows = receipts.slice(0, to);
    const inTime = rows.filter((row) => model.isInFlight(row));
    const expected = rows.filter(
      (row) => model.messages.includes(row.message) && !model.isInFlight(row),
    ).length;
    for (const { message } of inTime) {
      model.messages.splice(model.messages.indexOf(message), 1);
      real.inFlightUs.delete(message.number);
    }
    let failed = -1;
    step(model, real, () =>
      real.on.readers.worker!.delete(
        answer,
        (count) => {
          failed = count;
        },
        [0, to],
      ),
    );
    expect(failed).toBe(expected);
  }

  toString(): string {
    return `delete the ${this.pick} before the last, ${this.to}`;
  }
}

class Change implements Command {
  readonly pick: number;
  readonly seconds: number;

  constructor(pick: number, seconds: number) {
    this.pick = pick;
    this.seconds = seconds;
  }

  check({ held }: Readonly<Model>): boolean {
    return held.length > 0;
  }

  run(model: Model, real: Real): void {
    const { answer, receipts } = model.held[Math.max(0, model.held.length - 1 - this.pick)]!;
    for (const receipt of receipts) {
      if (!model.isInFlight(receipt)) continue;
      const { message } = receipt;
      message.hiddenUntilUs = model.nowUs + this.seconds * S;
      real.inFlightUs.set(message.number, message.hiddenUntilUs);
    }
    step(model, real, () => real.on.readers.worker!.change(answer, this.seconds * S));
  }

  toString(): string {
    return `change the ${this.pick} before the last to ${this.seconds} s`;
  }
}

class Wait implements Command {
  readonly seconds: number;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    model.nowUs += this.seconds * S;
    real.on.advance(model.nowUs);
  }

  toString(): string {
    return `wait ${this.seconds} s`;
  }
}

const commands = fc.commands(
  [
    fc
      .record({ count: fc.integer({ min: 1, max: 10 }), again: fc.integer({ min: 0, max: 2 }) })
      .map(({ count, again }) => new Send(count, again)),
    fc.integer({ min: 1, max: 10 }).map((max) => new Receive(max)),
    fc.constantFrom(2, 10).map((max) => new Receive(max)),
    fc
      .record({ pick: fc.constantFrom(0, 0, 1, 3), to: fc.constantFrom(1, 10, 10) })
      .map(({ pick, to }) => new Delete(pick, to)),
    fc
      .record({ pick: fc.constantFrom(0, 1), seconds: fc.constantFrom(0, 3, 20) })
      .map(({ pick, seconds }) => new Change(pick, seconds)),
    fc.constantFrom(1, 4, 11, 11, 150).map((seconds) => new Wait(seconds)),
  ],
  { size: 'max', maxCommands: 120 },
);

describe('a FIFO queue', () => {
  it('hands over what its model does, never two batches of a group, and takes nothing twice within five minutes', () => {
    let received = 0;
    let batches = 0;
    let dead = 0;
    fc.assert(
      fc.property(commands, (run) => {
        const model = new Model();
        const real = new Real();
        fc.modelRun(() => ({ model, real }), run);
        const outcome = real.on.run(model.nowUs + S);
        const { messages } = model;
        const visible = messages.filter(({ hiddenUntilUs }) => hiddenUntilUs <= model.nowUs + S - 1).length;
        expect(outcome.level('queue', 'ApproximateNumberOfMessagesVisible').last).toBe(visible);
        expect(outcome.sum('queue', 'DeadLettered')).toBe(model.dead.length);
        received += real.received;
        batches += real.batches;
        dead += model.dead.length;
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(received).toBeGreaterThan(5000);
    expect(batches).toBeGreaterThan(2000);
    expect(dead).toBeGreaterThan(50);
  });
});
