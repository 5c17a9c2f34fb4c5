// How a scan of a whole table is written in a scenario.

import { z } from 'zod';
import { assumed, optional, required, withDefault } from '../../../language/field.ts';
import { reference } from '../../../language/reference.ts';
import { count, duration, oneOf, size, text } from '../../../language/words.ts';
import { callLatency } from '../../client/request-latency.ts';
import { retrySchema } from '../../client/retry.ts';
import { ITEM_BYTES } from '../limits.ts';

const API = 'Amazon DynamoDB API reference, Scan';
const SDK =
  'AWS SDKs and tools reference, retry behaviour (2026): four attempts for DynamoDB, 25 ms after an error';

const clientSchema = z.strictObject({
  retry: withDefault(
    retrySchema,
    { maxAttempts: 4, baseDelay: '25 ms' },
    'What the SDK does when a page is throttled.',
    SDK,
  ),
  requestLatency: callLatency('How long a page takes that is not throttled.'),
});

export const scanSchema = z.strictObject({
  to: required(reference({ wire: 'to', ports: ['IndexedTable'], what: 'a table' }), 'The table.'),
  index: optional(
    text(),
    'The index that is scanned, by the name that the table gives it; without it the table itself.',
  ),
  items: required(count({ min: 1, max: 1e12 }), 'Items that there are to read.'),
  itemSize: required(
    size({ min: '1 B', max: `${ITEM_BYTES.value} B`, source: ITEM_BYTES.source }),
    'Bytes of an item, where the table does not say its own itemSize.',
  ),
  at: withDefault(duration(), '0 s', 'When it begins, from the start of the measured window.', 'at once'),
  totalSegments: withDefault(
    count({ min: 1, max: 1_000_000, source: API }),
    1,
    'TotalSegments: parts of equal size that are read at the same time, each page after page.',
    API,
  ),
  limit: optional(
    count({ min: 1, max: 1e6 }),
    'Limit: items that a page evaluates at most; without it as many as come to 1 MiB.',
  ),
  consistency: withDefault(
    oneOf(['eventual', 'strong']),
    'eventual',
    'Whether it sees all writes before it.',
    API,
  ),
  pause: withDefault(
    duration(),
    '0 s',
    'What each segment waits after a page, to spare the table.',
    'a scan as fast as it goes',
  ),
  retryAfter: assumed(
    duration({ min: '1 ms', max: '1 h' }),
    '1 s',
    'What a segment waits before it asks for a page again that the SDK has given up.',
    { why: 'the application’s own to choose', low: '100 ms', high: '30 s' },
  ),
  client: withDefault(clientSchema, {}, 'The SDK that sends the requests.', 'see its properties'),
});

export type ScanConfig = z.output<typeof scanSchema>;
