// The cheapest values at which every objective holds. More of what is sized (shards, servers) is taken to be no worse,
// which makes a search of few points enough; and that is verified, not assumed: the corners, the next smaller values of
// the answer and all other points that were tried must agree, else every point is tried. What costs the same is ranked
// by its values, the smallest first.

import { estimateMean } from '../metrics/estimate.ts';
import { type Grid, type Point, settingsOf } from '../scenario/grid.ts';
import { type Cause, causesOf } from './cause.ts';
import type { Heading } from './heading.ts';
import { wantsLess } from './interval.ts';
import { isBelow, leastPoints, type Places, rowsOf } from './lattice.ts';
import type { ObjectiveResult } from './result.ts';
import { type Bench, type Trial, tryDesign } from './trial.ts';
import { verdictOf } from './verdict.ts';

/** One combination of values that was tried. */
export interface SizeTrial extends Trial {
  readonly values: Readonly<Record<string, string>>;
}

/** How far what was observed lies from an objective's limit. */
interface Headroom {
  readonly objective: string;
  /** As a share of the limit; null when it cannot be told. */
  readonly share: number | null;
}

export interface Sizing {
  /** `not enough evidence`: nothing is shown to hold, and not everything is shown to fail. */
  readonly outcome: 'found' | 'none' | 'not enough evidence';
  readonly answer:
    | (SizeTrial & { readonly headroom: readonly Headroom[]; readonly nearest: readonly Cause[] })
    | null;
  /** The answer with one path at its next smaller value, each: what was tried to show that less is not enough. */
  readonly nextSmaller: readonly (SizeTrial & { readonly path: string; readonly causes: readonly Cause[] })[];
  /** `monotone`: more was taken to be no worse, and nothing that was tried contradicts it. */
  readonly search: 'monotone' | 'every point';
  /** Two points that contradict it, in words; null when none do. */
  readonly contradiction: string | null;
  /** In the order of the grid. */
  readonly tried: readonly SizeTrial[];
  readonly points: number;
  readonly partial: boolean;
}

/** What was found for the design that was asked about. */
export interface SizeResult extends Heading<'size'> {
  readonly design: string;
  readonly axes: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly sizing: Sizing;
}

interface Known {
  readonly point: Point;
  readonly trial: Trial;
  /** Objectives on anything but the bill. */
  readonly performance: Trial['verdict'];
  /** USD a month of every replication; null when there is no monthly bill. */
  readonly monthly: readonly number[] | null;
  readonly causes: readonly Cause[];
}

/**
 * Sizes a design.
 * @param grid of one design; its first `ranges` axes go from less to more, the others are alternatives
 * @param everyPoint whether to try all points whatever they say
 */
export async function sizeOf(grid: Grid, ranges: number, bench: Bench, everyPoint: boolean): Promise<Sizing> {
  const search = new SizeSearch(grid, ranges, bench);
  if (!everyPoint) await search.monotone();
  if (everyPoint || search.contradiction() !== null) await search.every();
  return search.sizing(everyPoint);
}

class SizeSearch {
  private readonly grid: Grid;
  private readonly ranges: number;
  private readonly bench: Bench;
  private readonly known = new Map<number, Known>();
  private interrupted = false;

  constructor(grid: Grid, ranges: number, bench: Bench) {
    this.grid = grid;
    this.ranges = ranges;
    this.bench = bench;
  }

  async monotone(): Promise<void> {
    const sizes = this.grid.axes.map(({ values }) => values.length);
    const [ordered, others] = [sizes.slice(0, this.ranges), sizes.slice(this.ranges)];
    for (const alternative of rowsOf(others)) {
      const at = (places: Places): Places => [...places, ...alternative];
      await leastPoints(ordered, (places) => this.isEnough(at(places)));
      await this.isEnough(at(ordered.map(() => 0)));
      await this.isEnough(at(ordered.map((size) => size - 1)));
    }
    const best = this.best();
    if (best !== null) for (const { places } of this.smaller(best)) await this.isEnough(places);
  }

  async every(): Promise<void> {
    for (const places of rowsOf(this.grid.axes.map(({ values }) => values.length)))
      await this.isEnough(places);
  }

  /** A point that is enough and one above it that is shown not to be; null when there are none. */
  contradiction(): string | null {
    const all = this.inOrder();
    for (const less of all) {
      if (less.performance !== 'holds' && less.performance !== null) continue;
      const more = all.find((other) => other.performance === 'fails' && this.isAbove(other, less));
      if (more !== undefined) return `${inWords(less)} holds, and ${inWords(more)} does not`;
    }
    return null;
  }

