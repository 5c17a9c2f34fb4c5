// From a merged tree to its workloads, with every mistake of each.

import type { Trace } from '../workload/trace.ts';
import { rateMistake, type WorkloadConfig, workloadSchema } from '../workload/workload.ts';
import { assumptionsOf } from './assumptions.ts';
import { checkName, type ReadComponents } from './components.ts';
import type { Context, Locate } from './context.ts';
import type { Assumption } from './design.ts';
import { neededGroup } from './needed-group.ts';
import type { Settings } from './settings.ts';
import { type Group, type Node, placeOf, plain, within } from './tree.ts';

/** Reads traces that were loaded before: undefined for a file that could not be read. */
export type Traces = (file: string, at: Locate, path: readonly PropertyKey[]) => Trace | undefined;

/** The workloads of a design. */
interface ReadWorkloads {
  /** Of all that the scenario names, wrong ones too. */
  readonly names: readonly string[];
  readonly configs: Readonly<Record<string, WorkloadConfig>>;
  readonly assumptions: readonly Assumption[];
  readonly complete: boolean;
}

/**
 * Reads the workloads of a design. There are none where what it has sends unasked (a scan).
 * @param read its components
 * @returns undefined where they are missing; a mistake in one is in the context
 */
export function readWorkloads(
  root: Group,
  read: ReadComponents | undefined,
  settings: Settings | undefined,
  traces: Traces,
  context: Context,
): ReadWorkloads | undefined {
  const sendsUnasked = [...(read?.components.values() ?? [])].some(({ type }) => type.sendsUnasked);
  if (sendsUnasked && isEmpty(within(root, 'workloads')))
    return { names: [], configs: {}, assumptions: [], complete: true };
  const all = neededGroup(root, 'workloads', context);
  if (all === undefined) return undefined;
  const at: Locate = (path, mark) => placeOf(root, ['workloads', ...path], mark);
  const names: string[] = [];
  const configs: Record<string, WorkloadConfig> = {};
  const assumptions: Assumption[] = [];
  let complete = true;
  for (const [name, { node }] of all.entries) {
    if (name.startsWith('x-')) continue;
    names.push(name);
    const here: Locate = (path, mark) => at([name, ...path], mark);
    const raw = withoutOwn(plain(node));
    const isNamed = checkName(name, at, [name], context);
    const read = context.read(workloadSchema, raw, 'workload', here);
    const config = read === undefined ? undefined : withTrace(read, traces, here);
    if (!isNamed || config === undefined) {
      complete = false;
      continue;
    }
    const wrong = settings === undefined ? null : rateMistake(config, settings.duration, settings.load);
    if (wrong !== null) {
      context.add(here(wrong.path), wrong.message);
      complete = false;
    }
    configs[name] = config;
    assumptions.push(...assumptionsOf(name, workloadSchema, raw));
  }
  return { names, configs, assumptions, complete };
}

/** The group without the user's own keys. */
function withoutOwn(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !key.startsWith('x-')));
}

function withTrace(config: WorkloadConfig, traces: Traces, at: Locate): WorkloadConfig | undefined {
  const { arrivals } = config;
  const rate = 'rate' in arrivals ? arrivals.rate : null;
  if (rate?.kind !== 'trace') return config;
  const trace = traces(rate.file, at, ['arrivals', 'rate', 'trace']);
  if (trace === undefined) return undefined;
  return { ...config, arrivals: { ...arrivals, rate: { ...rate, ...trace } } as WorkloadConfig['arrivals'] };
}

/** Whether a part is left out, or has nothing in it. */
function isEmpty(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'group' && node.entries.size === 0);
}
