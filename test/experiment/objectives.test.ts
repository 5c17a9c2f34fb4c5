import { describe, expect, it } from 'vitest';
import { billsOf, costOf } from '../../src/experiment/cost.ts';
import { judgeObjectives } from '../../src/experiment/objectives.ts';
import type { ObjectiveResult } from '../../src/experiment/result.ts';
import type { Recorder } from '../../src/metrics/recorder.ts';
import { recordedLimit } from '../../src/metrics/unit.ts';
import type { Design } from '../../src/scenario/design.ts';
import { count, type FakeReplication, measure, objective, SECOND, usageOf } from './fake.ts';

interface World {
  readonly replications?: number;
  readonly over?: Partial<Design>;
  readonly each?: (index: number) => FakeReplication;
}

function verdictOn(
  text: string,
  record: (recorder: Recorder, i: number) => void,
  world: World = {},
): ObjectiveResult {
  const asked = objective(text);
  const limit = recordedLimit('seconds', asked.limit);
  const watching = (recorder: Recorder, i: number) => {
    recorder.distribution('dashboard', 'latency', null).watch(limit);
    record(recorder, i);
  };
  const measured = measure(
    world.replications ?? 5,
    watching,
    { ...world.over, objectives: [asked] },
    world.each,
  );
  return judgeObjectives(measured, costOf(measured, billsOf(measured)))[0]!;
}

/** `fast` of a thousand records take 0.5 s, the others 2 s. */
const latencies = (fast: number) => (recorder: Recorder) => {
  const latency = recorder.distribution('dashboard', 'latency', null);
  latency.add(6 * SECOND, 500_000, fast);
  latency.add(6 * SECOND, 2_000_000, 1000 - fast);
};
const refused = (share: number) => (recorder: Recorder, i: number) => {
  count(recorder, 'clicks', 'Attempts', 1000);
  count(recorder, 'clicks', 'Refused', share * 1000 + i);
};

describe('an objective on a mean', () => {
  // Refused 100 to 104 of 1,000: the ratio is 0.102 ± 2.776 × 0.00158 / √5 = 0.102 ± 0.00196.
  it.each([
    ['clicks.Refused.ratio < 0.11', 'holds'],
    ['clicks.Refused.ratio <= 0.104', 'holds'],
    ['clicks.Refused.ratio < 0.103', 'undecided'],
    ['clicks.Refused.ratio < 0.1', 'fails'],
    ['clicks.Refused.ratio > 0.1', 'holds'],
    ['clicks.Refused.ratio >= 0.102', 'undecided'],
    ['clicks.Refused.ratio > 0.11', 'fails'],
  ])('%s: %s', (text, verdict) => {
    expect(verdictOn(text, refused(0.1)).verdict).toBe(verdict);
  });

  it('that is undecided says how many replications would tell', () => {
    // Half-width 0.001963, distance 0.001: 5 × 3.854 is 19.3.
    expect(verdictOn('clicks.Refused.ratio < 0.103', refused(0.1)).note).toBe(
      'the interval holds the limit; with this spread about 20 replications would tell',
    );
  });

  it('holds where nothing was refused only as far as the number of tries shows', () => {
    const none = (recorder: Recorder) => count(recorder, 'clicks', 'Attempts', 1000);
    // None in 5,000: at most 3 / 5,000 = 0.06 %.
    expect(verdictOn('clicks.Refused.ratio < 0.001', none).verdict).toBe('holds');
    expect(verdictOn('clicks.Refused.ratio < 0.0005', none).verdict).toBe('undecided');
    const certain = { each: () => ({ fingerprint: 'same' }) };
    expect(verdictOn('clicks.Refused.ratio < 0.0005', none, certain).verdict).toBe('holds');
  });

  it('on exactly none is undecided for ever where none was seen, and says why', () => {
    const none = (recorder: Recorder) => count(recorder, 'clicks', 'Attempts', 1000);
    expect(verdictOn('clicks.Refused.ratio <= 0', none)).toMatchObject({
      verdict: 'undecided',
      note: 'none was seen, which shows at most 0.06 % (the rule of three), and exactly 0 % is never shown, however many replications there are: ask for less than a bound',
    });
    // Three in five replications: 0.6 in each.
    expect(verdictOn('clicks.Refused.sum <= 0', none).note).toContain(
      'which shows at most 0.6 a replication',
    );
    // Seven replications of 1,000: 3 / 7,000 = 0.04286 %, and never less than that.
    const seven = verdictOn('clicks.Refused.ratio <= 0', none, { replications: 7 });
    expect(seven.note).toContain('at most 0.043 %');
    const all = (recorder: Recorder) => {
      none(recorder);
      count(recorder, 'clicks', 'Refused', 1000);
    };
    expect(verdictOn('clicks.Refused.ratio >= 1', all)).toMatchObject({
      verdict: 'undecided',
      note: 'nothing else was seen, which shows at least 99.94 % (the rule of three), and exactly 100 % is never shown, however many replications there are: ask for more than a bound',
    });
  });

  it('on a little is told how many replications would show it, and on more than none that they might', () => {
    const none = (recorder: Recorder) => count(recorder, 'clicks', 'Attempts', 1000);
    expect(verdictOn('clicks.Refused.ratio < 0.0001', none).note).toContain('replications would tell');
    expect(verdictOn('clicks.Refused.ratio > 0', none).note).toBe('the interval holds the limit');
    const certain = { each: () => ({ fingerprint: 'same' }) };
    expect(verdictOn('clicks.Refused.ratio <= 0', none, certain).verdict).toBe('holds');
  });

  it('is undecided where nothing was measured', () => {
    expect(verdictOn('clicks.Refused.ratio < 0.1', () => {})).toMatchObject({
      verdict: 'undecided',
      indicative: null,
      note: 'nothing was measured',
    });
  });
});

