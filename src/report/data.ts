// Any result but that of a run as JSON: the same content in the same order is the same bytes. Its keys stand in the
// order in which experiment/ made them, which does not depend on what ended first.

import { invariant } from '../engine/invariant.ts';

/**
 * Data as JSON, with a newline at the end.
 * @throws InvariantError when a number in it is NaN or infinite
 */
export function renderData(data: unknown): string {
  const finite = (key: string, value: unknown): unknown => {
    if (typeof value === 'number')
      invariant(Number.isFinite(value), 'every number in a result is finite', { key, value: String(value) });
    return value;
  };
  return `${JSON.stringify(data, finite, 2)}\n`;
}
