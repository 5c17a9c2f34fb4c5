// The answer in a sentence, from the objectives' own verdicts.

import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/experiment/interval.ts';
import type { DesignResult, Result } from '../../src/experiment/result.ts';
import { verdictSentences, worstVerdict } from '../../src/report/verdict.ts';
import { hotShard } from './fixture.ts';
import { estimate } from './measured.ts';

/** A design with these verdicts, at this price a month. */
function judged(name: string, verdicts: readonly Verdict[], usd = 100): DesignResult {
  const design = hotShard().designs[0]!;
  const objectives = verdicts.map((verdict) => ({ ...design.objectives[0]!, verdict }));
  return { ...design, name, objectives, cost: { ...design.cost, perMonth: estimate(usd) } };
}

function sentences(...designs: readonly DesignResult[]): string {
  const result: Result = { ...hotShard(), designs };
  return verdictSentences(result).join(' ');
}

describe('the verdict', () => {
  it.each<[readonly Verdict[], string]>([
    [['holds', 'holds'], 'base meets all 2 objectives.'],
    [['holds'], 'base meets its only objective.'],
    [['fails', 'fails'], 'base misses all 2 objectives.'],
    [['fails', 'undecided', 'holds'], 'base misses 1 of 3 objectives, 1 undecided.'],
    [['undecided', 'holds'], 'base meets 1 of 2 objectives, 1 undecided.'],
    [['undecided', 'undecided'], 'base: all 2 objectives are undecided.'],
    [[], 'base has no objectives.'],
  ])('of %j reads "%s"', (verdicts, words) => {
    expect(sentences(judged('base', verdicts))).toBe(words);
  });

  it('names the variants that meet everything, the cheapest first', () => {
    const base = judged('base', ['fails']);
    const dear = judged('dear', ['holds'], 300);
    const cheap = judged('cheap', ['holds'], 120);
    const poor = judged('poor', ['undecided'], 50);
    expect(sentences(base, dear, poor, cheap)).toBe(
      'base misses its only objective. Of 3 variants, cheap (120 USD a month) and dear (300 USD a month) meet them all.',
    );
    expect(sentences(base, poor, poor)).toBe(
      'base misses its only objective. Of 2 variants, none meets them all.',
    );
    expect(sentences(base, poor)).toBe(
      'base misses its only objective. The variant poor does not meet them all.',
    );
  });

  it('is no better than the worst of its objectives', () => {
    expect(worstVerdict(judged('x', ['holds', 'undecided', 'fails']))).toBe('fails');
    expect(worstVerdict(judged('x', ['holds', 'undecided']))).toBe('undecided');
    expect(worstVerdict(judged('x', ['holds']))).toBe('holds');
    expect(worstVerdict(judged('x', []))).toBe(null);
  });
});
