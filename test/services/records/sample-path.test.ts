import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../../src/engine/invariant.ts';
import { SamplePath } from '../../../src/services/records/sample-path.ts';

/** Two come at 0 and 10 µs and leave at 30 and 35: 30 + 25 µs of stay; between 10 and 30 both are there. */
function path(stays: readonly number[] = [30, 25]): SamplePath {
  const made = new SamplePath();
  for (const [count, atUs] of [
    [1, 0],
    [1, 10],
    [-1, 30],
    [-1, 35],
  ] as const)
    made.change(count, atUs);
  for (const us of stays) made.stayed(us);
  return made;
}

describe('Little’s law on a sample path', () => {
  it('holds: the area under the number is the sum of the stays', () => {
    // 1 × 10 + 2 × 20 + 1 × 5 = 55 = 30 + 25.
    expect(() => path().check('things', 0, 100)).not.toThrow();
  });

  it('stops the run when a stay is forgotten, told twice, or a µs wrong', () => {
    for (const stays of [[30], [30, 25, 25], [30, 26]]) {
      expect(() => path(stays).check('things', 0, 100)).toThrow(InvariantError);
    }
    expect(() => path([30]).check('jobs at desk', 0, 100)).toThrow(
      /Little.*"what":"jobs at desk","areaUs":55,"staysUs":30/,
    );
  });

  it('counts those who are still there for as long as they have been', () => {
    const made = path();
    made.change(1, 60);
    expect(() => made.check('things', 40, 100)).not.toThrow();
    expect(() => made.check('things', 39, 100)).toThrow(InvariantError);
  });

  it('holds for any comings and goings, in any order of leaving', () => {
    const stay = fc.record({ atUs: fc.nat(1000), us: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 40 }), fc.nat(2000), (stays, endUs) => {
        const made = new SamplePath();
        const moves = stays.flatMap(({ atUs, us }) => [
          { atUs, count: 1 },
          { atUs: atUs + us, count: -1 },
        ]);
        for (const { atUs, count } of moves.sort((a, b) => a.atUs - b.atUs)) {
          if (atUs <= endUs) made.change(count, atUs);
        }
        let presentUs = 0;
        for (const { atUs, us } of stays) {
          if (atUs + us <= endUs) made.stayed(us);
          else if (atUs <= endUs) presentUs += endUs - atUs;
        }
        made.check('things', presentUs, endUs);
      }),
    );
  });
});
