// The verdict on every objective. It holds when the 95 % interval lies on the right side of the limit, fails when on
// the wrong one, and is undecided between. Percentiles are judged as shares, a maximum on the largest seen. Below
// three replications there is no interval: the value only indicates.

import {
  type Estimate,
  estimateShare,
  intervalAt,
  LEAST_FOR_INTERVAL,
  PLAIN_ALPHA,
} from '../metrics/estimate.ts';
import { type MetricDeclaration, percentileOf } from '../metrics/kinds.ts';
import type { Sample } from '../metrics/sample.ts';
import { reported } from '../metrics/unit.ts';
import type { Objective } from '../scenario/design.ts';
import { billsOf, costOf } from './cost.ts';
import type { CostResult } from './cost-result.ts';
import { type Interval, judge, type Verdict, wantsLess } from './interval.ts';
import { looksOf } from './looks.ts';
import type { Measurements } from './measurements.ts';
import { observedAt } from './observed.ts';
import { comesOnCredit, livesOnCredit } from './on-credit.ts';
import type { StatisticPlace } from './place.ts';
import type { ObjectiveResult } from './result.ts';
import { shareWithin } from './share.ts';
import { growthInWords } from './stability.ts';
import { growthBefore, growthBehind } from './steadiness.ts';
import { type Asked, confidenceInWords, neverShown, percentInWords, replicationsNeeded } from './wording.ts';

interface Judgement {
  readonly verdict: Verdict;
  /** What the value alone says, where no interval is asked of it. */
  readonly indicative: Verdict;
  readonly note: string;
  /** Of a percentile: the share of the sample on the near side of the limit, which is what is judged. */
  readonly share?: Estimate;
  /** Undecided, and more replications could decide. */
  readonly open?: true;
}

/** Some replications, and how much of the error a verdict on them may spend on each side. */
interface Evidence {
  readonly measured: Measurements;
  readonly cost: CostResult;
  readonly alpha: number;
}

/** The verdicts, in the order of the objectives. */
export function judgeObjectives(measured: Measurements, cost: CostResult): readonly ObjectiveResult[] {
  const looks = looksAt(measured, cost);
  return measured.design.objectives.map((objective) => {
    const observed = observedAt(measured, objective.path, cost);
    const judgement = judgeInLooks(looks, objective);
    const enough = measured.replications.length >= LEAST_FOR_INTERVAL;
    const indicative = enough || judgement.indicative === 'undecided' ? null : judgement.indicative;
    return {
      text: objective.text,
      verdict: enough ? judgement.verdict : 'undecided',
      indicative,
      observed,
      ...(judgement.share === undefined ? {} : { share: judgement.share }),
      operator: objective.operator,
      limit: objective.limit,
      unit: objective.unit,
      note:
        indicative === null
          ? judgement.note
          : joined(`indicative: fewer than ${LEAST_FOR_INTERVAL} replications`, judgement.note),
      line: objective.line,
    };
  });
}

/** Whether an objective is undecided that more replications could decide. */
export function isOpen(measured: Measurements, cost: CostResult): boolean {
  const looks = looksAt(measured, cost);
  return measured.design.objectives.some((objective) => judgeInLooks(looks, objective).open === true);
}

// What is looked at: all replications at the plain level, or the first so many of each look that there were enough
// for. An interrupt may come before the first look, and then there is no verdict yet.
function looksAt(measured: Measurements, cost: CostResult): readonly Evidence[] {
  const looks = looksOf(measured.design);
  if (looks.length === 0) return [{ measured, cost, alpha: PLAIN_ALPHA }];
  return looks
    .filter(({ replications }) => replications <= measured.replications.length)
    .map(({ replications, alpha }) => {
      const first = measured.first(replications);
      return { measured: first, cost: first === measured ? cost : costOf(first, billsOf(first)), alpha };
    });
}

// The latest look that decides. Whichever is taken, it is wrong only if one of the looks is.
function judgeInLooks(looks: readonly Evidence[], objective: Objective): Judgement {
  const judgements = looks.map((look) => judgeOne(look, objective));
  const last = judgements.at(-1);
  if (last === undefined) return untold('interrupted before the first look');
  if (looks.length === 1 || last.verdict !== 'undecided') return last;
  const decided = judgements.findLastIndex(({ verdict }) => verdict !== 'undecided');
  if (decided === -1) return last;
  const { replications } = looks[decided]!.measured;
  const { note } = judgements[decided]!;
  return { ...judgements[decided]!, note: joined(note, `decided after ${replications.length} replications`) };
}

function judgeOne(evidence: Evidence, objective: Objective): Judgement {
  const { measured, cost } = evidence;
  const { path } = objective;
  const observed = observedAt(measured, objective.path, cost);
  if (path.kind === 'cost') return unsettled(measured) ?? judgeCost(evidence, objective, observed);
  const declaration = measured.declaration(path);
  if (declaration === null) return untold('the design has no such metric');
  const growth = growthBehind(measured, path);
  if (growth !== null)
    return certain(
      judge([INFINITY, INFINITY], objective.operator, objective.limit),
      `there is no steady state: ${growthInWords(growth)}`,
    );
  const open = unsettled(measured);
  if (open !== null) return open;
  const judgement = judgeMeasured(evidence, objective, path, declaration, observed);
  const paid =
    judgement.verdict === 'holds' &&
    (livesOnCredit(measured, path) || comesOnCredit(measured, objective, path, declaration));
  if (paid)
    return untold(
      joined(judgement.note, 'a burst bucket still pays for what will be refused once it is empty'),
    );
  const before = path.statistic === 'ratio' ? growthBefore(measured, path.component) : null;
  if (before === null || judgement.verdict !== 'holds') return judgement;
  return untold(
    joined(judgement.note, `seen while a backlog grew (${growthInWords(before)}): it cannot last`),
  );
}

