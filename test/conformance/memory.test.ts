// Memory is bounded by what is in flight: what a run holds at its end is the same after a million records as after a
// hundred thousand. A leak of four bytes a record would be seen.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Design } from '../../src/scenario/design.ts';
import { designOf, produced, run, TYPES } from './example.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const FEW = 100_000;
const MANY = 1_000_000;
const BYTES_A_RECORD = 4;

/** Bytes in use while everything that the run held is still there, after about `records` records. */
function bytesHeld(design: Design, perUs: number, records: number): number {
  let bytes = 0;
  const result = run(
    { ...design, durationUs: Math.ceil(records / perUs) },
    {
      ended() {
        collect();
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        bytes = heapUsed + arrayBuffers;
      },
    },
  );
  expect(produced(result)).toBeGreaterThan(0.9 * records);
  return bytes;
}

describe.each(TYPES)('%s', (_name, { example }) => {
  it('holds no more after a million records than after a hundred thousand', async () => {
    const design = await designOf(example);
    const perUs = produced(run(design)) / design.durationUs;
    bytesHeld(design, perUs, FEW); // compiles what it will
    const few = bytesHeld(design, perUs, FEW);
    const many = bytesHeld(design, perUs, MANY);
    expect((many - few) / (MANY - FEW)).toBeLessThan(BYTES_A_RECORD);
  });
});
