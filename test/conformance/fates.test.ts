// Every record has exactly one fate in each flow, in records, bytes, record numbers and moments of creation; and a run
// in which a component books one wrongly stops. Each kind of mistake is made on purpose, once, in the hundredth booking.

import { describe, expect, it } from 'vitest';
import { RecordSums } from '../../src/services/records/record-sums.ts';
import { designOf, produced, replaced, run, TYPES } from './example.ts';

type Booked = Parameters<RecordSums['addSums']>;

const MISTAKES: readonly (readonly [name: string, mistake: (...booked: Booked) => Booked])[] = [
  ['is forgotten', (account) => [account, 0, 0, 0, 0]],
  [
    'is booked twice',
    (account, n, bytes, numbers, moments) => [account, 2 * n, 2 * bytes, 2 * numbers, 2 * moments],
  ],
  ['changes its size', (account, n, bytes, numbers, moments) => [account, n, bytes + 1, numbers, moments]],
  [
    'is taken for another',
    (account, n, bytes, numbers, moments) => [account, n, bytes, numbers + 1, moments],
  ],
  ['grows younger', (account, n, bytes, numbers, moments) => [account, n, bytes, numbers, moments + 1]],
];

describe.each(TYPES)('%s', (_name, { example }) => {
  it('gives every record that it meets one fate', async () => {
    const result = run(await designOf(example));
    expect(produced(result)).toBeGreaterThan(0);
    for (const { produced, fates } of result.flows) {
      expect(Object.values(fates).reduce((sum, count) => sum + count, 0)).toBe(produced);
    }
  });

  it.each(MISTAKES)('stops the run when a record %s', async (_how, mistake) => {
    const design = await designOf(example);
    let bookings = 0;
    const once = (call: RecordSums['addSums'], on: RecordSums) =>
      ((...booked: Booked) =>
        call.apply(on, booked[1] > 0 && ++bookings === 100 ? mistake(...booked) : booked)) as typeof call;
    expect(() => replaced(RecordSums, 'addSums', once, () => run(design))).toThrow(
      /every record produced has exactly one fate/,
    );
    expect(bookings).toBeGreaterThanOrEqual(100);
  });
});
