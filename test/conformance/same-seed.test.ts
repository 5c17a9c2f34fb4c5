// Same design, same seed, same replication: the same path, to the last event, and the same figures to the last bit.

import { describe, expect, it } from 'vitest';
import { designOf, run, TYPES } from './example.ts';

describe.each(TYPES)('%s', (_name, { example }) => {
  it('takes the same path when it is run again, and another with another seed or replication', async () => {
    const design = await designOf(example);
    const once = run(design);
    const again = run(design);
    expect(again.fingerprint).toBe(once.fingerprint);
    expect(again).toEqual(once);
    expect(run(design, {}, 2).fingerprint).not.toBe(once.fingerprint);
    expect(run({ ...design, seed: 'another' }).fingerprint).not.toBe(once.fingerprint);
  });
});
