// What held a function back: which of its three limits throttled it, what its timeout and its errors cost it, and how much
// of what it is billed for was spent on init phases.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { percent, whole } from '../../../language/figures.ts';
import type { Credit, FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import { REQUESTS_PER_CONCURRENCY, SCALING_RATE } from '../limits.ts';
import { mappingFindings } from '../mapping/mapping-findings.ts';
import type { ConcurrencyFacts } from './concurrency.ts';
import type { FunctionConfig } from './function-schema.ts';

const SECONDS_TO_REFILL = 10;
const SCALING = `${whole(SCALING_RATE.value)} new environments per ${SECONDS_TO_REFILL} s per function`;
/** What is billed for init phases is told of from this share on. */
const INIT_SHARE = 0.1;

/** Of the first replication: the design decides what may run, not chance. */
function factsOf(measured: Measured): ConcurrencyFacts | null {
  return (measured.facts[0]?.concurrency as ConcurrencyFacts | undefined) ?? null;
}

/** Findings of one function. */
export function functionFindings(config: FunctionConfig, measured: Measured): readonly FindingDraft[] {
  return [
    ...throttleFindings(config, measured),
    ...failureFindings(config, measured),
    ...initFindings(config, measured),
    ...mappingFindings(config, measured),
  ];
}

function throttleFindings(config: FunctionConfig, measured: Measured): readonly FindingDraft[] {
  const throttles = sum(measured, 'Throttles');
  const requests = sum(measured, 'Requests');
  const facts = factsOf(measured);
  if (throttles === 0 || facts === null) return [];
  const lost = sum(measured, 'lost') > 0;
  const finding = (metric: string, limit: string, why: string, advice: string): readonly FindingDraft[] => {
    const refused = sum(measured, metric);
    if (refused === 0) return [];
    return [
      {
        severity: lost ? 'error' : 'warning',
        title: `${percent(refused / requests)} of the requests are throttled: ${why}`,
        limit,
        shareOfHarm: refused / throttles,
        evidence: { throttled: refused, requests, mostConcurrency: facts.most },
        advice,
      },
    ];
  };
  const own = config.reservedConcurrentExecutions !== undefined;
  return [
    ...finding(
      'Throttles.Concurrency',
      own
        ? `reservedConcurrentExecutions: ${whole(facts.most)}`
        : `${whole(facts.account)} concurrent executions of the account`,
      own
        ? `as many run as are reserved (${whole(facts.most)})`
        : `as many run as the account has left (${whole(facts.most)})`,
      own
        ? 'Reserve more (reservedConcurrentExecutions), or let fewer be asked for at a time: a mapping’s maximum concurrency keeps what it cannot run in its queue.'
        : 'Have the account’s quota raised (account.lambda.concurrentExecutions), or shorten the invocations: concurrency is their rate times their duration.',
    ),
    ...finding(
      'Throttles.ScalingRate',
      SCALING,
      'environments cannot be added so fast',
      'Keep environments ready (provisionedConcurrentExecutions), or spread the burst: a queue before the function holds what comes too fast.',
    ),
    ...finding(
      'Throttles.RequestRate',
      `${REQUESTS_PER_CONCURRENCY.value} requests/s for each of its concurrency`,
      `more than ${whole(facts.most * REQUESTS_PER_CONCURRENCY.value)} come a second`,
      'Take more records in one invocation, or raise the function’s concurrency: invocations shorter than 100 ms meet this limit before that of concurrency.',
    ),
  ];
}

function failureFindings(config: FunctionConfig, measured: Measured): readonly FindingDraft[] {
  const findings: FindingDraft[] = [];
  // Those that have ended, as errors are counted then.
  const invocations = measured.statistic('Duration', 'count') ?? 0;
  const timeouts = sum(measured, 'Timeouts');
  const others = sum(measured, 'Errors') - timeouts;
  const lost = sum(measured, 'lost') > 0;
  if (invocations === 0) return findings;
  if (timeouts > 0) {
    findings.push({
      severity: lost ? 'error' : 'warning',
      title: `${percent(timeouts / invocations)} of the invocations are ended by the timeout of ${config.timeout / US_PER_SECOND} s`,
      limit: `timeout: ${config.timeout / US_PER_SECOND} s`,
      shareOfHarm: null,
      evidence: { timeouts, invocations, timeoutSeconds: config.timeout / US_PER_SECOND },
      advice:
        'Give it longer (timeout), fewer records at a time, or less to wait for: what was stored before the timeout is stored again by the retry.',
    });
  }
  if (others > 0) {
    findings.push({
      severity: lost ? 'error' : 'info',
      title: `${percent(others / invocations)} of the invocations fail`,
      limit: 'errorRate, poisonRate and the calls of the function',
      shareOfHarm: null,
      evidence: { errors: others, invocations },
      advice:
        'Keep what never succeeds (destinationConfig), and let a call that may fail without harm be ignored (whenFailed: ignore).',
    });
  }
  return findings;
}

// The init phase is billed as the invocation is, so its share of the time is its share of the price.
function initFindings({ memorySize }: FunctionConfig, measured: Measured): readonly FindingDraft[] {
  const time = (metric: string): number =>
    (measured.statistic(metric, 'count') ?? 0) * (measured.statistic(metric, 'mean') ?? 0);
  const initMs = time('InitDuration');
  const runMs = time('Duration');
  const share = initMs / (initMs + runMs);
  if (!(share >= INIT_SHARE)) return [];
  return [
    {
      severity: 'info',
      title: `${percent(share)} of the billed time is spent on init phases`,
      limit: 'INIT is billed like the invocation',
      shareOfHarm: null,
      evidence: {
        initSeconds: initMs / 1000,
        invocationSeconds: runMs / 1000,
        coldStarts: sum(measured, 'ColdStarts'),
        memoryMb: memorySize / 1_048_576,
      },
      advice:
        'Even traffic needs fewer new environments; a smaller package and less code outside the handler start them sooner.',
    },
  ];
}

/** The function's two buckets: new environments, and requests. */
export function functionCredit(_config: unknown, measured: Measured): readonly Credit[] {
  const facts = factsOf(measured);
  if (facts === null) return [];
  const rate = (metric: string): number => sum(measured, metric) / measured.windowSeconds;
  const balance = (of: (facts: ConcurrencyFacts) => number): number =>
    measured.facts.reduce((total, { concurrency }) => total + of(concurrency as ConcurrencyFacts), 0) /
    measured.facts.length;
  return [
    {
      part: null,
      limit: SCALING,
      unit: 'environments',
      // What a timeout ended is begun anew without being added.
      takenPerSecond: Math.max(0, rate('ColdStarts') - rate('Timeouts')),
      refillPerSecond: SCALING_RATE.value / SECONDS_TO_REFILL,
      refusedPerSecond: rate('Throttles.ScalingRate'),
      balance: balance(({ environmentsLeft }) => environmentsLeft),
      throttles: ['Throttles', 'Throttles.ScalingRate'],
    },
    {
      part: null,
      limit: `${REQUESTS_PER_CONCURRENCY.value} requests/s for each of its concurrency`,
      unit: 'requests',
      takenPerSecond: rate('Invocations'),
      refillPerSecond: facts.most * REQUESTS_PER_CONCURRENCY.value,
      refusedPerSecond: rate('Throttles.RequestRate'),
      balance: balance(({ requestsLeft }) => requestsLeft),
      throttles: ['Throttles', 'Throttles.RequestRate'],
    },
  ];
}
