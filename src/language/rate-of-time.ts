// The rate of arrivals: a quantity, an expression of t, steps, or a trace. A rate that follows time may give the
// period after which it repeats; without one there is no monthly bill.

import { z } from 'zod';
import { type Choice, described } from './description.ts';
import { assumed, optional, required } from './field.ts';
import { inputSchema } from './json-form.ts';
import { QuantityError } from './quantity-error.ts';
import { compileRate, constantRate } from './rate-expression.ts';
import { readBy } from './reading.ts';
import { shown } from './shown.ts';
import { issueOf, type WordIssue, word } from './word.ts';
import { duration, oneOf, rate, text } from './words.ts';
import { writtenDuration, writtenRate } from './written.ts';

/** How the count of one period of a trace is spread within it. */
type WithinPeriod = 'poisson' | 'constant' | 'burst';

/** Plain data; times count from the start of the measured window. */
export type RateOfTime =
  | { readonly kind: 'constant'; readonly perSecond: number }
  | { readonly kind: 'expression'; readonly text: string; readonly periodUs: number | null }
  | {
      readonly kind: 'steps';
      /** In order of time; before the first, its rate holds. */
      readonly steps: readonly { readonly atUs: number; readonly perSecond: number }[];
      readonly periodUs: number | null;
    }
  | {
      readonly kind: 'trace';
      /** As written, relative to the scenario. */
      readonly file: string;
      readonly withinPeriod: WithinPeriod;
      readonly periodUs: number | null;
      /** The length of one period of the trace (CloudWatch's `Period`); 0 until the file has been read. */
      readonly binUs: number;
      /** Arrivals in each period, from the window's start on; empty until the file has been read. */
      readonly counts: readonly number[];
    };

const PERIOD = 'The period after which the rate repeats; without one there is no monthly bill.';

const period = optional(duration({ min: '1 s' }), PERIOD);

const expressionForm = z.strictObject({
  expression: required(text(), 'A rate as arithmetic over t, the time since the start of the window.'),
  period,
});

const stepsForm = z.strictObject({
  steps: required(
    z
      .array(
        z.strictObject({
          at: required(duration(), 'When this rate begins.'),
          rate: required(rate(), 'The rate from then on.'),
        }),
      )
      .min(1),
    'Rates in order of time; before the first, its rate holds.',
  ),
  period,
});

const traceForm = z.strictObject({
  trace: required(text(), 'A CSV file of time and count per period, relative to the scenario.'),
  withinPeriod: assumed(
    oneOf(['poisson', 'constant', 'burst']),
    'poisson',
    'How the count of a period is spread within it: at random, evenly, or all at its beginning.',
    { why: 'sums by the period hide how arrivals fall within it', low: 'constant', high: 'burst' },
  ),
  period,
});

type RateInput =
  | string
  | z.input<typeof expressionForm>
  | z.input<typeof stepsForm>
  | z.input<typeof traceForm>;

const FORMS = { expression: expressionForm, steps: stepsForm, trace: traceForm } as const;

/** The rate of arrivals; see RateOfTime. */
export function rateOfTime(): z.ZodType<RateOfTime, RateInput> {
  const schema = word<RateOfTime, RateInput>({
    json: () => ({
      anyOf: [{ type: 'string', examples: ['3200/s'] }, ...Object.values(FORMS).map(inputSchema)],
    }),
    decode,
    encode,
  });
  return described(schema, { choice });
}

const FORM_NAMES = Object.keys(FORMS) as (keyof typeof FORMS)[];

function formOf(value: unknown): keyof typeof FORMS | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return FORM_NAMES.find((name) => Object.hasOwn(value, name));
}

const choice: Choice = {
  expand: (raw, overlay) => (typeof raw === 'string' && overlay ? { expression: raw } : raw),
  sameOption: (base, overlay) => formOf(overlay) === undefined || formOf(base) === formOf(overlay),
  optionOf: (value) => {
    const form = formOf(value);
    return form === undefined ? undefined : FORMS[form];
  },
};

function decode(raw: unknown, issues: WordIssue[]): RateOfTime | undefined {
  if (typeof raw === 'string') return fromText(raw, null);
  if (typeof raw === 'number' && !Number.isFinite(raw)) {
    throw new QuantityError(`${raw} is not a number`, { expected: 'a rate, as in 800/s' });
  }
  if (typeof raw === 'number') {
    throw new QuantityError(`${raw} has no unit`, { expected: `a rate: write ${raw}/s` });
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new QuantityError(`${shown(raw)} is not a rate`, { expected: 'a rate, as in 800/s' });
  }
  if (Object.hasOwn(raw, 'steps')) return fromSteps(raw, issues);
  if (Object.hasOwn(raw, 'trace')) {
    const reading = readBy(traceForm, raw);
    if (!reading.ok) return failed(reading.issues, issues);
    const { trace: file, withinPeriod, period: periodUs = null } = reading.value;
    return { kind: 'trace', file, withinPeriod, periodUs, binUs: 0, counts: [] };
  }
  if (!Object.hasOwn(raw, 'expression')) {
    throw new QuantityError('a rate in long form has one of expression, steps or trace');
  }
  const reading = readBy(expressionForm, raw);
  if (!reading.ok) return failed(reading.issues, issues);
  try {
    return fromText(reading.value.expression, reading.value.period ?? null);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    issues.push({ ...issueOf(error), path: ['expression'] });
    return undefined;
  }
}

function fromText(raw: string, periodUs: number | null): RateOfTime {
  const perSecond = constantRate(raw);
  if (perSecond === null) {
    compileRate(raw);
    return { kind: 'expression', text: raw, periodUs };
  }
  if (perSecond < 0) throw new QuantityError(`${shown(raw)} is negative`, { expected: '0 or more' });
  return { kind: 'constant', perSecond };
}

function fromSteps(raw: object, issues: WordIssue[]): RateOfTime | undefined {
  const reading = readBy(stepsForm, raw);
  if (!reading.ok) return failed(reading.issues, issues);
  const steps = reading.value.steps.map((step) => ({ atUs: step.at, perSecond: step.rate }));
  const disordered = steps.findIndex(({ atUs }, i) => i > 0 && atUs <= steps[i - 1]!.atUs);
  if (disordered > 0) {
    const path = ['steps', disordered, 'at'];
    issues.push({
      path,
      message: 'the steps are not in order of time',
      expected: 'later than the step before',
    });
    return undefined;
  }
  const periodUs = reading.value.period ?? null;
  if (periodUs !== null && steps.at(-1)!.atUs >= periodUs) {
    issues.push({ path: ['period'], message: 'a step begins after the period has ended' });
    return undefined;
  }
  return { kind: 'steps', steps, periodUs };
}

function failed(found: readonly WordIssue[], issues: WordIssue[]): undefined {
  issues.push(...found);
  return undefined;
}

function encode(value: RateOfTime): RateInput {
  if (value.kind === 'constant') return writtenRate(value.perSecond);
  const repeated = value.periodUs === null ? {} : { period: writtenDuration(value.periodUs) };
  switch (value.kind) {
    case 'expression':
      return value.periodUs === null ? value.text : { expression: value.text, ...repeated };
    case 'steps': {
      const steps = value.steps.map(({ atUs, perSecond }) => ({
        at: writtenDuration(atUs),
        rate: writtenRate(perSecond),
      }));
      return { steps, ...repeated };
    }
    case 'trace':
      return { trace: value.file, withinPeriod: value.withinPeriod, ...repeated };
  }
}
