// The largest load at which every objective holds. Loads are doubled or halved until one is shown to hold and one is
// not, and what lies between is halved on a logarithmic scale. Record n of the traffic is the same at every load, only
// its time is scaled, so neighbouring loads see the same luck. The load reported is one that was tried and shown to hold.

import { writtenShare } from '../language/written.ts';
import type { Design } from '../scenario/design.ts';
import { type Cause, causesOf } from './cause.ts';
import type { Heading } from './heading.ts';
import type { ObjectiveResult } from './result.ts';
import { type Bench, type Trial, type Tried, tryDesign } from './trial.ts';

export interface LimitOptions {
  /** How near the reported load comes to one that is not shown to hold, as a share of it. */
  readonly within: number;
  /** Loads are looked for between these; null: a 64th of the design's own, 16 times its own. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** One load that was tried. */
interface LoadTrial extends Trial {
  /** 1 is 100 %. */
  readonly load: number;
}

/** What was found for one design. */
export interface DesignLimit {
  readonly name: string;
  /** The load that the scenario itself gives. */
  readonly ownLoad: number;
  /** The largest load that is shown to hold; null when none is. */
  readonly load: number | null;
  /** The smallest load above it that is not shown to hold; null when the search came to its highest load. */
  readonly givesWayAt: number | null;
  /** The objectives that are not shown to hold there: `fails` is shown, `undecided` is not enough evidence. */
  readonly gaveWay: readonly ObjectiveResult[];
  /** What made them: the limits that bound there, the gravest first; where the bill gave way, what grew. */
  readonly causes: readonly Cause[];
  /** Every load that was tried, from small to large. */
  readonly tried: readonly LoadTrial[];
  /** Whether an interrupt cut the search off. */
  readonly partial: boolean;
}

/** What was found for all designs that were asked about. */
export interface LimitResult extends Heading<'limit'> {
  readonly within: number;
  readonly partial: boolean;
  readonly designs: readonly DesignLimit[];
}

const LOWEST = 1 / 64;
const HIGHEST = 16;

/** Looks for the limit of one design. It needs at least one objective, and a load above 0. */
export async function limitOf(design: Design, bench: Bench, options: LimitOptions): Promise<DesignLimit> {
  const search = new LimitSearch(design, bench);
  const own = design.load;
  const [lowest, highest] = [options.lowest ?? own * LOWEST, options.highest ?? own * HIGHEST];
  const start = Math.min(Math.max(own, lowest), highest);
  let below: number | null = null;
  let above: number | null = null;
  for (let load = start; above === null && below !== highest; load = Math.min(highest, rounded(2 * load))) {
    const holds = await search.holdsAt(load);
    if (holds === null) return search.result(below, above, true);
    if (holds) below = load;
    else above = load;
  }
  for (let load = above; below === null && load !== null && load !== lowest; ) {
    load = Math.max(lowest, rounded(load / 2));
    const holds = await search.holdsAt(load);
    if (holds === null) return search.result(below, above, true);
    if (holds) below = load;
    else above = load;
  }
  while (below !== null && above !== null && above > below * (1 + options.within)) {
    const between = rounded(Math.sqrt(below * above));
    if (between <= below || between >= above) break;
    const holds = await search.holdsAt(between);
    if (holds === null) return search.result(below, above, true);
    if (holds) below = between;
    else above = between;
  }
  return search.result(below, above, false);
}

/** Five digits, so that the load can be written and read again as what was run. */
function rounded(load: number): number {
  return Number((load * 100).toPrecision(5)) / 100;
}

class LimitSearch {
  private readonly design: Design;
  private readonly bench: Bench;
  private readonly tried = new Map<number, Tried>();

  constructor(design: Design, bench: Bench) {
    this.design = design;
    this.bench = bench;
  }

  /** Null when an interrupt came first. */
  async holdsAt(load: number): Promise<boolean | null> {
    const settings = [`load=${writtenShare(load)}`];
    const tried = await tryDesign({ ...this.design, load }, settings, this.bench);
    if (tried === null) return null;
    this.tried.set(load, tried);
    return tried.trial.verdict === 'holds';
  }

  result(below: number | null, above: number | null, partial: boolean): DesignLimit {
    const over = above === null ? undefined : this.tried.get(above);
    const gaveWay = (over?.trial.objectives ?? []).filter(({ verdict }) => verdict !== 'holds');
    const held = below === null ? undefined : this.tried.get(below);
    const loads = [...this.tried].sort(([a], [b]) => a - b);
    return {
      name: this.design.name,
      ownLoad: this.design.load,
      load: below,
      givesWayAt: above,
      gaveWay,
      causes: over === undefined ? [] : causesOf(over.folded, held?.folded ?? null, gaveWay),
      tried: loads.map(([load, { trial }]) => ({ load, ...trial })),
      partial,
    };
  }
}
