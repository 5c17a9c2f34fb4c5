// What `sim run --trace` adds: the records it names are checked before the run, and told after the summary.

import type { WantedRecord } from '../experiment/record-trace.ts';
import type { Result } from '../experiment/result.ts';
import { type TraceOptions, traceRecords } from '../experiment/trace.ts';
import { openPool } from '../experiment/workshop.ts';
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

/** The lives of the wanted records in every design that was run; of one that an interrupt cut off, that it did. */
export async function tracedLives(
  wanted: readonly WantedRecord[],
  replication: number,
  designs: readonly Design[],
  result: Result,
  { file, signal }: Omit<TraceOptions, 'pool'>,
): Promise<string> {
  const texts: string[] = [];
  const pool = await openPool(1, true);
  try {
    for (const design of designs) {
      const run = result.designs.find(({ name }) => name === design.name);
      if (run === undefined) continue;
      const { fingerprints, warmup } = run;
      const asRun =
        warmup === undefined ? design : { ...design, warmupUs: Math.round(warmup.seconds * 1_000_000) };
      const options = { pool, file, signal };
      const lives = await traceRecords(asRun, replication, wanted, fingerprints[replication - 1], options);
      texts.push(
        lives === null
          ? `  interrupted: no record of design ${design.name} was followed to its end\n`
          : renderLives(design.name, replication, lives),
      );
    }
  } finally {
    await pool.close();
  }
  return texts.join('\n');
}
