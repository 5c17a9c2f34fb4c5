// What to say when a replication failed: a fault of the simulator, never of the user. The message holds all that is
// needed to see it again.

import { quoted, type ReplicationError } from '../experiment/task.ts';
import type { Scenario } from '../scenario/design.ts';

/** The message. @param set the values of `--set` */
export function failureWords(
  { design, seed, replication, failure, replay }: ReplicationError,
  { environment }: Pick<Scenario, 'environment'>,
  set: readonly string[],
): string {
  if (OUT_OF_MEMORY.test(failure.message)) {
    return [
      `replication ${replication} of design ${design}, seed ${seed}, holds more at once than memory allows`,
      'records that wait are held one by one: see whether a backlog grows without end (no limit on maxBuffered, a',
      'consumer that is too slow), shorten the duration, or run fewer at a time (--workers 1)',
      '',
    ].join('\n');
  }
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)} `);
  const layers = set.map((value) => ` --set ${quoted(value)}`);
  const values = Object.keys(failure.values).length === 0 ? [] : [JSON.stringify(failure.values)];
  return [
    `the simulator failed in replication ${replication} of design ${design}, seed ${seed}: this is a fault of ours`,
    `${failure.name}: ${failure.message}`,
    ...values,
    `to see it again: ${variables.join('')}${replay}${layers.join('')}`,
    ...failure.stack.split('\n').filter((line) => /^\s+at /.test(line)),
    '',
  ].join('\n');
}

/** What Node says when a thread or an array outgrew the memory. */
const OUT_OF_MEMORY =
  /reaching memory limit|Array buffer allocation failed|Invalid typed array length|heap out of memory/;
