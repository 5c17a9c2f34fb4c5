// Tries mutations, several at a time, and tells of each as soon as it and those before it are judged.

import { failingUnmutated, judge, type Verdict } from './judge.ts';
import type { Mutation } from './mutation.ts';

/**
 * @param lanes how many are tried at a time
 * @param told of every verdict, in the order of the mutations
 * @throws when a row does not hold over the program as it is: then it can catch nothing
 */
export async function tryMutations(
  mutations: readonly Mutation[],
  lanes: number,
  told: (verdict: Verdict) => void,
): Promise<void> {
  const failing = await failingUnmutated(mutations);
  if (failing.length > 0) throw new Error(`rows that fail without any mutation: ${failing.join(', ')}`);
  const verdicts: Verdict[] = [];
  let begun = 0;
  let toldOf = 0;
  const lane = async (): Promise<void> => {
    while (begun < mutations.length) {
      const at = begun++;
      verdicts[at] = await judge(mutations[at]!);
      for (let verdict = verdicts[toldOf]; verdict !== undefined; verdict = verdicts[++toldOf]) told(verdict);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