describe('an objective on a percentile', () => {
  it('asks whether at least that share was within the limit, counted exactly', () => {
    expect(verdictOn('dashboard.latency.p99 < 1', latencies(991)).verdict).toBe('holds');
    expect(verdictOn('dashboard.latency.p99 < 1', latencies(990)).verdict).toBe('holds');
    expect(verdictOn('dashboard.latency.p99 < 1', latencies(989)).verdict).toBe('fails');
    expect(verdictOn('dashboard.latency.p99 > 1', latencies(989)).verdict).toBe('holds');
    expect(verdictOn('dashboard.latency.p99 >= 1', latencies(991)).verdict).toBe('fails');
  });

  it('tells a limit that is met from one that is not, to the microsecond', () => {
    const at = (recorder: Recorder) =>
      recorder.distribution('dashboard', 'latency', null).add(6 * SECOND, SECOND, 1000);
    expect(verdictOn('dashboard.latency.p50 < 1', at).verdict).toBe('fails');
    expect(verdictOn('dashboard.latency.p50 <= 1', at).verdict).toBe('holds');
    expect(verdictOn('dashboard.latency.p50 > 1', at).verdict).toBe('fails');
    expect(verdictOn('dashboard.latency.p50 >= 1', at).verdict).toBe('holds');
  });

  it('is undecided where the interval of the share holds the percentile', () => {
    const around = (recorder: Recorder, i: number) => latencies(985 + 3 * i)(recorder);
    const result = verdictOn('dashboard.latency.p99 < 1', around);
    expect(result.verdict).toBe('undecided');
    expect(result.note).toMatch(
      /^99\.1 % below the limit, where 99 % decides \(95 % interval 98\.51 % to 99\.69 %\); /,
    );
  });

  it('fails when too much was lost or is still in flight, however fast the rest was', () => {
    const lossy = (recorder: Recorder) => {
      latencies(1000)(recorder);
      recorder.distribution('dashboard', 'latency', null).lost(6 * SECOND, 20);
    };
    const late = (recorder: Recorder) => {
      latencies(1000)(recorder);
      recorder.distribution('dashboard', 'latency', null).censored(6 * SECOND, 100, 20);
    };
    expect(verdictOn('dashboard.latency.p99 < 1', lossy)).toMatchObject({
      verdict: 'fails',
      observed: { value: null, above: 0.5 },
    });
    expect(verdictOn('dashboard.latency.p99 < 1', late).verdict).toBe('fails');
    // Young as it is, what is in flight may yet be fast: it does not show that p99 is above either.
    expect(verdictOn('dashboard.latency.p99 > 1', late).verdict).toBe('fails');
  });

  it('holds by the rule of three only with enough records: 3 / n must stay below what may be late', () => {
    const all = (n: number) => (recorder: Recorder) =>
      recorder.distribution('dashboard', 'latency', null).add(6 * SECOND, 500_000, n);
    expect(verdictOn('dashboard.latency.p99 < 1', all(59)).verdict).toBe('undecided');
    expect(verdictOn('dashboard.latency.p99 < 1', all(60)).verdict).toBe('holds');
  });

  it('carries the share that was judged', () => {
    expect(verdictOn('dashboard.latency.p99 < 1', latencies(991)).share).toEqual({
      value: 0.991,
      ci95: [0.991, 0.991],
    });
    // All of 5 × 60 were in time: at least 1 − 3 / 300.
    const all = (recorder: Recorder) =>
      recorder.distribution('dashboard', 'latency', null).add(6 * SECOND, 500_000, 60);
    const few = verdictOn('dashboard.latency.p99 < 1', all);
    expect(few.observed).toMatchObject({ value: null, mark: 'too few samples' });
    expect(few.share).toEqual({ value: 1, ci95: [0.99, 1] });
    expect(verdictOn('clicks.Refused.ratio < 0.11', refused(0.1)).share).toBeUndefined();
  });

  it('is undecided where a replication has no sample', () => {
    expect(verdictOn('dashboard.latency.p99 < 1', () => {})).toMatchObject({
      verdict: 'undecided',
      note: 'a replication has no sample',
    });
  });
});

