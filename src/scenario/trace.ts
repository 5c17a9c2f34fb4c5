// The trace that a scenario names, read; whatever is wrong with it is told with the trace's own line, and never with the
// line's text: the path may lead anywhere.

import { parseTrace, type Trace } from '../workload/trace.ts';
import type { Mistakes, Source } from './mistake.ts';

/** Reads a trace; tells every bad row. */
export function readTrace(file: string, text: string, mistakes: Mistakes): Trace | undefined {
  const read = parseTrace(text);
  if ('trace' in read) return read.trace;
  const untold: Source = { name: file, lines: [] };
  for (const { line, message, expected } of read.mistakes)
    mistakes.add({ source: untold, line, column: 1, length: 1 }, message, {
      expected: expected ?? undefined,
    });
  return undefined;
}
