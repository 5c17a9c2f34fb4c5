// The verdict on every objective. It holds when the 95 % interval lies on the right side of the limit, fails when on
// the wrong one, and is undecided between. Percentiles are judged as shares, a maximum on the largest seen. Below
// three replications there is no interval: the value only indicates.

import { type Estimate, estimateShare, LEAST_FOR_INTERVAL } from '../metrics/estimate.ts';
import { type MetricDeclaration, percentileOf } from '../metrics/kinds.ts';
import type { Sample } from '../metrics/sample.ts';
import { reported } from '../metrics/unit.ts';
import type { Objective } from '../scenario/design.ts';
import { type Interval, judge, wantsLess } from './interval.ts';
import type { Measurements } from './measurements.ts';
import type { CostResult, ObjectiveResult, Verdict } from './result.ts';
import { shareWithin } from './share.ts';
import { estimateOf, type StatisticPlace } from './statistic.ts';
import { percentInWords, replicationsNeeded } from './wording.ts';

interface Judgement {
  readonly verdict: Verdict;
  /** What the value alone says, where no interval is asked of it. */
  readonly indicative: Verdict;
  readonly note: string;
}

/** The verdicts, in the order of the objectives. */
export function judgeObjectives(measured: Measurements, cost: CostResult): readonly ObjectiveResult[] {
  return measured.design.objectives.map((objective) => {
    const observed = observe(measured, objective, cost);
    const judgement = judgeOne(measured, objective, observed, cost);
    const enough = measured.replications.length >= LEAST_FOR_INTERVAL;
    const indicative = enough || judgement.indicative === 'undecided' ? null : judgement.indicative;
    return {
      text: objective.text,
      verdict: enough ? judgement.verdict : 'undecided',
      indicative,
      observed,
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

function observe(measured: Measurements, { path }: Objective, cost: CostResult): Estimate {
  return path.kind === 'cost' ? (cost.perMonth ?? { value: null, ci95: null }) : estimateOf(measured, path);
}

function judgeOne(
  measured: Measurements,
  objective: Objective,
  observed: Estimate,
  cost: CostResult,
): Judgement {
  const { path } = objective;
  if (path.kind === 'cost') return judgeEstimate(objective, observed, measured, cost.whyNoMonth ?? '');
  const declaration = measured.declaration(path);
  if (declaration === null) return untold('the design has no such metric');
  if (declaration.kind === 'distribution')
    return judgeDistribution(measured, objective, path, declaration, observed);
  if (path.statistic === 'max') {
    return observed.value === null
      ? untold('')
      : judgeLargest(measured, objective, [observed.value, observed.value]);
  }
  return judgeEstimate(objective, observed, measured, 'nothing was measured');
}

function judgeDistribution(
  measured: Measurements,
  objective: Objective,
  path: StatisticPlace,
  declaration: MetricDeclaration,
  observed: Estimate,
): Judgement {
  const { merged, each } = measured.samples(path);
  if (path.statistic === 'count') return judgeEstimate(objective, observed, measured, '');
  if (each.some((sample) => sample.finite + sample.infinite + sample.inFlight === 0)) {
    return untold('a replication has no sample');
  }
  const share = percentileOf(path.statistic);
  if (share !== null) return judgeShare(measured, objective, path, declaration, share);
  if (path.statistic === 'max') {
    return judgeLargest(
      measured,
      objective,
      largest(merged, (value) => reported(declaration.unit, value)),
    );
  }
  if (merged.infinite > 0)
    return certain(judge([INFINITY, INFINITY], objective.operator, objective.limit), 'some of it was lost');
  return judgeEstimate(objective, observed, measured, 'some of it is still in flight');
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
  measured: Measurements,
  objective: Objective,
  path: StatisticPlace,
  declaration: MetricDeclaration,
  share: number,
): Judgement {
  const { within, all } = shareWithin(measured, objective, path, declaration.unit);
  const estimate = estimateShare(within, all, measured.random);
  const { value, ci95 } = estimate;
  if (value === null) return untold('a replication has no sample');
  // "p99 < x" asks for a share of at least 99 % below x, "p99 > x" for less than 99 % at most at x.
  const operator = wantsLess(objective.operator) ? '>=' : '<';
  const words = objective.operator === '<' || objective.operator === '>=' ? 'below' : 'at most at';
  const seen = `${percentInWords(value)} ${words} the limit, where ${percentInWords(share)} decides`;
  const between =
    ci95 === null ? '' : ` (95 % interval ${percentInWords(ci95[0])} to ${percentInWords(ci95[1])})`;
  const verdict = ci95 === null ? 'undecided' : judge(ci95, operator, share);
  const needed = verdict === 'undecided' ? replicationsNeeded(estimate, share, all.length) : '';
  return {
    verdict,
    indicative: judge([value, value], operator, share),
    note: joined(seen + between, needed),
  };
}

function judgeEstimate(
  objective: Objective,
  estimate: Estimate,
  measured: Measurements,
  whyUntold: string,
): Judgement {
  const { value, ci95 } = estimate;
  if (value === null) return untold(whyUntold);
  const verdict = ci95 === null ? 'undecided' : judge(ci95, objective.operator, objective.limit);
  const note =
    verdict === 'undecided'
      ? replicationsNeeded(estimate, objective.limit, measured.replications.length)
      : '';
  return { verdict, indicative: judge([value, value], objective.operator, objective.limit), note };
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
