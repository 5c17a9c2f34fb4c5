// Tries mutations, several at a time, and tells of each as soon as it and those before it are judged. A row that does not hold
// over the program as it is cannot catch anything.

import { failingUnmutated, judge, type Verdict } from './judge.ts';
import type { Mutation } from './mutation.ts';

/**
 * @param lanes how many are tried at a time
 * @param told of every verdict, in the order of the mutations
 */
export async function tryMutations(
  mutations: readonly Mutation[],
  lanes: number,
  told: (verdict: Verdict) => void,
): Promise<void> {
  const failing = await failingUnmutated(mutations);
  const verdicts: Verdict[] = [];
  let begun = 0;
  let toldOf = 0;
  const lane = async (): Promise<void> => {
    while (begun < mutations.length) {
      const at = begun++;
      const mutation = mutations[at]!;
      const red = mutation.rows.find(({ name }) => failing.includes(name));
      verdicts[at] =
        red === undefined
          ? await judge(mutation)
          : { mutation, caught: null, why: `${red.name} fails without any mutation` };
      for (let verdict = verdicts[toldOf]; verdict !== undefined; verdict = verdicts[++toldOf]) told(verdict);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
