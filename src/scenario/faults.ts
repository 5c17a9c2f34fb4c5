// The faults of a design: each happens to components that exist and whose types answer it, or to a workload. What a
// fault does is never asked here.

import { nearest } from '../language/nearest.ts';
import type { Fault } from '../services/fault.ts';
import { canBeSpedUp } from '../workload/flash-crowd.ts';
import type { WorkloadConfig } from '../workload/workload.ts';
import type { ReadComponents } from './components.ts';
import type { Context, Locate } from './context.ts';
import type { FaultDesign } from './design.ts';
import type { Settings } from './settings.ts';
import type { ReadComponent } from './wires.ts';

/** What faults are checked against. */
interface Faulted {
  readonly read: ReadComponents;
  readonly workloads: Readonly<Record<string, WorkloadConfig>>;
  /** The names of all workloads, those that are wrong included. */
  readonly workloadNames: readonly string[];
}

/** Checks the faults of a design; tells what is wrong. @param at of the list of faults */
export function readFaults(
  { faults, duration }: Pick<Settings, 'faults' | 'duration'>,
  faulted: Faulted,
  context: Context,
  at: Locate,
): readonly FaultDesign[] {
  const found = faults.map((fault, i): FaultDesign => {
    const here: Locate = (path, mark) => at([i, ...path], mark);
    if (fault.at >= duration) {
      context.add(here(['at']), 'the fault begins after the measured window', {
        expected: 'a time before the duration is over',
      });
    }
    if (fault.kind === 'hot-key') {
      checkCrowd(fault, faulted, context, here);
      return { fault, components: [], workload: fault.workload };
    }
    return { fault, components: componentsOf(fault, faulted.read, context, here), workload: null };
  });
  checkCrowdsApart(faults, context, at);
  return found;
}

function componentsOf(
  fault: Exclude<Fault, { readonly kind: 'hot-key' }>,
  { components, copies, unread }: ReadComponents,
  context: Context,
  at: Locate,
): readonly string[] {
  const { kind, component } = fault;
  if (component === undefined) {
    const all = [...components].flatMap(([name, { type }]) =>
      type.faults?.[kind] === undefined ? [] : [name],
    );
    if (all.length === 0 && unread.size === 0) {
      context.add(at([]), `no component answers the fault "${kind}"`);
    }
    return all;
  }
  const named = copies.get(component) ?? (components.has(component) ? [component] : []);
  if (named.length === 0) {
    if (unread.has(component)) return [];
    const known = [...copies.keys(), ...components.keys()];
    context.add(at(['component']), `no component is named "${component}"`, {
      didYouMean: nearest(component, known),
      expected: `one of ${known.join(', ')}`,
    });
    return [];
  }
  const { type } = components.get(named[0]!)!;
  const answers = Object.entries(type.faults ?? {});
  if (type.faults?.[kind] === undefined) {
    context.add(at(['kind']), `${type.name} does not answer the fault "${kind}"`, {
      expected:
        answers.length === 0
          ? 'a component of a type that answers faults'
          : `one of ${answers.map(([one]) => one).join(', ')}`,
    });
    return [];
  }
  if (kind === 'crash' && fault.worker !== undefined) {
    for (const name of named) checkWorker(name, fault.worker, components.get(name)!, context, at);
  }
  return named;
}

function checkWorker(
  name: string,
  worker: number,
  { type, config }: ReadComponent,
  context: Context,
  at: Locate,
): void {
  const workers = type.workers?.(config) ?? 0;
  if (worker <= workers) return;
  if (workers > 0) context.add(at(['worker']), `"${name}" has ${workers} workers`);
  else {
    context.add(at(['worker']), `"${name}" has no workers of which one may crash by itself`, {
      expected: 'leave it out: all of it crashes',
    });
  }
}

function checkCrowd(
  { workload, rateFactor }: Extract<Fault, { readonly kind: 'hot-key' }>,
  { workloads, workloadNames }: Faulted,
  context: Context,
  at: Locate,
): void {
  if (!workloadNames.includes(workload)) {
    context.add(at(['workload']), `no workload is named "${workload}"`, {
      didYouMean: nearest(workload, workloadNames),
      expected: `one of ${workloadNames.join(', ')}`,
    });
    return;
  }
  const config = workloads[workload];
  if (config?.arrivals.process === 'closed') {
    context.add(
      at(['workload']),
      `the users of "${workload}" come when their records are done, so no crowd has a time`,
    );
    return;
  }
  if (config === undefined || rateFactor === 1 || canBeSpedUp(config.arrivals)) return;
  context.add(at(['rateFactor']), `the arrivals of "${workload}" cannot be sped up`, {
    expected:
      'arrivals of one rate (constant or poisson); where a rate follows time, write the crowd into it',
  });
}

/** One crowd at a time on a workload: two would each claim a share of what the other leaves. */
function checkCrowdsApart(faults: readonly Fault[], context: Context, at: Locate): void {
  for (const [i, one] of faults.entries()) {
    if (one.kind !== 'hot-key') continue;
    const over = faults.some(
      (other, j) =>
        j < i &&
        other.kind === 'hot-key' &&
        other.workload === one.workload &&
        one.at < other.at + other.for &&
        other.at < one.at + one.for,
    );
    if (over) context.add(at([i, 'at']), `two crowds on "${one.workload}" at the same time`);
  }
}
