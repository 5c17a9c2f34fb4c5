// A size, or one word that stands for a special value: `unlimited`, `auto`.

import { QuantityError } from '../../language/quantity-error.ts';
import { word } from '../../language/word.ts';
import { size } from '../../language/words.ts';

/**
 * The word for a size that may also be said by name.
 * @param name the name (`unlimited`)
 * @param value what it gives, bytes (Infinity for unlimited)
 */
export function sizeOr(name: string, value: number) {
  const plain = size({ min: '1 B' });
  return word<number, string>({
    json: () => ({ type: 'string', examples: ['64 MiB', name] }),
    decode: (raw) => {
      if (raw === name) return value;
      const read = plain.safeParse(raw);
      if (read.success) return read.data;
      throw new QuantityError(read.error.issues[0]?.message ?? 'not a size', {
        expected: `a size, as in 64 MiB, or ${name}`,
      });
    },
    encode: (bytes) => (bytes === value ? name : plain.encode(bytes)),
  });
}
