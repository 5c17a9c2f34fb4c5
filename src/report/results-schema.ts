// The form of results.json, declared once: the file is written in the order of these keys, its published JSON Schema is
// made from it, and a saved result is read by it. What each field means stands beside the types in experiment/result.ts;
// the sentences here are for readers of the published schema.

import { z } from 'zod';
import { FIGURE_GROUPS } from '../experiment/figures.ts';
import { FATES, type Result } from '../experiment/result.ts';
import { STATISTICS, type Statistic } from '../metrics/kinds.ts';
import { LATENCY_SHARES } from '../services/records/application.ts';
import { comparison, gate, table } from './comparison-schema.ts';
import { count, estimate, metricUnit, named, number, object, text, unit } from './schema-words.ts';

/** The version of the form; a change that old readers cannot take raises it. */
export const SCHEMA_VERSION = 2;

const STATISTIC_NAMES: readonly Statistic[] = [...new Set(Object.values(STATISTICS).flat())];

const metric = object({
  kind: z.enum(['counter', 'level', 'distribution']),
  unit: metricUnit,
  statistics: z
    .partialRecord(z.enum(STATISTIC_NAMES), estimate)
    .describe('By statistic; a rate is in units a second, percentiles are p50 to p999.'),
}).meta({ id: 'metric' });

const component = object({
  type: text,
  metrics: named(metric),
  parts: object({
    kind: text.describe("AWS's word for a part: shard, partition."),
    items: z.array(
      object({
        id: text,
        openShare: z
          .number()
          .describe(
            'The share of the window in which it was there, where that is not all of it: rates are of the whole.',
          )
          .exactOptional(),
        metrics: named(metric),
      }),
    ),
  }).exactOptional(),
}).meta({ id: 'component' });

const flow = object({
  from: text,
  to: text,
  produced: estimate,
  fates: z
    .record(z.enum(FATES), estimate)
    .describe('Records by what became of them; they add up to produced.'),
  lost: estimate,
  duplicates: estimate,
  latencyShares: z
    .partialRecord(z.enum(LATENCY_SHARES), estimate)
    .describe('Mean seconds of the latency of delivered records spent in each place.'),
})
  .describe('From one source to one application (or to the sink that keeps the records).')
  .meta({ id: 'flow' });

const fault = object({
  kind: text,
  to: z.array(text).describe('The components, or the workload, that it happened to.'),
  atSeconds: number,
  forSeconds: number,
  flows: z.array(
    object({
      from: text,
      to: text,
      noticedIn: count
        .nullable()
        .describe('Replications in which it showed; null where too little was seen before.'),
      detected: estimate,
      recovered: estimate.describe(
        'Records come through again as fast as they arrive; 0: they never came slower.',
      ),
      caughtUp: estimate.describe('The backlog is what it was before; 0: there was none.'),
      mostInFlight: estimate,
    }),
  ),
})
  .describe(
    'A fault and what it did to each flow, in seconds from its beginning; above: it did not come within the window.',
  )
  .meta({ id: 'fault' });

const cost = object({
  currency: z.literal('USD'),
  priceBook: text,
  title: text,
  perMonth: estimate
    .nullable()
    .describe('Null, with the reason in whyNoMonth, where no window stands for a month.'),
  whyNoMonth: text.nullable(),
  window: estimate.describe('The bill for the measured window alone.'),
  meanLoad: number,
  notPriced: z.array(text).describe('What is used and has no price here.'),
  missingPrices: z
    .array(text)
    .describe(
      'Of these, what is billed and has no price in the region: the sums are the least that it costs.',
    ),
  lines: z.array(
    object({
      component: text,
      meter: text,
      kind: z.enum(['standing', 'usage']),
      unit: text,
      quantityPerMonth: estimate,
      pricePerUnit: number.describe('USD for the marginal unit.'),
      perMonth: estimate,
      quantityInWindow: estimate,
      inWindow: estimate,
    }),
  ),
}).meta({ id: 'cost' });

const objective = object({
  text,
  verdict: z.enum(['holds', 'fails', 'undecided']),
  indicative: z
    .enum(['holds', 'fails'])
    .nullable()
    .describe('Which way the value points where there is no interval.'),
  observed: estimate,
  share: estimate
    .exactOptional()
    .describe(
      'Of a percentile: the share of the sample on the near side of the limit, which is what is judged.',
    ),
  operator: z.enum(['<', '<=', '>', '>=']),
  limit: number,
  unit,
  note: text,
  line: count.describe('Of the scenario file.'),
}).meta({ id: 'objective' });

