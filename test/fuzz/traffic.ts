// Workloads at random, few enough records that a run takes a moment.

import { stringify } from 'yaml';
import { inputSchema, type JsonSchema } from '../../src/language/json-form.ts';
import { workloadSchema } from '../../src/workload/workload.ts';
import { TRACE } from './answer.ts';
import type { Chance } from './chance.ts';
import type { Data } from './presets.ts';
import { drawn } from './schema-values.ts';

const schema = inputSchema(workloadSchema);

/** The properties of a workload, for those who count what was drawn. */
export const WORKLOAD_FORM: JsonSchema = schema;

/** A workload. */
export function workload(chance: Chance, density: number): Data {
  const data = drawn(schema, { chance, density: Math.max(0.4, density) }) as Data;
  data.arrivals = arrivals(chance);
  return data;
}

function arrivals(chance: Chance): Data {
  const rate = (): string => chance.pick(['0.2/s', '1/s', '5/s', '20/s', '60/s', '150/s']);
  const batch = chance.happens(0.2)
    ? { batch: chance.pick<unknown>([1, 5, { distribution: 'uniform', min: 1, max: 4 }]) }
    : {};
  switch (chance.integer(0, 9)) {
    case 0:
      return { process: 'mmpp', rates: [rate(), rate()], meanStay: ['3 s', '1 s'], ...batch };
    case 1:
      return { process: 'periodic', sources: chance.pick([1, 20, 200]), period: '5 s', jitter: '1 s' };
    case 2:
      return {
        process: 'closed',
        population: chance.pick([1, 5, 30]),
        thinkTime: chance.pick(['200 ms', '2 s']),
      };
    case 3:
      return { process: chance.pick(['poisson', 'constant']), rate: followingTime(chance, rate), ...batch };
    case 4:
    case 5:
    case 6:
      return { process: 'constant', rate: rate(), ...batch };
    default:
      return { process: 'poisson', rate: rate(), ...batch };
  }
}

function followingTime(chance: Chance, rate: () => string): unknown {
  const period = chance.happens(0.5) ? { period: '5 s' } : {};
  return chance.pick<unknown>([
    `${rate()} * (1 + 0.5 * sin(t / 1 s))`,
    { expression: `${rate()} * (1 + t / 10 s)`, ...period },
    {
      steps: [
        { at: '0 s', rate: rate() },
        { at: '3 s', rate: rate() },
      ],
      ...period,
    },
    { trace: TRACE, withinPeriod: chance.pick(['poisson', 'constant', 'burst']) },
  ]);
}

/** A scenario's text, one property a line, so that a place in it says which property is meant. */
export function textOf(data: Data): string {
  return stringify(data, { lineWidth: 0, aliasDuplicateObjects: false });
}
