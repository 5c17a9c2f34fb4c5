// provenance.json: everything about a run that depends on the machine and the moment, and that therefore never stands
// in the results. A reader who doubts a figure sees here where it was made.

import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';

/** When and how a run was made. */
export interface RunRecord {
  readonly version: string;
  readonly scenarioHash: string;
  readonly file: string;
  readonly workers: number;
  readonly startedAt: Date;
  /** Milliseconds of the simulation alone, without reports. */
  readonly wallMs: number;
}

/** The file's text. */
export function renderProvenance(run: RunRecord): string {
  const provenance = {
    simulator: { name: 'spillway', version: run.version },
    command: ['sim', ...process.argv.slice(2)],
    scenario: { file: run.file, hash: run.scenarioHash },
    startedAt: run.startedAt.toISOString(),
    wallSeconds: Math.round(run.wallMs) / 1000,
    workers: run.workers,
    node: process.version,
    v8: process.versions.v8,
    platform: `${platform()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
    memoryBytes: totalmem(),
  };
  return `${JSON.stringify(provenance, null, 2)}\n`;
}
