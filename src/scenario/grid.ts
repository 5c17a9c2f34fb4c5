// The product of axes over the designs of a scenario: numbered points, each a design of its own. All of them are made
// once before anything runs, so that whatever the language refuses, and whatever would be run twice, is told first;
// afterwards each is made when its turn comes.

import { prepareExpressions } from '../language/expression.ts';
import { type Axis, type AxisValue, listAxis, rangeAxis, type WrittenAxis } from './axis.ts';
import type { Design, Scenario } from './design.ts';
import { dataHash, scenarioHash } from './hash.ts';
import { loadLayered, loadParsed } from './load.ts';
import { Mistakes, ScenarioError } from './mistake.ts';
import { type Parsed, parseScenario, type ScenarioSource } from './parsed.ts';
import { writtenSweep } from './sweep.ts';
import { type Group, textsOf } from './tree.ts';

/** What is varied. */
export interface Variation {
  /** `path=first:last:step`, each. */
  readonly ranges: readonly string[];
  /** `path=a,b`, each. */
  readonly lists: readonly string[];
  /** Whether the scenario's own `sweep` counts too; a path of the command line takes the place of the same one there. */
  readonly withSweep: boolean;
  /** The most points that may be asked for. */
  readonly mostPoints: number;
}

/** One point: where it stands on each axis, and its design. */
export interface Point {
  /** From 0. */
  readonly index: number;
  /** A place on each axis, from 0, in the order of the axes. */
  readonly places: readonly number[];
  /** What each path is set to, as a `--set` would write it. */
  readonly values: Readonly<Record<string, string>>;
  readonly design: Design;
}

/** What leads to a point, as `--set` takes it. */
export function settingsOf({ values }: Point): readonly string[] {
  return Object.entries(values).map(([path, text]) => `${path}=${text}`);
}

/** Points in order: the designs, then the first axis slowest, the last one fastest. */
export class Grid {
  readonly scenario: Scenario;
  readonly axes: readonly Axis[];
  readonly designs: readonly string[];
  readonly size: number;
  /** Of the scenario, its axes and the designs that are asked for: another hash is another grid. */
  readonly hash: string;
  private readonly parsed: Parsed;

  constructor(parsed: Parsed, scenario: Scenario, axes: readonly Axis[]) {
    this.parsed = parsed;
    this.scenario = scenario;
    this.axes = axes;
    this.designs = scenario.designs.map(({ name }) => name);
    this.size = axes.reduce((product, { values }) => product * values.length, this.designs.length);
    const written = axes.map(({ path, values }) => ({ path, values: values.map(({ text }) => text) }));
    this.hash = dataHash({ scenario: scenario.hash, designs: this.designs, axes: written });
  }

  /** The number of the point at these places on the axes, of the design at a place in `designs`. */
  indexOf(design: number, places: readonly number[]): number {
    return this.axes.reduce((index, { values }, i) => index * values.length + places[i]!, design);
  }

  /** @throws ScenarioError when it is wrong (not for a grid that was opened: its points have been looked at) */
  async point(index: number): Promise<Point> {
    const mistakes = new Mistakes();
    const point = await this.made(index, mistakes);
    mistakes.throwIfAny();
    if (point === undefined) throw new ScenarioError([]);
    return point;
  }

  /** Makes every point, and tells what is wrong with any, and which are the same. */
  async check(mistakes: Mistakes): Promise<void> {
    const seen = new Map<string, Point>();
    for (let index = 0; index < this.size; index++) {
      const point = await this.made(index, mistakes);
      if (point === undefined) continue;
      const hash = scenarioHash([point.design]);
      const same = seen.get(hash);
      seen.set(hash, same ?? point);
      if (same === undefined) continue;
      const at = point.places.findIndex((place, axis) => place !== same.places[axis]);
      const value = this.valuesAt(point.places)[at]!;
      mistakes.add(value.layer.place, `${inWords(point)} and ${inWords(same)} are the same design`, {
        expected: 'values that change it, each once',
      });
    }
  }

