import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderProgress } from '../../src/report/progress.ts';

describe('the line of progress', () => {
  it('tells what is done of what there is', () => {
    expect(renderProgress('hot-shard', 6, 15)).toBe(
      'hot-shard  [█████████░░░░░░░░░░░░░░░]  6 of 15 replications  40 %',
    );
    expect(renderProgress('hot-shard', 0, 1)).toBe(`hot-shard  [${'░'.repeat(24)}]  0 of 1 replication  0 %`);
    expect(renderProgress('hot-shard', 3, 3)).toBe(
      `hot-shard  [${'█'.repeat(24)}]  3 of 3 replications  100 %`,
    );
  });

  it('is never full, nor at 100 %, before the last has ended', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (total, any) => {
        const line = renderProgress('x', any % total, total);
        expect(line).toContain('░');
        expect(line).not.toContain(' 100 %');
      }),
    );
  });

  it('draws an empty bar where there is nothing to do', () => {
    expect(renderProgress('x', 0, 0)).toContain('░'.repeat(24));
  });
});
