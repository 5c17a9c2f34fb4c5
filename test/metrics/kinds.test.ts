import { describe, expect, it } from 'vitest';
import { type MetricDeclaration, percentileOf, STATISTICS, statisticsOf } from '../../src/metrics/kinds.ts';

const counter: MetricDeclaration = { kind: 'counter', unit: 'count', description: '' };

describe('the statistics of a metric', () => {
  it('follow from its kind; a ratio needs something to divide by', () => {
    expect(statisticsOf(counter)).toEqual(['sum', 'rate']);
    expect(statisticsOf({ ...counter, per: 'Attempts' })).toEqual(['sum', 'rate', 'ratio']);
    expect(statisticsOf({ ...counter, kind: 'level' })).toEqual(['mean', 'max', 'last']);
  });

  it('that are percentiles say of which share, the others of none', () => {
    const shares = STATISTICS.distribution.map(percentileOf);
    expect(shares).toEqual([null, null, 0.5, 0.9, 0.95, 0.99, 0.999, null]);
  });
});
