// Options that several commands take, and how their values are read before anything else happens.

import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { WantedRecord } from '../experiment/record-trace.ts';

const MOST_WORKERS = 64;
/** More would rarely be faster, and each costs memory. */
const DEFAULT_WORKERS = Math.min(availableParallelism(), 8);

/** Adds a value to those of an option that may be given several times. */
export function gathered(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

/** Reads a whole number from 1 on. @throws InvalidArgumentError */
export function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`write a whole number from 1 to ${most.toLocaleString('en-US')}.`);
  };
}

/** What lays values over a scenario: --set, --seed, --replications, --design. */
export function addLayers(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--set <path=value>',
        'set a value, as in components.clicks.shardCount=8; repeatable',
      ).argParser(gathered),
    )
    .option('--seed <seed>', 'begin all randomness with this')
    .option('--replications <n>', 'how many independent runs to average', wholeNumber(10_000))
    .addOption(
      new Option('--design <name>', 'only this design: base, or a variant; repeatable').argParser(gathered),
    );
}

/** Where results go and how they are drawn: --out, --json, --workers, --no-color. @param without what no --out means */
export function addOutputs(command: Command, without: string): Command {
  return command
    .addOption(
      new Option(
        '--out <kind=target>',
        'where to write; repeatable. json, html, series, latency, cost, provenance: a file; dir: a folder for all six; ' +
          'markdown: a comment for a review; junit: test results in XML; annotations: commands for GitHub; ' +
          `summary: a file to add to ($GITHUB_STEP_SUMMARY); markdown=- and annotations=- go to stdout; none: nothing. ${without}`,
      ).argParser(gathered),
    )
    .option('--json', 'the result as JSON on stdout, the summary on stderr')
    .addOption(workers())
    .option('--no-color', 'no colours (so do NO_COLOR and what is no terminal)');
}

/** Adds a record, as in web-servers:12345, to those that are traced. @throws InvalidArgumentError */
export function wantedRecords(
  text: string,
  previous: readonly WantedRecord[] | undefined,
): readonly WantedRecord[] {
  const [, component, number] = /^([A-Za-z][\w-]*):(\d{1,15})$/.exec(text) ?? [];
  if (component === undefined)
    throw new InvalidArgumentError('write a component and a number, as in web-servers:12345.');
  return [...(previous ?? []), { component, number: Number(number) }];
}

/** How many threads to run in. */
export function workers(): Option {
  return new Option('--workers <n>', 'threads to run in; results do not depend on it')
    .argParser(wholeNumber(MOST_WORKERS))
    .default(DEFAULT_WORKERS);
}

/** Reads a share, as in `2%`. @throws InvalidArgumentError */
export function shareBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const [, digits] = /^(\d{1,9}(?:\.\d{1,6})?)\s*%$/.exec(text.trim()) ?? [];
    const percent = digits === undefined ? Number.NaN : Number(digits);
    if (percent >= least && percent <= most) return percent / 100;
    throw new InvalidArgumentError(
      `write a share from ${least}% to ${most.toLocaleString('en-US')}%, as in 2%.`,
    );
  };
}
