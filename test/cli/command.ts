// Runs the built command as a shell would, in a folder of its own, on a scenario that takes a moment.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Two shards take 50 records/s with ease; the variant asks for a latency that no shared consumer reaches. */
export const SMALL = `name: small
duration: 10 s
warmup: 2 s
replications: 3
workloads:
  views:
    arrivals: { process: poisson, rate: 50/s }
    partitionKey: { distribution: uniform, keys: 100 }
    size: 500 B
components:
  web: { type: kinesis.producer, workload: views, to: clicks }
  clicks:
    type: kinesis.stream
    shardCount: 2
  board: { type: kinesis.consumer, from: clicks }
objectives:
  - board.latency.p50 < 1 min
variants:
  strict: { objectives: [board.latency.p50 < 1 ms] }
`;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that the tests of one file share, with files in it; it is removed after them. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-cli-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Settings {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Sent so long after the command was started, or when it has said something on stderr, if it still runs then. */
  readonly signal?: { readonly name: NodeJS.Signals } & (
    | { readonly afterMs: number }
    | { readonly onceTold: string }
  );
  readonly stdin?: string;
}

/** Runs `sim` to its end. */
export function sim(args: readonly string[], { cwd, environment, signal, stdin }: Settings): Promise<Ended> {
  const { NO_COLOR, FORCE_COLOR, ...inherited } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...inherited, ...environment } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  let sent = false;
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    if (sent || signal === undefined || !('onceTold' in signal) || !stderr.includes(signal.onceTold)) return;
    sent = true;
    child.kill(signal.name);
  });
  child.stdin.end(stdin ?? '');
  if (signal !== undefined && 'afterMs' in signal) setTimeout(() => child.kill(signal.name), signal.afterMs);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