describe('an objective on a maximum', () => {
  const backlog = (recorder: Recorder, i: number) =>
    recorder.level('clicks', 'Backlog', null, true).set(6 * SECOND, 10 + i);

  it('is judged on the largest seen, and says so', () => {
    expect(verdictOn('clicks.Backlog.max < 15', backlog)).toMatchObject({
      verdict: 'holds',
      observed: { value: 14, ci95: null },
      note: 'judged on the largest seen in 5 replications',
    });
    expect(verdictOn('clicks.Backlog.max < 14', backlog).verdict).toBe('fails');
  });

  it('of a latency fails when anything was lost, and is undecided while something is in flight', () => {
    const lossy = (recorder: Recorder) => {
      latencies(1000)(recorder);
      recorder.distribution('dashboard', 'latency', null).lost(6 * SECOND);
    };
    const late = (recorder: Recorder) => {
      latencies(1000)(recorder);
      recorder.distribution('dashboard', 'latency', null).censored(6 * SECOND, 100);
    };
    expect(verdictOn('dashboard.latency.max < 9', latencies(1000)).verdict).toBe('holds');
    expect(verdictOn('dashboard.latency.max < 9', lossy).verdict).toBe('fails');
    expect(verdictOn('dashboard.latency.max < 9', late).verdict).toBe('undecided');
  });
});

describe('an objective on a mean latency', () => {
  it('fails when anything was lost', () => {
    const lossy = (recorder: Recorder) => {
      latencies(1000)(recorder);
      recorder.distribution('dashboard', 'latency', null).lost(6 * SECOND);
    };
    expect(verdictOn('dashboard.latency.mean < 9', latencies(1000)).verdict).toBe('holds');
    expect(verdictOn('dashboard.latency.mean < 9', lossy)).toMatchObject({
      verdict: 'fails',
      note: 'some of it was lost',
    });
  });
});

describe('an objective on the bill', () => {
  const usage = { each: () => ({ usage: [usageOf('records', 1e6)] }) };

  it('is judged on the month', () => {
    // 2 USD in 10 s are 525,600 in a month.
    expect(verdictOn('cost.perMonth < 525601', () => {}, usage).verdict).toBe('holds');
    expect(verdictOn('cost.perMonth < 525600', () => {}, usage).verdict).toBe('fails');
  });

  it('on a month of which a part has no price is no more than refuted', () => {
    const each = () => ({ usage: [usageOf('shard-hour', 4), usageOf('exotic', 5)] });
    const on = (text: string) => verdictOn(text, () => {}, { each });
    // What is priced comes to some 525,600 USD: whatever the rest costs, it is more.
    expect(on('cost.perMonth < 1e9')).toMatchObject({
      verdict: 'undecided',
      note: 'it costs more than that: clicks: exotic (no price in us-east-1); give it one (cost.prices)',
    });
    expect(on('cost.perMonth < 1').verdict).toBe('fails');
    expect(on('cost.perMonth > 1').verdict).toBe('holds');
    expect(on('cost.perMonth > 1e9').verdict).toBe('undecided');
  });

  it('is undecided where the window cannot stand for a month, and says why', () => {
    const over = { whyNoMonth: 'a rate follows time and has no period' };
    expect(verdictOn('cost.perMonth < 1', () => {}, { ...usage, over })).toMatchObject({
      verdict: 'undecided',
      note: 'a rate follows time and has no period',
    });
  });
});

describe('below three replications', () => {
  it('a value only indicates, and passes no gate', () => {
    for (const replications of [1, 2]) {
      expect(verdictOn('clicks.Refused.ratio < 0.2', refused(0.1), { replications })).toMatchObject({
        verdict: 'undecided',
        indicative: 'holds',
        note: 'indicative: fewer than 3 replications',
      });
      expect(verdictOn('dashboard.latency.p99 < 1', latencies(900), { replications })).toMatchObject({
        verdict: 'undecided',
        indicative: 'fails',
      });
    }
  });

  it('a verdict that has an interval indicates nothing besides', () => {
    expect(verdictOn('clicks.Refused.ratio < 0.2', refused(0.1), { replications: 3 })).toMatchObject({
      verdict: 'holds',
      indicative: null,
    });
  });
});
