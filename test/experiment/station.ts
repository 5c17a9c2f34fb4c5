// A station of servers as a scenario, for the searches: small enough to be run many times, and known exactly.

import { typesByName } from '../../src/experiment/component-catalogue.ts';
import type { Bench, Patience } from '../../src/experiment/trial.ts';
import { openPool } from '../../src/experiment/workshop.ts';
import { type Grid, openGrid } from '../../src/scenario/grid.ts';
import type { ScenarioSource } from '../../src/scenario/parsed.ts';
import { catalogue } from '../../src/services/index.ts';

export interface Station {
  readonly arrivals?: string;
  readonly serviceTime?: string;
  readonly servers?: number;
  readonly queueLimit?: string;
  readonly objectives: readonly string[];
  readonly duration?: string;
  readonly replications?: number;
}

/** The scenario's text: M/M/c with a load of 3 unless told otherwise. */
export function station({
  arrivals = '{ process: poisson, rate: 30/s }',
  serviceTime = '{ distribution: exponential, mean: 100 ms }',
  servers = 4,
  queueLimit = 'unlimited',
  objectives,
  duration = '200 s',
  replications = 5,
}: Station): string {
  return `name: station
duration: ${duration}
warmup: 10 s
replications: ${replications}
workloads:
  customers: { arrivals: ${arrivals} }
components:
  door: { type: custom.source, workload: customers, to: station }
  station: { type: custom.server, servers: ${servers}, queueLimit: ${queueLimit}, serviceTime: ${serviceTime} }
objectives: [${objectives.join(', ')}]
`;
}

export function sourceOf(text: string): ScenarioSource {
  const readFile = (path: string) => Promise.reject(new Error(`no ${path}`));
  return { text, file: 'station.yaml', readFile, environment: {}, catalogue };
}

export function gridOf(
  text: string,
  ranges: readonly string[] = [],
  lists: readonly string[] = [],
): Promise<Grid> {
  return openGrid(sourceOf(text), { ranges, lists, withSweep: true, mostPoints: 1_000 });
}

/** Trials in this thread. */
export async function benchOf(patience: Patience = 'while undecided'): Promise<Bench> {
  return { types: typesByName, pool: await openPool(1, false), file: 'station.yaml', patience };
}

/** The probability that a customer of M/M/c waits (Erlang's second formula). @param load in servers' worth */
export function erlangC(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  const use = load / servers;
  return blocked / (1 - use * (1 - blocked));
}