const finding = object({
  severity: z.enum(['error', 'warning', 'info']),
  component: text,
  title: text,
  limit: text,
  shareOfHarm: number.nullable(),
  evidence: named(z.union([number, text])),
  advice: text,
}).meta({ id: 'finding' });

const assumption = object({
  component: text,
  property: text,
  value: text,
  low: text,
  high: text,
  why: text,
}).meta({ id: 'assumption' });

const comparable = object({
  traffic: object({
    seed: text,
    load: number,
    warmupSeconds: number,
    durationSeconds: number,
    arrivals: named(text).describe('By workload, a hash of its arrivals.'),
  }),
  relevant: number.nullable().describe('The smallest change that matters, as a share.'),
  figures: z.array(
    object({
      path: text,
      group: z.enum(FIGURE_GROUPS),
      unit,
      better: z.enum(['less', 'more', 'neither']),
      values: z
        .array(z.union([number, z.literal('lost'), z.null()]))
        .describe('One a replication; lost: it lies among what was lost, null: it cannot be told.'),
    }),
  ),
})
  .describe('What pairs the design with another result, replication by replication.')
  .meta({ id: 'comparable' });

const seriesLine = object({
  component: text,
  metric: text,
  part: text.nullable(),
  unit: text,
  statistic: z.enum(['rate', 'worstSecond', 'mean', 'p50', 'p99']),
  periodSeconds: number,
  capacity: number
    .nullable()
    .describe('What it cannot exceed, on average over the window where that changes.'),
  capacities: z.array(number).exactOptional().describe('One a period, of a capacity that changes.'),
  backlog: z.literal(true).exactOptional().describe('It grows without end where a design does not keep up.'),
  values: z.array(number.nullable()).describe('One a period, from the start of the measured window.'),
}).meta({ id: 'seriesLine' });

const design = object({
  name: text,
  replications: count,
  precision: object({
    path: text,
    unit,
    wanted: number.nullable(),
    half: number.nullable().describe('Of the 95 % interval that was reached.'),
    met: z.boolean(),
  })
    .exactOptional()
    .describe('Absent where no precision was asked for.'),
  warmup: object({ status: z.enum(['found', 'not found']), seconds: number })
    .exactOptional()
    .describe('What was looked for and taken; absent where the warm-up was given.'),
  question: object({ kind: z.enum(['steady-state', 'terminating']), triggers: z.array(text) }),
  unstable: z.array(text).describe('The backlogs that grow, in words.'),
  components: named(component),
  wires: z
    .array(object({ from: text, to: text }))
    .describe('Which way records go, from component to component.'),
  flows: z.array(flow),
  faults: z.array(fault).exactOptional().describe('Absent where nothing goes wrong.'),
  cost,
  objectives: z.array(objective),
  findings: z.array(finding),
  assumptions: z.array(assumption),
  fingerprints: z.array(text).describe('One a replication, in order.'),
  events: count,
  comparable,
  series: object({ periodSeconds: number, lines: z.array(seriesLine) }),
}).meta({ id: 'design' });

/** The whole of results.json. */
export const resultsSchema = object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  simulator: object({ name: z.literal('spillway'), version: text }),
  scenario: object({
    name: text,
    description: text,
    region: text,
    seed: text,
    durationSeconds: number,
    warmupSeconds: number,
    warmup: z
      .enum(['wanted', 'found', 'not found'])
      .exactOptional()
      .describe('What came of a warm-up that was left to the data; absent where it was given.'),
    environment: named(text),
    hash: text,
  }),
  method: named(text),
  partial: z.boolean().describe('Whether an interrupt cut something off.'),
  designs: z.array(design),
  tables: z.array(table),
  comparisons: z.array(comparison),
  gates: z.array(gate),
}).describe('The result of one run of Spillway.') satisfies z.ZodType<Mutable<Result>>;

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

// Draft 7 lets a tuple be shorter or longer than its items unless it is told.
function wholeTuples({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (!Array.isArray(jsonSchema.items)) return;
  jsonSchema.minItems = jsonSchema.items.length;
  jsonSchema.maxItems = jsonSchema.items.length;
}

/** The published JSON Schema (draft 7). */
export function resultsJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'Results of Spillway',
    ...z.toJSONSchema(resultsSchema, { target: 'draft-7', override: wholeTuples }),
  };
}
