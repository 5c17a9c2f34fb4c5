import { describe, expect, it } from 'vitest';
import { Recorder } from '../../src/metrics/recorder.ts';
import { recordedLimit, reported } from '../../src/metrics/unit.ts';
import { planWindow } from '../../src/metrics/window.ts';

describe('the recorder of a run', () => {
  it('gives the same metric whenever it is asked for, and hands all over in the order of the first asking', () => {
    const recorder = new Recorder(planWindow(0, 1_000_000));
    const second = recorder.counter('stream', 'IncomingRecords', 'shardId-1', false);
    const whole = recorder.counter('stream', 'IncomingRecords', null, true);
    recorder.level('stream', 'Open', null, false).set(0, 4);
    recorder.distribution('stream', 'PutRecords.Latency', null).add(5, 12_000);
    expect(recorder.counter('stream', 'IncomingRecords', 'shardId-1', false)).toBe(second);
    second.add(1, 1);
    whole.add(1, 2);
    expect(recorder.finish()).toMatchObject([
      { kind: 'counter', part: 'shardId-1', sum: 1, series: null },
      {
        kind: 'counter',
        part: null,
        sum: 2,
        series: { sum: Float64Array.of(2), worstSecond: Float64Array.of(2) },
      },
      { kind: 'level', metric: 'Open', last: 4 },
      { kind: 'distribution', count: 1, sum: 12_000 },
    ]);
  });
});

describe('the unit of a metric', () => {
  it('turns recorded µs into what is reported', () => {
    expect([reported('seconds', 1_500_000), reported('milliseconds', 1500), reported('bytes', 7)]).toEqual([
      1.5, 1.5, 7,
    ]);
  });

  it('turns a limit into whole µs, whatever its binary form', () => {
    expect(8.2 * 1e6).not.toBe(8_200_000);
    expect([
      recordedLimit('seconds', 8.2),
      recordedLimit('milliseconds', 0.3),
      recordedLimit('count', 0.5),
    ]).toEqual([8_200_000, 300, 0.5]);
  });
});
