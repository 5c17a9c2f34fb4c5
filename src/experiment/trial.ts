// One design tried, as a search sees it: whether its objectives are shown to hold. While one is undecided the design
// gets more replications, up to a maximum; what is still undecided then is not shown. A design whose backlog grows
// holds nothing, whatever its figures say: they are those of the records that got through.

import type { Design } from '../scenario/design.ts';
import type { ComponentTypes } from './component-catalogue.ts';
import { evaluate } from './evaluate.ts';
import type { FoldedDesign } from './fold.ts';
import type { Verdict } from './interval.ts';
import type { Pool } from './pool.ts';
import type { ObjectiveResult } from './result.ts';
import { ReplicationError } from './task.ts';
import { verdictOf } from './verdict.ts';

const LOOK_AGAIN = 4;

/**
 * How many replications a design gets at most while an objective is undecided: so many; or as many as its scenario says,
 * and where that names a fixed number, four times as many (`while undecided`) or that number (`as written`).
 */
export type Patience = number | 'while undecided' | 'as written';

/** What trials are made with. */
export interface Bench {
  readonly types: ComponentTypes;
  readonly pool: Pool;
  /** The scenario file as the user gave it, for the message of a failure. */
  readonly file: string;
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
  /** Told after every replication that ended. */
  readonly onReplication?: (() => void) | undefined;
}

/** What is kept of a trial, and reported as evidence. */
export interface Trial {
  readonly replications: number;
  /** `holds` when every objective is shown to hold, `fails` when one is shown to fail; null without objectives. */
  readonly verdict: Verdict | null;
  readonly objectives: readonly ObjectiveResult[];
  /** Backlogs that grow, in words. */
  readonly unstable: readonly string[];
  /** USD; null when there is no monthly bill. */
  readonly perMonth: {
    readonly value: number | null;
    readonly ci95: readonly [number, number] | null;
  } | null;
}

/** A trial with all that was measured in it. */
export interface Tried {
  readonly trial: Trial;
  readonly folded: FoldedDesign;
}

/** A replication failed while a search was at some point; the settings lead there again. */
export class TrialError extends Error {
  override readonly name = 'TrialError';
  readonly failure: ReplicationError;
  /** As `--set` takes them. */
  readonly settings: readonly string[];

  constructor(failure: ReplicationError, settings: readonly string[]) {
    super(failure.message);
    this.failure = failure;
    this.settings = settings;
  }
}

/**
 * Tries a design.
 * @param settings what makes this design of the scenario's, as `--set` takes it
 * @returns null when an interrupt came first
 * @throws TrialError when a replication failed
 */
export async function tryDesign(
  design: Design,
  settings: readonly string[],
  bench: Bench,
): Promise<Tried | null> {
  const { types, pool, file, signal, onReplication } = bench;
  const options = { file, signal, onProgress: () => onReplication?.() };
  const asked = untilDecided(design, bench.patience);
  const { folded, partial } = await evaluate([asked], types, pool, options).catch((error: unknown) => {
    throw error instanceof ReplicationError ? new TrialError(error, settings) : error;
  });
  const [one] = folded;
  return partial || one === undefined ? null : { trial: trialOf(one), folded: one };
}

/** The design, looked at again while an objective is undecided. */
function untilDecided(design: Design, patience: Patience): Design {
  const { replications, stopping, ...rest } = design;
  if (typeof patience === 'string' && (stopping !== undefined || patience === 'as written')) return design;
  const max = typeof patience === 'number' ? patience : LOOK_AGAIN * replications;
  return max > replications
    ? { ...rest, replications, stopping: { kind: 'looks', max } }
    : { ...rest, replications: max };
}

function trialOf({ result }: FoldedDesign): Trial {
  const { replications, objectives, unstable, cost } = result;
  // A month of which a part has no price is none to choose by.
  const { perMonth: month } = cost.missingPrices.length === 0 ? cost : { perMonth: null };
  const perMonth = month === null ? null : { value: month.value, ci95: month.ci95 };
  const verdict = unstable.length > 0 ? 'fails' : verdictOf(objectives);
  return { replications, verdict, objectives, unstable, perMonth };
}
