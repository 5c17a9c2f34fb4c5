// A whole number, or `unlimited`.

import { QuantityError } from '../../language/quantity-error.ts';
import { word } from '../../language/word.ts';
import { count } from '../../language/words.ts';

/** The word for a count of at least `min`, or `unlimited` (Infinity). */
export function countOrUnlimited(min: number) {
  const plain = count({ min });
  return word<number, number | string>({
    json: () => ({ type: ['integer', 'string'], minimum: min }),
    decode: (raw) => {
      if (raw === 'unlimited') return Number.POSITIVE_INFINITY;
      const read = plain.safeParse(raw);
      if (read.success) return read.data;
      throw new QuantityError(read.error.issues[0]?.message ?? 'not a count', {
        expected: `a whole number of at least ${min}, or unlimited`,
      });
    },
    encode: (value) => (value === Number.POSITIVE_INFINITY ? 'unlimited' : value),
  });
}
