// A case by its number: a scenario at random, which must run, or one that is damaged, which must be answered. It is the same
// case whenever it is drawn, alone or among others.

import type { Scenario } from '../../src/scenario/design.ts';
import { catalogue } from '../../src/services/index.ts';
import { answerTo } from './answer.ts';
import { Chance } from './chance.ts';
import { damaged } from './damaged.ts';
import { used } from './exercised.ts';
import { SHIPPED } from './presets.ts';
import { type Drawn, randomScenario, recordsOf } from './random-scenario.ts';
import { lookAtRun, lookAtWriting } from './run-answer.ts';

/** What can be drawn. */
export const KINDS = ['valid', 'damaged'] as const;
export type Kind = (typeof KINDS)[number];

/** The command that looks at a case again. */
export function replay({ seed, kind, number }: Case): string {
  return `npm run fuzz -- --seed ${seed} --case ${kind}:${number}`;
}

export interface Case {
  readonly kind: Kind;
  readonly seed: string;
  /** From 0 on. */
  readonly number: number;
}

/** How a case went. `checked` is one that could run, and would have been long. */
type Went = 'ran' | 'refused' | 'checked';

export interface Outcome {
  readonly went: Went;
  /** Types and properties of a random scenario, as `exercised.ts` calls them. */
  readonly used: readonly string[];
}

/** Records in a damaged scenario's run. */
const MOST_RECORDS = 800;
/** So many random scenarios are damaged, over and over. */
const DAMAGED_VALID = 40;
/** One more from so many cases on: a few cases draw few of them. */
const EACH = 25;

/**
 * Looks at a case.
 * @param twice whether what runs is run twice
 * @throws Defect
 */
export function outcomeOf(one: Case, twice = true): Promise<Outcome> {
  return one.kind === 'valid' ? validOutcome(one, twice) : damagedOutcome(one, twice);
}

/** The text of a case, and what was done to it. */
export async function textOfCase({ kind, seed, number }: Case): Promise<{ story: string; text: string }> {
  if (kind === 'valid') return { story: 'drawn', text: (await drawnScenario(seed, number)).text };
  const chance = new Chance(`${seed}/damaged/${number}`);
  const [name, text] = chance.happens(0.6) ? chance.pick(SHIPPED) : await drawnText(seed, number, chance);
  const { story, bytes } = damaged(name, text, chance);
  return { story, text: bytes.toString() };
}

const kept = new Map<string, Promise<Drawn>>();

function drawnScenario(seed: string, number: number): Promise<Drawn> {
  // Each type of the catalogue in its turn, whatever else is drawn.
  return randomScenario(`${seed}/valid/${number}`, catalogue[number % catalogue.length]!);
}

async function drawnText(
  seed: string,
  at: number,
  chance: Chance,
): Promise<readonly [name: string, text: string]> {
  const number = chance.integer(0, Math.min(DAMAGED_VALID - 1, Math.floor(at / EACH)));
  const name = `${seed}/${number}`;
  if (!kept.has(name)) kept.set(name, drawnScenario(seed, number));
  return [`valid ${number}`, (await kept.get(name)!).text];
}

async function validOutcome({ seed, number }: Case, twice: boolean): Promise<Outcome> {
  const { scenario, data, text } = await drawnScenario(seed, number);
  await lookAtWriting(scenario, data);
  await lookAtRun(scenario, text, twice);
  return { went: 'ran', used: used(data) };
}

async function damagedOutcome(one: Case, twice: boolean): Promise<Outcome> {
  const { text } = await textOfCase(one);
  const answer = await answerTo(text);
  if (answer.kind === 'refused') return { went: 'refused', used: [] };
  await lookAtWriting(answer.scenario, null);
  const short = await shortened(text, answer.scenario);
  if (short === null) return { went: 'checked', used: [] };
  await lookAtRun(short, text, twice);
  return { went: 'ran', used: [] };
}

/** The base of a scenario for a few seconds and a few records; null where it cannot be so short. */
async function shortened(text: string, { designs }: Scenario): Promise<Scenario | null> {
  const sets = [
    'duration=3 s',
    'warmup=0 s',
    'precision=null',
    'replications=1',
    'faults=null',
    'variants=null',
  ];
  const answer = await answerTo(text, sets);
  if (answer.kind === 'refused') return null;
  const records = recordsOf({ ...answer.scenario, designs: answer.scenario.designs.slice(0, 1) });
  if (!Number.isFinite(records) || sizeOf(answer.scenario) > MOST_UNITS) return null;
  const load = Math.min(1, MOST_RECORDS / Math.max(1, records)) * designs[0]!.load;
  const lighter = await answerTo(text, [...sets, `load=${(load * 100).toFixed(6)}%`]);
  if (lighter.kind === 'refused') return null;
  return { ...lighter.scenario, designs: lighter.scenario.designs.slice(0, 1) };
}

/** Shards, hosts, threads of a design: each costs time, whatever comes. */
const MOST_UNITS = 2_000;

function sizeOf({ designs }: Scenario): number {
  let most = 0;
  const look = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) for (const inner of Object.entries(value)) visit(inner);
  };
  const visit = ([name, value]: readonly [string, unknown]): void => {
    if (typeof value !== 'number') look(value);
    else if (COUNTS.test(name) && Number.isFinite(value)) most = Math.max(most, value);
  };
  for (const { config } of Object.values(designs[0]!.components)) look(config);
  return most;
}

const COUNTS =
  /^(?:shardCount|hosts|consumers|servers|partitions|maxConnections|\w+UnitsPerSecond|minimumPollers|totalSegments)$/;
