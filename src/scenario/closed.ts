// A closed workload's users wait for their records, so one component carries it, and of a type that can tell them.

import type { WorkloadConfig } from '../workload/workload.ts';
import type { ReadComponents } from './components.ts';
import type { Context } from './context.ts';

/** Tells of every closed workload that is carried by more than one component, or by one that cannot. */
export function checkClosed(
  workloads: Readonly<Record<string, WorkloadConfig>>,
  { components }: ReadComponents,
  context: Context,
): void {
  for (const [name, { arrivals }] of Object.entries(workloads)) {
    if (arrivals.process !== 'closed') continue;
    const carriers = [...components].filter(
      ([, { config }]) => (config as { readonly workload?: unknown }).workload === name,
    );
    for (const [i, [, { type, at }]] of carriers.entries()) {
      if (type.carriesClosed !== true) {
        context.add(
          at(['workload']),
          `${type.name} cannot carry closed arrivals: it does not tell when a record is finished`,
        );
      } else if (i > 0) {
        context.add(at(['workload']), `"${name}" is closed and has a carrier already`, {
          expected: 'a workload of its own: a user waits for one record at a time',
        });
      }
    }
  }
}
