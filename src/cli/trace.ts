// What `sim run --trace` adds: the records it names are checked before the run, and told after the summary.

import type { WantedRecord } from '../experiment/record-trace.ts';
import type { Result } from '../experiment/result.ts';
import { traceRecords } from '../experiment/trace.ts';
import { renderLives } from '../report/trace.ts';
import type { Design } from '../scenario/design.ts';
import { UsageError } from './exit.ts';

/** @throws UsageError when a design has no such carrier of a workload */
export function checkTraces(wanted: readonly WantedRecord[], designs: readonly Design[]): void {
  for (const { component, number } of wanted) {
    for (const { name, components } of designs) {
      if (carries(components[component]?.config)) continue;
      const carriers = Object.entries(components).filter(([, { config }]) => carries(config));
      throw new UsageError(
        `--trace ${component}:${number}: design ${name} has no component "${component}" that carries a workload; ` +
          `those that do: ${carriers.map(([one]) => one).join(', ')}`,
      );
    }
  }
}

function carries(config: unknown): boolean {
  return typeof (config as { readonly workload?: unknown } | undefined)?.workload === 'string';
}

/** The lives of the wanted records in every design that was run. */
export async function tracedLives(
  wanted: readonly WantedRecord[],
  replication: number,
  designs: readonly Design[],
  result: Result,
): Promise<string> {
  const texts: string[] = [];
  for (const design of designs) {
    const run = result.designs.find(({ name }) => name === design.name);
    if (run === undefined) continue;
    const lives = await traceRecords(design, replication, wanted, run.fingerprints[replication - 1]);
    texts.push(renderLives(design.name, replication, lives));
  }
  return texts.join('\n');
}
