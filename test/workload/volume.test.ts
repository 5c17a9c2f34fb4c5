import { describe, expect, it } from 'vitest';
import { prepareExpressions } from '../../src/language/expression.ts';
import { expectedRecords } from '../../src/workload/volume.ts';
import { workloadSchema } from '../../src/workload/workload.ts';

const MINUTE = 60_000_000;

async function records(arrivals: unknown, spanUs: number, load = 1): Promise<number> {
  const { rate } = arrivals as { readonly rate?: { readonly expression?: string } };
  await prepareExpressions([rate?.expression ?? '']);
  const workload = workloadSchema.parse({ arrivals, size: '1 B' });
  return expectedRecords(workload, spanUs, load);
}

describe('the records that a workload will bring', () => {
  it.each([
    ['a rate of 50/s for a minute', { process: 'poisson', rate: '50/s' }, 3000],
    ['two at a time', { process: 'constant', rate: '50/s', batch: 2 }, 6000],
    // 20 s at 10/s, 10 s at 100/s, twice.
    [
      'steps with a period of 30 s',
      {
        process: 'poisson',
        rate: {
          steps: [
            { at: '0 s', rate: '10/s' },
            { at: '20 s', rate: '100/s' },
          ],
          period: '30 s',
        },
      },
      2 * (20 * 10 + 10 * 100),
    ],
    [
      'steps of which the last one holds on',
      {
        process: 'poisson',
        rate: {
          steps: [
            { at: '0 s', rate: '10/s' },
            { at: '50 s', rate: '40/s' },
          ],
        },
      },
      50 * 10 + 10 * 40,
    ],
    ['devices on the second', { process: 'periodic', sources: 7, period: '1 s' }, 420],
    // A quarter of the time at 100/s.
    ['two states', { process: 'mmpp', rates: ['0/s', '100/s'], meanStay: ['3 s', '1 s'] }, 1500],
    ['ten users who think for 2 s, at most', { process: 'closed', population: 10, thinkTime: '2 s' }, 300],
  ])('%s', async (_what, arrivals, expected) => {
    expect(await records(arrivals, MINUTE)).toBeCloseTo(expected, 6);
    expect(await records(arrivals, MINUTE, 0.5)).toBeCloseTo(expected / 2, 6);
  });

  it('an expression: a rate that rises from 0 to 60/s in a minute brings 1,800', async () => {
    const rising = { process: 'poisson', rate: { expression: '1/s * (t / 1 s)' } };
    expect(await records(rising, MINUTE)).toBeCloseTo(1800, 3);
  });
});