// What has no price costs something too: the sum is the least that a month comes to.
function judgeCost(evidence: Evidence, objective: Objective, observed: Estimate): Judgement {
  const { cost } = evidence;
  const judgement = judgeEstimate(objective, observed, evidence, cost.whyNoMonth ?? '');
  const [missing] = cost.missingPrices;
  const isUpTo = wantsLess(objective.operator);
  if (missing === undefined || judgement.verdict === (isUpTo ? 'fails' : 'holds')) return judgement;
  const why = `it costs more than that: ${missing}; give it one (cost.prices)`;
  return cost.whyNoMonth === null ? untold(why) : judgement;
}

function unsettled({ design }: Measurements): Judgement | null {
  if (design.autoWarmup !== 'not found') return null;
  return untold(
    'it had not settled in the first half of a run from empty, and no warm-up was found: run longer',
  );
}

function judgeMeasured(
  evidence: Evidence,
  objective: Objective,
  path: StatisticPlace,
  declaration: MetricDeclaration,
  observed: Estimate,
): Judgement {
  const { measured } = evidence;
  if (declaration.kind === 'distribution')
    return judgeDistribution(evidence, objective, path, declaration, observed);
  if (path.statistic === 'max') {
    return observed.value === null
      ? untold('')
      : judgeLargest(measured, objective, [observed.value, observed.value]);
  }
  return judgeEstimate(objective, observed, evidence, 'nothing was measured');
}

function judgeDistribution(
  evidence: Evidence,
  objective: Objective,
  path: StatisticPlace,
  declaration: MetricDeclaration,
  observed: Estimate,
): Judgement {
  const { measured } = evidence;
  const { merged, each } = measured.samples(path);
  if (path.statistic === 'count') return judgeEstimate(objective, observed, evidence, '');
  if (each.some((sample) => sample.finite + sample.infinite + sample.inFlight === 0)) {
    return untold('a replication has no sample');
  }
  const share = percentileOf(path.statistic);
  if (share !== null) return judgeShare(evidence, objective, path, declaration, share);
  if (path.statistic === 'max') {
    return judgeLargest(
      measured,
      objective,
      largest(merged, (value) => reported(declaration.unit, value)),
    );
  }
  if (merged.infinite > 0)
    return certain(judge([INFINITY, INFINITY], objective.operator, objective.limit), 'some of it was lost');
  return judgeEstimate(objective, observed, evidence, 'some of it is still in flight');
}

const INFINITY = Number.POSITIVE_INFINITY;

// What was lost is infinite; what is in flight is at least as old as it is.
function largest(sample: Sample, report: (value: number) => number): Interval {
  if (sample.infinite > 0) return [INFINITY, INFINITY];
  return [report(sample.max), sample.inFlight > 0 ? INFINITY : report(sample.max)];
}

function judgeLargest(measured: Measurements, { operator, limit }: Objective, interval: Interval): Judgement {
  const runs = measured.replications.length;
  return certain(
    judge(interval, operator, limit),
    `judged on the largest seen in ${runs} ${runs === 1 ? 'replication' : 'replications'}`,
  );
}

function judgeShare(
  { measured, alpha }: Evidence,
  objective: Objective,
  path: StatisticPlace,
  declaration: MetricDeclaration,
  share: number,
): Judgement {
  const { within, all } = shareWithin(measured, objective, path, declaration.unit);
  const estimate = estimateShare(within, all, measured.random);
  const { value } = estimate;
  if (value === null) return untold('a replication has no sample');
  // "p99 < x" asks for a share of at least 99 % below x, "p99 > x" for less than 99 % at most at x.
  const operator = wantsLess(objective.operator) ? '>=' : '<';
  const words = objective.operator === '<' || objective.operator === '>=' ? 'below' : 'at most at';
  const seen = `${percentInWords(value)} ${words} the limit, where ${percentInWords(share)} decides`;
  const interval = intervalAt(estimate, all.length, alpha);
  const between =
    interval === null
      ? ''
      : ` (${confidenceInWords(alpha)} interval ${percentInWords(Math.max(0, interval[0]))} to ${percentInWords(Math.min(1, interval[1]))})`;
  const asked: Asked = { operator, limit: share, unit: 'ratio' };
  return { ...judgement(interval, estimate, all.length, asked, seen + between), share: estimate };
}

function judgeEstimate(
  objective: Objective,
  estimate: Estimate,
  { measured, alpha }: Evidence,
  whyUntold: string,
): Judgement {
  if (estimate.value === null) return untold(whyUntold);
  const runs = measured.replications.length;
  const interval = intervalAt(estimate, runs, alpha);
  return judgement(interval, estimate, runs, objective, '');
}

// The verdict of an interval, and where it holds the limit, how many replications would tell.
function judgement(
  interval: Interval | null,
  { value }: Estimate,
  runs: number,
  asked: Asked,
  note: string,
): Judgement {
  const at = value ?? Number.NaN;
  const indicative = judge([at, at], asked.operator, asked.limit);
  const verdict = interval === null ? 'undecided' : judge(interval, asked.operator, asked.limit);
  if (verdict !== 'undecided' || interval === null) return { verdict, indicative, note };
  return {
    verdict,
    indicative,
    note: joined(
      note,
      neverShown(at, interval, asked) ?? replicationsNeeded(at, interval, asked.limit, runs),
    ),
    open: true,
  };
}

function certain(verdict: Verdict, note: string): Judgement {
  return { verdict, indicative: verdict, note };
}

function untold(note: string): Judgement {
  return { verdict: 'undecided', indicative: 'undecided', note };
}

function joined(first: string, second: string): string {
  return [first, second].filter((words) => words !== '').join('; ');
}
