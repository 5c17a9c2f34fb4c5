// Rules that hold wherever values are given with weights.

import type { z } from 'zod';

interface WithWeights {
  readonly weights: readonly number[];
}

/** As many weights as there are values in the list of that name. */
export function sameLength<N extends string>(
  name: N,
): z.core.CheckFn<WithWeights & { readonly [K in N]: readonly unknown[] }> {
  return (context) => {
    const { weights } = context.value;
    const values = context.value[name];
    if (weights.length === values.length) return;
    context.issues.push({
      code: 'custom',
      input: weights,
      path: ['weights'],
      message: `${weights.length} weights for ${values.length} ${name}: each needs one`,
    });
  };
}

/** Not all weights are 0. */
export function someWeight(): z.core.CheckFn<WithWeights> {
  return (context) => {
    const { weights } = context.value;
    if (weights.length === 0 || weights.some((weight) => weight > 0)) return;
    context.issues.push({ code: 'custom', input: weights, path: ['weights'], message: 'all weights are 0' });
  };
}
