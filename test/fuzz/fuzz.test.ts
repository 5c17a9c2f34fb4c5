// The first of the cases that `npm run fuzz` has without end: damaged scenarios are answered, random ones run. What fails says
// the command that looks at it again. These run here, in the tests' own process, for what they draw; CI looks at more by the
// command, whose workers are ended when they do not answer.

import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/services/index.ts';
import { type Kind, type Outcome, outcomeOf, replay } from './cases.ts';

const SEED = 'ci';
/** Of so many cases one is run twice. */
const EVERY = 5;

async function outcomes(kind: Kind, count: number): Promise<readonly Outcome[]> {
  const found: Outcome[] = [];
  for (let number = 0; number < count; number++) {
    const one = { kind, seed: SEED, number };
    try {
      found.push(await outcomeOf(one, number % EVERY === 0));
    } catch (error) {
      throw new Error(`${(error as Error).message}\nto see it again: ${replay(one)}`);
    }
  }
  return found;
}

describe('a scenario that is damaged', () => {
  it('is refused at a place and in words, or is another that runs', async () => {
    const all = await outcomes('damaged', 40);
    const refused = all.filter(({ went }) => went === 'refused').length;
    // Damage that is never noticed, or always, would show nothing.
    expect(refused).toBeGreaterThan(20);
    expect(refused).toBeLessThan(40);
  }, 120_000);
});

describe('a scenario that is drawn at random', () => {
  it('runs with balanced books, the same again, and says what it is; all types are drawn', async () => {
    const all = await outcomes('valid', catalogue.length);
    const used = new Set(all.flatMap((one) => one.used));
    expect(catalogue.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  }, 120_000);
});
