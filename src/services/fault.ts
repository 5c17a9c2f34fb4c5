// What may go wrong in a scenario, and when: `faults: [{ at: 5 min, for: 10 min, component: dashboard, kind: crash }]`.
// A fault says what happens, never how a component bears it: each type declares the kinds that it answers, and each
// component does what they mean for it. A flash crowd happens to a workload, whoever carries it.

import { z } from 'zod';
import { optional, required, withDefault } from '../language/field.ts';
import { NAME, NAME_IN_WORDS } from '../language/reference.ts';
import { type TaggedOutput, tagged } from '../language/tagged.ts';
import { count, decimal, duration, oneOf, text } from '../language/words.ts';
import { flashCrowdFields } from '../workload/flash-crowd.ts';

const OURS = "the simulator's own";

const time = () => ({
  at: required(duration({ max: '3650 d' }), 'When it begins, counted from the start of the measured window.'),
  for: required(duration({ min: '1 ms', max: '3650 d' }), 'How long it lasts.'),
});
const name = () => text({ pattern: NAME, expected: NAME_IN_WORDS });
const component = () => required(name(), 'The component that it happens to.');

const forms = {
  crash: z.strictObject({
    ...time(),
    component: component(),
    worker: optional(
      count({ min: 1, max: 10_000 }),
      'The number of the one of its workers that crashes, from 1; without it all of it crashes.',
    ),
  }),
  slow: z.strictObject({
    ...time(),
    component: component(),
    factor: required(decimal({ min: 1, max: 1_000_000 }), 'What its times are multiplied by.'),
  }),
  pause: z.strictObject({
    ...time(),
    component: component(),
    whilePaused: withDefault(
      oneOf(['hold', 'drop']),
      'hold',
      'What becomes of records that cannot be sent meanwhile: kept (as far as there is room), or dropped.',
      OURS,
    ),
  }),
  'az-lost': z.strictObject({
    ...time(),
    component: optional(
      name(),
      'The component that it happens to; without it, all that have hosts or servers.',
    ),
  }),
  'hot-key': z.strictObject({
    ...time(),
    workload: required(name(), 'The workload whose records go to one key.'),
    ...flashCrowdFields(),
  }),
};
type Forms = typeof forms;

/** A fault as plain data: `kind` names what happens. */
export type Fault = TaggedOutput<'kind', Forms>;

/** What can happen to a component. */
export type ComponentFault =
  | ({ readonly kind: 'crash' } & z.output<Forms['crash']>)
  | ({ readonly kind: 'slow' } & z.output<Forms['slow']>)
  | ({ readonly kind: 'pause' } & z.output<Forms['pause']>)
  | ({ readonly kind: 'az-lost' } & z.output<Forms['az-lost']>);

/** The kinds of faults that a type may answer. */
type FaultKind = ComponentFault['kind'];

/** The kinds that a type answers: what each does to it, in one sentence. */
export type FaultAnswers = Readonly<Partial<Record<FaultKind, string>>>;

/** The word for a fault: `{ at: 5 min, for: 1 min, component: backend, kind: slow, factor: 10 }`. */
export function fault() {
  return tagged('kind', forms);
}

/** Availability zones that hosts, servers and nodes are spread over evenly. */
export const ZONES = 3;

/** How many of `units` stand in the zone that is lost: the fullest of three, so one of one. */
export function lostWithZone(units: number): number {
  return Math.ceil(units / ZONES);
}

/** Whether unit `index` stands in the zone that is lost. */
export function standsInLostZone(index: number): boolean {
  return index % ZONES === 0;
}

/** Slow-downs under way, which multiply. */
export class Slowness {
  /** What times are multiplied by now; 1 when nothing is slow. */
  factor = 1;
  private readonly factors: number[] = [];

  begin(factor: number): void {
    this.factors.push(factor);
    this.factor = product(this.factors);
  }

  end(factor: number): void {
    this.factors.splice(this.factors.indexOf(factor), 1);
    // From what is left, never by division: when all is over it is 1 to the last bit.
    this.factor = product(this.factors);
  }
}

function product(factors: readonly number[]): number {
  return factors.reduce((all, one) => all * one, 1);
}
