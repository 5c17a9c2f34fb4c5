// The limits of `--fail-on`, checked against the designs that will be compared: an unknown figure, a wrong unit or a
// missing sign is told, with its place, before anything runs.

import type { Side } from '../experiment/compare-scenarios.ts';
import { pathOfObjective } from '../experiment/figure-path.ts';
import { prepareExpressions } from '../language/expression.ts';
import { type ChangeLimit, readChange, splitChangeLimit, unknownFigure } from '../scenario/change-limit.ts';
import { Context } from '../scenario/context.ts';
import type { Design, ObjectivePath } from '../scenario/design.ts';
import { excerpts } from '../scenario/excerpt.ts';
import { Mistakes, type Place, ScenarioError, source } from '../scenario/mistake.ts';
import { type Measurable, readPath } from '../scenario/path.ts';
import { catalogue } from '../services/index.ts';
import { UsageError } from './exit.ts';

/** The limits, and the paths that have to be measured for them. */
export interface ChangeLimits {
  readonly limits: readonly ChangeLimit[];
  readonly also: readonly ObjectivePath[];
}

/**
 * Reads the limits.
 * @param written the values of `--fail-on`
 * @throws UsageError with every mistake
 */
export async function changeLimitsOf(
  written: readonly string[],
  sides: readonly Side[],
): Promise<ChangeLimits> {
  await prepareExpressions(written);
  const mistakes = new Mistakes();
  const context = new Context(mistakes, null);
  const limits: ChangeLimit[] = [];
  const also: ObjectivePath[] = [];
  for (const text of written) {
    const from = source(`--fail-on ${text}`, text);
    const at = (part: string): Place => placeIn(from, text, part);
    const split = splitChangeLimit(text, at(text), context);
    if (split === undefined) continue;
    const units = sides.map((side) => unitAt(side, split.path, at, context, also));
    const unit = units.find((one) => one !== undefined);
    if (unit === undefined || units.includes(undefined)) continue;
    const change = readChange(split.change, unit, at(split.change), context);
    if (change !== undefined)
      limits.push({ text: text.trim(), path: split.path, operator: split.operator, change });
  }
  try {
    mistakes.throwIfAny();
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(excerpts(error));
    throw error;
  }
  return { limits, also };
}

/** The unit of a figure of a side; undefined, and told, where the side has no such figure. */
function unitAt(
  side: Side,
  path: string,
  at: (part: string) => Place,
  context: Context,
  also: ObjectivePath[],
): string | undefined {
  if ('saved' in side) {
    const { figures } = side.design.comparable;
    const figure = figures.find((one) => one.path === path);
    if (figure !== undefined) return figure.unit;
    unknownFigure(
      path,
      figures.map((one) => one.path),
      `${side.name} (saved)`,
      at(path),
      context,
    );
    return undefined;
  }
  if (isBillLine(side.design, path)) return 'USD';
  const [read] = readPath(path, at, measurableOf(side.design), context);
  if (read === undefined) return undefined;
  // A run keeps minutes for what its objectives ask for.
  const asked = side.design.objectives.some((one) => pathOfObjective(one) === path);
  if (read.path.kind === 'metric' && read.path.worstMinute !== undefined && !asked) {
    context.add(at(path), 'a worst minute is kept for objectives alone', { expected: 'an objective on it' });
    return undefined;
  }
  also.push(read.path);
  return read.scale.unit;
}

/** Whether the path is a line that the bill of the design can have: `cost[clicks.shard-hour].perMonth`. */
function isBillLine({ components, whyNoMonth }: Design, path: string): boolean {
  const [, component = '', meter] = /^cost\[(.+)\.([^.\]]+)\]\.perMonth$/s.exec(path) ?? [];
  const type = catalogue.find(({ name }) => name === components[component]?.type);
  return whyNoMonth === null && type?.meters.some(({ name }) => name === meter) === true;
}

function measurableOf({ components, durationUs }: Design): Measurable {
  const known = Object.entries(components).flatMap(([name, { type, config }]) => {
    const found = catalogue.find((one) => one.name === type);
    return found === undefined ? [] : [[name, { type: found, config }] as const];
  });
  return { components: new Map(known), copies: new Map(), unread: new Set(), durationUs };
}

function placeIn(from: Place['source'], text: string, part: string): Place {
  const begin = Math.max(0, text.indexOf(part));
  return { source: from, line: 1, column: begin + 1, length: Math.max(1, part.length) };
}