  private async made(index: number, mistakes: Mistakes): Promise<Point | undefined> {
    const { design, places } = this.placesOf(index);
    const values = this.valuesAt(places);
    const layers: readonly Group[] = values.map(({ layer }) => layer);
    const [made] = await loadLayered(this.parsed, layers, [this.designs[design]!], mistakes);
    if (made === undefined) return undefined;
    const written = this.axes.map(({ path }, i) => [path, values[i]!.text] as const);
    return { index, places, values: Object.fromEntries(written), design: made };
  }

  private placesOf(index: number): { readonly design: number; readonly places: readonly number[] } {
    const places: number[] = [];
    let rest = index;
    for (const { values } of [...this.axes].reverse()) {
      places.unshift(rest % values.length);
      rest = Math.floor(rest / values.length);
    }
    return { design: rest, places };
  }

  private valuesAt(places: readonly number[]): readonly AxisValue[] {
    return this.axes.map(({ values }, i) => values[places[i]!]!);
  }
}

function inWords({ values, design }: Point): string {
  const settings = Object.entries(values).map(([path, text]) => `${path}=${text}`);
  return design.name === 'base' ? settings.join(' ') : [design.name, ...settings].join(' ');
}

/**
 * Opens the grid of a scenario.
 * @param from with the designs that are wanted; the base alone when it names none
 * @throws ScenarioError with every mistake in the scenario, in what is varied, and at any point
 */
export async function openGrid(from: ScenarioSource, variation: Variation): Promise<Grid> {
  const mistakes = new Mistakes();
  const parsed = await parseScenario({ ...from, designs: from.designs ?? ['base'] }, mistakes);
  const written = writtenAxes(parsed, variation, mistakes);
  const scenario = await loadParsed(parsed, mistakes);
  mistakes.throwIfAny();
  if (scenario === undefined) throw new ScenarioError([]);
  checkCount(written, scenario.designs.length, variation.mostPoints, mistakes);
  const reader = { environment: from.environment, taken: new Map<string, string>(), mistakes };
  const axes = written.map((axis) => axis.fill(reader));
  mistakes.throwIfAny();
  await prepareExpressions(axes.flatMap(({ values }) => values.flatMap(({ layer }) => [...textsOf(layer)])));
  const grid = new Grid(parsed, scenario, axes);
  await grid.check(mistakes);
  mistakes.throwIfAny();
  return grid;
}

function writtenAxes(
  parsed: Parsed,
  { ranges, lists, withSweep }: Variation,
  mistakes: Mistakes,
): readonly WrittenAxis[] {
  const asked = [
    ...ranges.map((text) => rangeAxis('-P', text, mistakes)),
    ...lists.map((text) => listAxis('-L', text, mistakes)),
  ].filter((axis) => axis !== undefined);
  asked.forEach(({ path, place }, i) => {
    if (asked.findIndex((other) => other.path === path) < i)
      mistakes.add(place, `${path} is varied twice`, { expected: 'each path once' });
    const set = (parsed.from.sets ?? []).some((text) => text.split('=', 1)[0]!.trim() === path);
    if (set) mistakes.add(place, `${path} is set by --set and varied as well`, { expected: 'one of them' });
  });
  const own = withSweep ? writtenSweep(parsed, mistakes) : [];
  return [...own.filter(({ path }) => !asked.some((axis) => axis.path === path)), ...asked];
}

/** @throws ScenarioError when there are too many points: they are counted before one is made */
function checkCount(axes: readonly WrittenAxis[], designs: number, most: number, mistakes: Mistakes): void {
  const points = axes.reduce((product, { count }) => product * count, designs);
  const place = axes[0]?.place;
  if (points <= most || place === undefined) return;
  const factors = [
    ...(designs > 1 ? [`${designs} designs`] : []),
    ...axes.map(({ count }) => inDigits(count)),
  ];
  const how = factors.length > 1 ? ` (${factors.join(' × ')})` : '';
  mistakes.add(place, `this makes ${inDigits(points)} points${how}, and at most ${inDigits(most)} are run`, {
    expected: 'fewer values, or --max-points',
  });
  mistakes.throwIfAny();
}

function inDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
