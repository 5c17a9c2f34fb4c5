import { describe, expect, it } from 'vitest';
import { pathInWords, pathOfObjective } from '../../src/experiment/figure-path.ts';

describe('the path of a figure', () => {
  it('is written as objectives write it', () => {
    const place = {
      component: 'clicks',
      part: null,
      metric: 'PutRecords.Latency',
      statistic: 'p99',
    } as const;
    expect(pathInWords(place)).toBe('clicks.PutRecords.Latency.p99');
    expect(pathInWords({ ...place, part: 'shardId-000000000001' })).toBe(
      'clicks[shardId-000000000001].PutRecords.Latency.p99',
    );
    expect(pathInWords({ ...place, worstMinute: 'largest' })).toBe('clicks.PutRecords.Latency@1min.p99');
    expect(pathInWords({ kind: 'cost', item: 'perMonth' })).toBe('cost.perMonth');
  });

  it('is what an objective has before its operator, however it is spaced', () => {
    for (const text of ['app.latency.p999 < 1 s', 'app.latency.p999<1 s', '  app.latency.p999   >= 1 s']) {
      expect(pathOfObjective({ text })).toBe('app.latency.p999');
    }
  });
});
