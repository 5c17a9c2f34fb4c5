// The application's loop over what a batch call answers as failed. PutRecords answers 200 with some records
// refused: no SDK retries those, so the application must, or lose them.

import { z } from 'zod';
import type { Stream } from '../../engine/random.ts';
import { withDefault } from '../../language/field.ts';
import { count, duration, flag } from '../../language/words.ts';
import { doubled } from './retry.ts';

const SOURCE = 'PutRecords, API reference: failed records are the application’s to send again';

/** The schema of `failedRecords`. */
export const failedRecordsSchema = z.strictObject({
  maxAttempts: withDefault(
    count({ min: 1, max: 255 }),
    1,
    'Requests that may carry a record, the first included; 1 sends nothing again.',
    SOURCE,
  ),
  baseDelay: withDefault(
    duration(),
    '100 ms',
    'Attempt i waits U × min(baseDelay × 2^(i−1), maxDelay), U uniform in [0, 1).',
    'full jitter, the AWS SDK’s own backoff',
  ),
  maxDelay: withDefault(duration(), '20 s', 'The longest wait before jitter.', 'the AWS SDK’s own maximum'),
  keepOrder: withDefault(
    flag(),
    false,
    'Whether a host holds new batches back until the refused records are stored or given up.',
    SOURCE,
  ),
});

export type FailedRecordsConfig = z.output<typeof failedRecordsSchema>;

type Delays = Omit<FailedRecordsConfig, 'keepOrder'>;

/** The wait before attempt `attempts` + 1, whole µs: one draw for what is left of a call. */
export function failedRecordsDelayUs(config: Delays, attempts: number, stream: Stream): number {
  const capUs = Math.min(config.baseDelay * doubled(attempts - 1), config.maxDelay);
  return Math.floor(stream.double() * capUs);
}