  sizing(everyPoint: boolean): Sizing {
    const best = this.best();
    const contradiction = this.contradiction();
    const tried = this.inOrder();
    const open = tried.some(({ trial }) => trial.verdict === 'undecided') || this.interrupted;
    return {
      outcome: best !== null ? 'found' : open ? 'not enough evidence' : 'none',
      answer:
        best === null
          ? null
          : { ...evidence(best), headroom: best.trial.objectives.map(headroomOf), nearest: best.causes },
      nextSmaller: best === null ? [] : this.smallerTried(best),
      search: everyPoint || contradiction !== null ? 'every point' : 'monotone',
      contradiction,
      tried: tried.map(evidence),
      points: this.grid.size,
      partial: this.interrupted,
    };
  }

  private async isEnough(places: Places): Promise<boolean | null> {
    if (this.interrupted) return null;
    const index = this.grid.indexOf(0, places);
    const known = this.known.get(index) ?? (await this.tryPoint(index));
    if (known === null) return null;
    return known.performance === 'holds' || known.performance === null;
  }

  private async tryPoint(index: number): Promise<Known | null> {
    const point = await this.grid.point(index);
    const tried = await tryDesign(point.design, settingsOf(point), this.bench);
    if (tried === null) {
      this.interrupted = true;
      return null;
    }
    const { trial, folded } = tried;
    const { objectives } = point.design;
    const ofPerformance = trial.objectives.filter((_, i) => objectives[i]!.path.kind !== 'cost');
    const performance = trial.unstable.length > 0 ? 'fails' : verdictOf(ofPerformance);
    const monthly = trial.perMonth === null ? null : folded.bills.map(({ perMonth }) => perMonth);
    const gaveWay = trial.objectives.filter(({ verdict }) => verdict !== 'holds');
    const known = { point, trial, performance, monthly, causes: causesOf(folded, null, gaveWay) };
    this.known.set(index, known);
    return known;
  }

  private inOrder(): readonly Known[] {
    return [...this.known.values()].sort((a, b) => a.point.index - b.point.index);
  }

  /** The cheapest point that is shown to hold. */
  private best(): Known | null {
    let best: Known | null = null;
    for (const known of this.inOrder()) {
      if (known.trial.verdict === 'holds' && (best === null || isCheaper(known, best))) best = known;
    }
    return best;
  }

  private smaller({ point }: Known): readonly { readonly path: string; readonly places: Places }[] {
    return this.grid.axes.slice(0, this.ranges).flatMap(({ path }, axis) => {
      const places = point.places.map((place, i) => (i === axis ? place - 1 : place));
      return places[axis]! < 0 ? [] : [{ path, places }];
    });
  }

  private smallerTried(best: Known): Sizing['nextSmaller'] {
    return this.smaller(best).flatMap(({ path, places }) => {
      const known = this.known.get(this.grid.indexOf(0, places));
      return known === undefined ? [] : [{ ...evidence(known), path, causes: known.causes }];
    });
  }

  private isAbove(other: Known, less: Known): boolean {
    const [above, below] = [other.point.places, less.point.places];
    return (
      isBelow(below.slice(0, this.ranges), above.slice(0, this.ranges)) &&
      below.slice(this.ranges).every((place, i) => place === above[this.ranges + i])
    );
  }
}

/** Whether one costs less than the other, replication by replication, as far as can be seen. */
function isCheaper(one: Known, other: Known): boolean {
  if (one.monthly === null || other.monthly === null) return false;
  const pairs = Math.min(one.monthly.length, other.monthly.length);
  const differences = one.monthly.slice(0, pairs).map((usd, i) => usd - other.monthly![i]!);
  const { value, ci95 } = estimateMean(differences);
  return ci95 === null ? (value ?? 0) < 0 : ci95[1] < 0;
}

function evidence({ point, trial }: Known): SizeTrial {
  return { values: point.values, ...trial };
}

function inWords({ point }: Known): string {
  return settingsOf(point).join(' ');
}

function headroomOf({ text, observed, operator, limit }: ObjectiveResult): Headroom {
  if (observed.value === null || limit === 0) return { objective: text, share: null };
  const room = wantsLess(operator) ? limit - observed.value : observed.value - limit;
  return { objective: text, share: room / Math.abs(limit) };
}
