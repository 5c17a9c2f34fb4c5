// The rule for a row that holds a station to an exact value: 30 replications, half the width of their 99.9 %
// interval at most 1 % of it (2 % where told), the exact value inside, and no more than 2 % away. A row that is
// outside runs again at once with four times the customers and its second seed, which stands in its file; outside
// again is a failure, never a reason for a third.

import type { ReplicationResult } from '../../src/experiment/replication-result.ts';
import { interval, REPLICATIONS, replicate } from './replications.ts';
import type { Bench, Row, Seen } from './row.ts';
import { designOf } from './scenario.ts';

interface QueueClaim {
  readonly what: string;
  /** As the tables print it; the formula must round to it. */
  readonly printed: string;
  /** By formula. */
  readonly exact: number;
  /** The most that half the interval may be, as a share of the exact value. */
  readonly within: number;
  /** @param seconds the length of the window */
  seen(result: ReplicationResult, seconds: number): number;
}

export interface QueueCase {
  readonly name: string;
  readonly source: string;
  /** Relative to the package's folder. */
  readonly scenario: string;
  readonly sets: readonly string[];
  readonly arrivalsPerSecond: number;
  /** Measured in each replication, after the warm-up. */
  readonly customers: number;
  /** Long enough for an empty station to forget that it was empty. */
  readonly warmupSeconds: number;
  readonly seeds: readonly [first: string, second: string];
  readonly claims: readonly QueueClaim[];
  /** Longer than CI has; a million customers always are. */
  readonly long?: true;
}

const LONG = 1_000_000;
const FURTHEST = 0.02;
const AGAIN = 4;

/** A row of exact claims about one station. */
export function queueRow(queue: QueueCase): Row {
  for (const { what, printed, exact } of queue.claims) {
    const decimals = printed.split('.')[1]?.length ?? 0;
    if (!(Math.abs(exact - Number(printed)) <= 0.5001 * 10 ** -decimals)) {
      throw new Error(`${queue.name}, ${what}: the formula gives ${exact}, the table ${printed}`);
    }
  }
  return {
    name: queue.name,
    kind: 'exact',
    ...((queue.long || queue.customers >= LONG) && { long: true }),
    runs: `${runs(queue, queue.seeds[0], 1)}; if outside, ${runs(queue, queue.seeds[1], AGAIN)}`,
    claims: queue.claims.map(({ what, printed, within }) => ({
      what,
      expected: printed,
      source: queue.source,
      tolerance: `in the 99.9 % interval, which is at most ± ${within * 100} %`,
    })),
    async run(bench) {
      const first = await look(queue, bench, queue.seeds[0], 1);
      if (first.every(({ holds }) => holds)) return first;
      const second = await look(queue, bench, queue.seeds[1], AGAIN);
      return second.map((seen, i) => ({
        ...seen,
        value: `${seen.value} (second run; first ${first[i]?.value ?? ''})`,
      }));
    },
  };
}

function runs({ customers }: QueueCase, seed: string, times: number): string {
  return `${REPLICATIONS} × ${(customers * times).toLocaleString('en')} customers, seed ${seed}`;
}

async function look(queue: QueueCase, bench: Bench, seed: string, times: number): Promise<readonly Seen[]> {
  const seconds = Math.ceil((queue.customers * times) / queue.arrivalsPerSecond);
  const design = await designOf(queue.scenario, [
    ...queue.sets,
    `seed=${seed}`,
    `duration=${seconds} s`,
    `warmup=${queue.warmupSeconds} s`,
  ]);
  const results = await replicate(bench, design);
  return queue.claims.map(({ exact, within, seen }) => {
    const { mean, half } = interval(results.map((result) => seen(result, seconds)));
    const off = Math.abs(mean - exact);
    return {
      value: `${mean.toPrecision(5)} ± ${((100 * half) / exact).toFixed(2)} %`,
      holds: half <= within * exact && off <= half && off <= FURTHEST * exact,
    };
  });
}
