import { describe, expect, it } from 'vitest';
import { parseTrace } from '../../src/workload/trace.ts';

const MINUTE = 60_000_000;

describe('a trace', () => {
  it('is time and count per period, after its headings', () => {
    const text =
      'Label,IncomingRecords\nStatistic,Sum\n2026-11-24T10:00:00Z,600\n2026-11-24T10:01:00Z,1200\n';
    expect(parseTrace(text)).toEqual({ trace: { binUs: MINUTE, counts: [600, 1200] } });
  });

  it('may be in any order, and a period without a line counts 0', () => {
    const text = '180,4\r\n0,1\r\n60,2.5\r\n';
    expect(parseTrace(text)).toEqual({ trace: { binUs: MINUTE, counts: [1, 2.5, 0, 4] } });
  });

  it('goes on over leap days, months and zones', () => {
    const days = '2028-02-28,1\n2028-02-29,2\n2028-03-01,3\n';
    expect(parseTrace(days)).toEqual({ trace: { binUs: 1440 * MINUTE, counts: [1, 2, 3] } });
    const zones = '2026-12-31T23:59:00-01:00,1\n2027-01-01 01:00:00+00:00,2\n2027/01/01 01:01:00,3';
    expect(parseTrace(zones)).toEqual({ trace: { binUs: MINUTE, counts: [1, 2, 3] } });
  });

  it('takes times in milliseconds since 1970, and months and days of one digit', () => {
    const text = '1790000000000,1\n1790000060000,2\n';
    expect(parseTrace(text)).toEqual({ trace: { binUs: MINUTE, counts: [1, 2] } });
    const dates = '2026/1/9 09:05,1\n2026/1/9 09:06,2\n';
    expect(parseTrace(dates)).toEqual({ trace: { binUs: MINUTE, counts: [1, 2] } });
  });

  it('that is another file is told without its text: no row of it, or a cell of 24 characters', () => {
    const messages = (text: string): readonly string[] => {
      const read = parseTrace(text);
      return 'mistakes' in read ? read.mistakes.map(({ message }) => message) : [];
    };
    expect(messages('root:x:0:0:root\n"secret')).toEqual(['the trace is no CSV']);
    expect(messages('user,secret\nother,word\n')).toEqual(['the trace has no row that begins with a time']);
    expect(messages(`0,1\n${'k'.repeat(500)},1\n`)).toEqual([`"${'k'.repeat(24)}…" is not a time`]);
    expect(messages(`0,1\n1,${'k'.repeat(500)}\n`)).toEqual([`"${'k'.repeat(24)}…" is not a count`]);
  });

  it.each([
    ['time,count\n0,1\n60,x\n120,-1\n180', [3, 4, 5]],
    ['time,count\n0,1\nyesterday,1\n', [3]],
    ['nothing here\n', [1]],
    ['', [1]],
    ['0,1\n', [1]],
    ['0,1\n0,2\n', [2]],
    ['0,1\n60,1\n\n150,1\n', [4]],
    ['2026-02-28,1\n2026-02-29,1\n', [2]],
    ['2026-13-01,1\n2026-11-01,1\n2026-11-32,1\n', [3]],
    ['0,1\n60,"1\n', [2]],
  ])('%j is refused at lines %j', (text, lines) => {
    const read = parseTrace(text);
    expect('mistakes' in read ? read.mistakes.map(({ line }) => line) : read).toEqual(lines);
  });
});
