// The form of what results.json says of designs beside one another: tables, their rows, and the changes that were not to
// happen.

import { z } from 'zod';
import { FIGURE_GROUPS } from '../experiment/figures.ts';
import { COMPARISON_VERDICTS } from '../experiment/result.ts';
import { count, estimate, number, object, text, unit } from './schema-words.ts';

export const table = object({
  design: text,
  against: text,
  replications: count,
  paired: z.boolean(),
  unlike: z.array(text).describe('What differs in the traffic of the two.'),
  relevant: number.nullable(),
  onlyInBase: z.array(text),
  onlyInDesign: z.array(text),
}).meta({ id: 'table' });

export const comparison = object({
  design: text,
  against: text,
  path: text,
  group: z.enum(FIGURE_GROUPS),
  unit,
  base: estimate,
  value: estimate,
  difference: estimate.describe('Value less base, replication by replication.'),
  ratio: estimate.describe('Value over base, the geometric mean over replications.'),
  correlation: number.nullable(),
  varianceRatio: number.nullable(),
  verdict: z.enum(COMPARISON_VERDICTS),
  paired: z.boolean(),
}).meta({ id: 'comparison' });

export const gate = object({
  text,
  path: text,
  design: text,
  against: text,
  verdict: z.enum(['exceeded', 'kept', 'undecided']),
  indicative: z.enum(['exceeded', 'kept']).nullable(),
  note: text,
}).meta({ id: 'gate' });
