// Which leases a worker of the Kinesis Client Library 2.x takes, by hand from its source: of six leases one is its own, one another's
// that is alive, and four have expired. Its share is three, so it takes two; but once they have been expired for more than three
// failover times, 30 s, it takes all four. In a run a look comes after two failover times and 50 ms or after four and 100 ms, and
// would tell three from four in neither: what decides on a look is asked itself.

import { Engine } from '../../../../src/engine/engine.ts';
import { Lease } from '../../../../src/services/kinesis/kcl/lease.ts';
import { LeaseView } from '../../../../src/services/kinesis/kcl/lease-view.ts';
import { leasesToTake } from '../../../../src/services/kinesis/kcl/stealing.ts';
import type { Row } from '../../row.ts';

const US = 1_000_000;
const FAILOVER_US = 10 * US;
const OWNERS = [1, 2, 3, 3, 3, 3];

const CASES = [
  { seconds: 29, taken: 2 },
  { seconds: 31, taken: 4 },
] as const;

/** Leases that worker 1 takes at a look, so many seconds after its last one, when those of worker 3 have not been renewed. */
function takenAfter(seconds: number): number {
  const leases = OWNERS.map((owner, shard) => Object.assign(new Lease(shard), { exists: true, owner }));
  const view = new LeaseView({ leases, workers: [], failoverUs: FAILOVER_US });
  view.scanned(US);
  for (const lease of leases) if (lease.owner !== 3) lease.counter++;
  view.scanned(US + seconds * US);
  return leasesToTake(view, 1, FAILOVER_US, 1, new Engine('1').random('very-old')).length;
}

export const kclVeryOld: Row = {
  name: 'kcl-very-old',
  kind: 'exact',
  runs: 'none: a worker’s decision',
  reaches: ['kinesis.consumer limit kclVeryOld'],
  claims: CASES.map(({ seconds, taken }) => ({
    what: `four leases that have been expired for ${seconds} s, and a share of two of them: taken`,
    expected: `${taken}`,
    source: 'Kinesis Client Library 2.7, leases/dynamodb/DynamoDBLeaseTaker.java; by hand',
    tolerance: 'none',
  })),
  run: async () =>
    CASES.map(({ seconds, taken }) => {
      const seen = takenAfter(seconds);
      return { value: `${seen}`, holds: seen === taken };
    }),
};
