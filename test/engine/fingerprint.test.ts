import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprint } from '../../src/engine/fingerprint.ts';

type Step = readonly [timeUs: number, handler: number, count: number, bytes: number, numbers: number];

function hashOf(steps: readonly Step[]): string {
  const fingerprint = new Fingerprint();
  for (const [timeUs, handler, count, bytes, numbers] of steps) {
    fingerprint.event(timeUs, handler);
    fingerprint.carried(count, bytes, numbers);
  }
  return fingerprint.toString();
}

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.nat(4_000_000_000),
  fc.nat(40),
  fc.nat(500),
  fc.nat(5_000_000),
  fc.nat(1_000_000_000),
);
const path = fc.array(step, { minLength: 2, maxLength: 30 });

describe('the fingerprint', () => {
  it('is sixteen hexadecimal digits, the same for the same path', () => {
    fc.assert(
      fc.property(path, (steps) => {
        expect(hashOf(steps)).toMatch(/^[0-9a-f]{16}$/);
        expect(hashOf(steps)).toBe(hashOf([...steps]));
      }),
    );
  });

  it('tells a path from one in which any single value differs', () => {
    fc.assert(
      fc.property(path, fc.nat(), fc.nat(4), fc.integer({ min: 1, max: 1000 }), (steps, at, field, by) => {
        const other = steps.map((one) => [...one]);
        other[at % steps.length]![field]! += by;
        expect(hashOf(other as unknown as Step[])).not.toBe(hashOf(steps));
      }),
      { numRuns: 1000 },
    );
  });

  it('tells two events from the same two in the other order', () => {
    fc.assert(
      fc.property(path, fc.nat(), (steps, at) => {
        const i = at % (steps.length - 1);
        const other = [...steps];
        [other[i], other[i + 1]] = [steps[i + 1]!, steps[i]!];
        fc.pre(JSON.stringify(other) !== JSON.stringify(steps));
        expect(hashOf(other)).not.toBe(hashOf(steps));
      }),
      { numRuns: 1000 },
    );
  });

  it('sees the last bit of a draw', () => {
    const a = new Fingerprint();
    const b = new Fingerprint();
    a.number(0.1);
    b.number(0.1 + 2 ** -56);
    expect(a.toString()).not.toBe(b.toString());
  });
});
