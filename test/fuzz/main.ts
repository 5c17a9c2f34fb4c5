// `npm run fuzz -- --seed 1 --valid 1000 --damaged 10000`: so many random scenarios run, and so many damaged ones are
// checked. `--case valid:17` looks at one alone and prints its text, `--shrink` one as small as shows the same. Exit code 1 when there is a defect.

import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { type Case, KINDS, type Kind, replay, textOfCase } from './cases.ts';
import { ALL } from './exercised.ts';
import { shrunk } from './shrunk.ts';
import { Thread } from './threads.ts';

const TOLD = 2_000;
const TELL_EACH = 100;

/** What a run of cases came to. */
class Tally {
  readonly counts = new Map<string, number>();
  readonly used = new Map<string, number>();
  readonly defects: Case[] = [];

  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  use(names: readonly string[]): void {
    for (const name of names) this.used.set(name, (this.used.get(name) ?? 0) + 1);
  }
}

async function lookAt(one: Case, thread: Thread, tally: Tally): Promise<void> {
  const begin = performance.now();
  const said = await thread.look(one);
  const seconds = (performance.now() - begin) / 1_000;
  if (seconds > 5) process.stderr.write(`${one.kind} ${one.number} took ${seconds.toFixed(1)} s\n`);
  if ('defect' in said) {
    tally.defects.push(one);
    tally.count(`${one.kind}: defect`);
    process.stdout.write(`✗ ${one.kind} ${one.number}: ${said.defect.slice(0, TOLD)}\n  ${replay(one)}\n`);
    return;
  }
  tally.count(`${one.kind}: ${said.outcome.went}`);
  if (one.number % TELL_EACH === 0) process.stderr.write(`${one.kind} ${one.number}\n`);
  tally.use(said.outcome.used);
}

async function lookAtAll(cases: readonly Case[], threads: number): Promise<Tally> {
  const tally = new Tally();
  let next = 0;
  const work = async (): Promise<void> => {
    const thread = new Thread();
    for (let one = cases[next++]; one !== undefined; one = cases[next++]) await lookAt(one, thread, tally);
    await thread.close();
  };
  await Promise.all(Array.from({ length: threads }, work));
  return tally;
}

function report({ counts, used, defects }: Tally): void {
  for (const [name, count] of [...counts].sort()) process.stdout.write(`${name}: ${count}\n`);
  if (used.size === 0) return;
  const missing = ALL.filter((name) => !used.has(name));
  process.stdout.write(
    `of ${ALL.length} types, properties and choices, ${ALL.length - missing.length} were used\n`,
  );
  if (missing.length > 0) process.stdout.write(`never: ${missing.slice(0, 60).join(', ')}\n`);
  for (const one of defects) process.stdout.write(`${replay(one)}\n`);
}

function casesOf(kind: Kind, seed: string, count: number, from: number): Case[] {
  return Array.from({ length: count }, (_, i) => ({ kind, seed, number: from + i }));
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      valid: { type: 'string', default: '0' },
      damaged: { type: 'string', default: '0' },
      from: { type: 'string', default: '0' },
      threads: { type: 'string', default: '2' },
      case: { type: 'string' },
      shrink: { type: 'boolean', default: false },
    },
  });
  const { seed } = values;
  const [, kind, number] = new RegExp(`^(${KINDS.join('|')}):(\\d+)$`).exec(values.case ?? '') ?? [];
  if (values.case !== undefined && kind === undefined) {
    process.stderr.write(`--case is one of ${KINDS.map((one) => `${one}:17`).join(', ')}\n`);
    return 2;
  }
  const from = Number(values.from);
  const alone: Case | null = kind === undefined ? null : { kind: kind as Kind, seed, number: Number(number) };
  if (alone !== null) {
    const { story, text } = await textOfCase(alone);
    process.stdout.write(`# ${story}\n${text}\n`);
    if (values.shrink) process.stdout.write(`# as small as it gets\n${await shrunk(parse(text))}\n`);
  }
  const cases =
    alone === null
      ? [
          ...casesOf('damaged', seed, Number(values.damaged), from),
          ...casesOf('valid', seed, Number(values.valid), from),
        ]
      : [alone];
  const tally = await lookAtAll(cases, Number(values.threads));
  report(tally);
  return tally.defects.length === 0 ? 0 : 1;
}

process.exitCode = await main();
