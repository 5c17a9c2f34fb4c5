// The words that the form of results.json is written in: plain values, and an estimate.

import { z } from 'zod';

export const object = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape);
export const named = <T extends z.ZodType>(value: T) => z.record(z.string(), value);
export const text = z.string();
export const number = z.number();
export const count = z.number().int().min(0);

export const estimate = object({
  value: number.nullable().describe('Null where it cannot be told.'),
  ci95: z.tuple([number, number]).nullable().describe('The 95 % interval; null below three replications.'),
  above: number.exactOptional().describe('Where the value lies among what was lost: it is larger than this.'),
  mark: z
    .enum(['rough', 'too few samples'])
    .exactOptional()
    .describe('Of a percentile whose samples are worth too few for an interval, or too few to be told.'),
})
  .describe('One estimated number and how sure it is.')
  .meta({ id: 'estimate' });

export const unit = text.describe('count, bytes, seconds, milliseconds, ratio or USD; a rate ends in /s.');
export const metricUnit = z.enum(['count', 'bytes', 'seconds', 'milliseconds', 'ratio', 'USD']);
