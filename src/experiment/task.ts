// The unit of parallel work: one replication of one design. A failure comes back as data, because an error that
// crosses from a worker loses its class and its values.

import { InvariantError } from '../engine/invariant.ts';
import { prepareExpressions } from '../language/expression.ts';
import type { Design } from '../scenario/design.ts';
import { expressionsOf } from '../workload/workload.ts';
import { RecordTrace, type WantedRecord } from './record-trace.ts';
import type { ReplicationResult } from './replication-result.ts';
import type { Probe } from './site.ts';

export interface Task {
  readonly design: Design;
  /** 1 for the first. */
  readonly replication: number;
  /** Records whose lives are wanted as well. */
  readonly follow?: readonly WantedRecord[];
}

/** What went wrong inside a replication. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** An invariant's values; empty for any other error. */
  readonly values: Readonly<Record<string, unknown>>;
}

export type Outcome =
  | { readonly kind: 'done'; readonly result: ReplicationResult }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Runs a replication. */
export type Runner = (design: Design, replication: number, probe?: Probe) => ReplicationResult;

/** Does a task, whatever happens in it. The design's expressions are made ready first. */
export async function perform(task: Task, run: Runner): Promise<Outcome> {
  try {
    await prepareExpressions(Object.values(task.design.workloads).flatMap(expressionsOf));
    return { kind: 'done', result: followed(task, run) };
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
}

/** One replication, and the lives of the records that are to be followed. */
function followed({ design, replication, follow }: Task, run: Runner): ReplicationResult {
  if (follow === undefined) return run(design, replication);
  const trace = new RecordTrace(follow);
  const result = run(design, replication, { trace });
  return { ...result, lives: trace.finish(design.warmupUs) };
}

/** An error as plain data. */
export function failureOf(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    name,
    message,
    stack: stack ?? '',
    values: error instanceof InvariantError ? plain(error.values) : {},
  };
}

// What can be cloned to another thread and written into a message.
function plain(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(values)) as Readonly<Record<string, unknown>>;
}

/** A replication failed: a fault of the simulator, never of the user. The message says how to see it again. */
export class ReplicationError extends Error {
  override readonly name = 'ReplicationError';
  readonly design: string;
  readonly seed: string;
  readonly replication: number;
  readonly failure: Failure;
  /** The command that runs into it again. */
  readonly replay: string;

  /** @param file the scenario file as the user gave it */
  constructor(file: string, { design, replication }: Task, failure: Failure) {
    const replay =
      `sim run ${quoted(file)} --design ${design.name} --seed ${quoted(design.seed)}` +
      ` --replications ${replication} --workers 1`;
    super(
      `replication ${replication} of design ${design.name} (seed ${design.seed}) failed: ` +
        `${failure.name}: ${failure.message}\nto see it again: ${replay}`,
    );
    this.design = design.name;
    this.seed = design.seed;
    this.replication = replication;
    this.failure = failure;
    this.replay = replay;
  }
}

/** A word as a shell reads it back. */
export function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
