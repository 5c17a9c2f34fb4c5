// What a comparison needs of a design: its traffic, and for every figure that can be compared one value a replication.
// Results carry it, so that a saved result can be compared replication by replication with a new one.

import { betterOf, type MetricDeclaration, type Statistic } from '../metrics/kinds.ts';
import type { Bill } from '../pricing/bill.ts';
import type { ObjectivePath } from '../scenario/design.ts';
import { pathInWords } from './figure-path.ts';
import { type Comparable, FIGURE_GROUPS, type Figure, type FigureGroup } from './figures.ts';
import { wantsLess } from './interval.ts';
import type { Measurements } from './measurements.ts';
import type { StatisticPlace } from './place.ts';
import { whyNoMonth } from './stability.ts';
import { unitOfStatistic, valuesOf } from './statistic.ts';
import { trafficOf } from './traffic.ts';

/** The statistics of a latency over all records produced. */
const LATENCY: readonly Statistic[] = ['p50', 'p95', 'p99', 'p999'];
const OTHER_TIME: readonly Statistic[] = ['mean', 'p99'];

/**
 * Everything about a design that can be compared.
 * @param also paths to keep besides, as those of a gate
 */
export function comparableOf(
  measured: Measurements,
  bills: readonly Bill[],
  also: readonly ObjectivePath[] = [],
): Comparable {
  const { design } = measured;
  const figures = new Map<string, Figure>();
  const add = (figure: Figure) => {
    if (!figures.has(figure.path)) figures.set(figure.path, figure);
  };
  for (const { path, operator } of design.objectives) {
    const figure = figureAt(measured, bills, path);
    if (figure !== null)
      add({ ...figure, group: 'objective', better: wantsLess(operator) ? 'less' : 'more' });
  }
  for (const figure of costFigures(measured, bills)) add(figure);
  for (const figure of metricFigures(measured)) add(figure);
  for (const path of also) {
    const figure = figureAt(measured, bills, path);
    if (figure !== null) add(figure);
  }
  const rank = ({ group }: Figure) => FIGURE_GROUPS.indexOf(group);
  return {
    traffic: trafficOf(design),
    relevant: design.relevant,
    figures: [...figures.values()].sort((a, b) => rank(a) - rank(b)),
  };
}

/** The figure that a path names; null where the design does not measure it. */
function figureAt(measured: Measurements, bills: readonly Bill[], path: ObjectivePath): Figure | null {
  if (path.kind === 'cost')
    return costFigures(measured, bills).find((figure) => figure.path === 'cost.perMonth') ?? null;
  const declaration = measured.declaration(path);
  return declaration === null ? null : metricFigure(measured, path, declaration);
}

// The month's bill where there is one, else the window's: two windows of one length can be compared too.
function costFigures(measured: Measurements, bills: readonly Bill[]): readonly Figure[] {
  const monthly = whyNoMonth(measured) === null;
  const item = monthly ? 'perMonth' : 'inWindow';
  const figure = (path: string, values: readonly number[]): Figure => ({
    path,
    group: 'cost',
    unit: 'USD',
    better: 'less',
    values,
  });
  const names = new Set(
    bills.flatMap(({ lines }) => lines.map(({ component, meter }) => `${component}.${meter}`)),
  );
  return [
    figure(
      `cost.${item}`,
      bills.map((bill) => bill[item]),
    ),
    ...[...names].map((name) =>
      figure(
        `cost[${name}].${item}`,
        bills.map(
          ({ lines }) => lines.find(({ component, meter }) => `${component}.${meter}` === name)?.[item] ?? 0,
        ),
      ),
    ),
  ];
}

function metricFigures(measured: Measurements): readonly Figure[] {
  return Object.keys(measured.design.components).flatMap((component) =>
    Object.entries(measured.declarations(component)).flatMap(([metric, declaration]) =>
      statisticsToCompare(declaration).map((statistic) =>
        metricFigure(measured, { component, part: null, metric, statistic }, declaration),
      ),
    ),
  );
}

function statisticsToCompare({ kind, unit, per, overProduced }: MetricDeclaration): readonly Statistic[] {
  if (kind === 'counter') return [per === undefined ? 'rate' : 'ratio'];
  if (kind === 'level') return ['mean'];
  if (overProduced === true) return LATENCY;
  return unit === 'seconds' || unit === 'milliseconds' ? OTHER_TIME : ['mean'];
}

function metricFigure(measured: Measurements, place: StatisticPlace, declaration: MetricDeclaration): Figure {
  return {
    path: pathInWords(place),
    group: groupOf(place.metric, declaration),
    unit: unitOfStatistic(place.statistic, declaration.unit),
    better: betterOf(declaration),
    values: valuesOf(measured, place).map((value) => (value === Number.POSITIVE_INFINITY ? 'lost' : value)),
  };
}

function groupOf(metric: string, { per, overProduced }: MetricDeclaration): FigureGroup {
  if (overProduced === true) return 'latency';
  if (per === undefined) return 'metric';
  return metric === 'lost' ? 'loss' : 'share';
}
