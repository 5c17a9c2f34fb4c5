// Options that several commands take, and how their values are read before anything else happens.

import { type Command, InvalidArgumentError, Option } from 'commander';

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
