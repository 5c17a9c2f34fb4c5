// How sure a number is, as a reader meets it: marks on percentiles, precision, warm-up, and a design that does not
// keep up.

import { describe, expect, it } from 'vitest';
import type { DesignResult, Estimate, Result } from '../../src/experiment/result.ts';
import { renderHtml } from '../../src/report/html/page.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderComment } from '../../src/report/markdown.ts';
import { formatEstimate } from '../../src/report/number.ts';
import { precisionInWords } from '../../src/report/precision.ts';
import { renderSummary } from '../../src/report/terminal.ts';
import { hotShard } from './fixture.ts';

const plain = (result: Result): string =>
  renderSummary(result, { colour: false, width: 100 }).replace(/\s+/g, ' ');

const withBase = (change: (base: DesignResult) => Partial<DesignResult>): Result => {
  const result = hotShard();
  const [base, ...others] = result.designs;
  return { ...result, designs: [{ ...base!, ...change(base!) }, ...others] };
};

describe('a percentile', () => {
  it('that is rough is marked, and one with too few samples is not told', () => {
    expect(formatEstimate({ value: 0.19, ci95: null, mark: 'rough' }, 'seconds')).toBe('~ 190 ms');
    expect(formatEstimate({ value: null, ci95: null, mark: 'too few samples' }, 'seconds')).toBe(
      'n/a (too few samples)',
    );
  });

  it('that is rough has its mark explained where one is shown, and nowhere else', () => {
    const rough: Estimate = { value: 0.19, ci95: null, mark: 'rough' };
    const marked = withBase(({ objectives }) => ({
      objectives: objectives.map((one, i) => (i === 0 ? { ...one, observed: rough } : one)),
    }));
    expect(plain(marked)).toContain('~ rough: the samples beyond a percentile are correlated');
    expect(plain(hotShard())).not.toContain('~ rough');
    expect(renderJson(marked)).toContain('"mark": "rough"');
  });
});

describe('an objective on a percentile with too few samples', () => {
  const judged = (share: Estimate) =>
    withBase(({ objectives }) => ({
      objectives: objectives.map((one, i) =>
        i === 0
          ? {
              ...one,
              verdict: 'holds' as const,
              operator: '<' as const,
              limit: 1,
              unit: 'seconds',
              observed: { value: null, ci95: null, mark: 'too few samples' as const },
              share,
            }
          : one,
      ),
    }));
  const told = 'of the sample below 1 s (too few samples to tell the value)';

  it('is told by the share that was judged, in every report: no mark stands beside what cannot be told', async () => {
    const result = judged({ value: 1, ci95: [0.993, 1] });
    const page = await renderHtml(result);
    expect(plain(result)).toContain(`99.3 % to 100 % ${told}`);
    expect(page).toContain(`99.3 % to 100 % ${told}`);
    expect(renderComment(result)).toContain(`✓ 100 % ${told}`);
    for (const report of [plain(result), page, renderComment(result)])
      expect(report).not.toMatch(/✓\s*(<\/span>\s*)?n\/a/);
  });

  it('is told by the share alone where there is no interval', () => {
    expect(plain(judged({ value: 0.95, ci95: null }))).toContain(`95 % ${told}`);
  });
});

describe('a precision that was asked for', () => {
  const precision = {
    path: 'dashboard.latency.mean',
    unit: 'seconds',
    wanted: 0.005,
    half: 0.004,
    met: true,
  };

  it('is told with what was reached, and says so where that was not enough', () => {
    expect(precisionInWords(precision, 23)).toBe(
      'dashboard.latency.mean is known to ± 4 ms (± 5 ms was asked for) after 23 replications',
    );
    expect(precisionInWords({ ...precision, half: 0.02, met: false }, 100)).toBe(
      'dashboard.latency.mean is only known to ± 20 ms (± 5 ms was asked for) after 100 replications',
    );
    expect(precisionInWords({ ...precision, half: null, wanted: null, met: false }, 9)).toBe(
      'dashboard.latency.mean cannot be told precisely after 9 replications',
    );
  });

  it('stands in the summary and on the page', async () => {
    const result = withBase(() => ({ precision, replications: 23 }));
    expect(plain(result)).toContain('dashboard.latency.mean is known to ± 4 ms');
    expect(plain(result)).toContain('5 to 23 replications');
    expect(await renderHtml(result)).toContain('dashboard.latency.mean is known to ± 4 ms');
  });
});

describe('a warm-up that was left to the data', () => {
  const warmed = (warmup: 'found' | 'not found'): Result => {
    const result = hotShard();
    const [base, variant, ...others] = result.designs;
    const settled = { ...base!, warmup: { status: 'found', seconds: 60 } } as const;
    const open = { ...variant!, warmup: { status: warmup, seconds: 60 } };
    return {
      ...result,
      scenario: { ...result.scenario, warmup: 'found' },
      designs: [settled, open, ...others],
    };
  };

  it('is said to be found, or of which design it was not', async () => {
    expect(plain(warmed('found'))).toContain('of warm-up (found from the data)');
    const { name } = hotShard().designs[1]!;
    expect(plain(warmed('not found'))).toContain(`No warm-up was found for ${name}: half of the run`);
    expect(plain(hotShard())).not.toContain('found from the data');
    expect(await renderHtml(warmed('not found'))).toContain(`No warm-up was found for ${name}`);
    expect(renderComment(warmed('not found'))).toContain(`No warm-up was found for ${name}`);
    expect(renderComment(warmed('found'))).not.toContain('No warm-up');
  });
});

describe('a design that does not keep up', () => {
  it('says which backlog grows, first of all', async () => {
    const result = withBase(() => ({ unstable: ['backend: QueueLength grows by 20.1/s'] }));
    expect(plain(result)).toContain('unstable: backend: QueueLength grows by 20.1/s');
    expect(await renderHtml(result)).toContain('is unstable: backend: QueueLength grows by 20.1/s');
    expect(renderJson(result)).toContain('"unstable": ["backend: QueueLength grows by 20.1/s"]');
  });
});
