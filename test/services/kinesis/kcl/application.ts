// An application with the KCL behind a stream, for tests, and what a run of it says.

import type { RecordedCounter } from '../../../../src/metrics/recorded.ts';
import { even, type Plan, run, type Seen } from '../../plan.ts';

export interface Application {
  readonly library: { readonly type: string } & Readonly<Record<string, unknown>>;
  /** What else it has. */
  readonly consumer?: object;
  readonly shards?: number;
  readonly stream?: object;
  readonly rate?: string;
  readonly seconds?: number;
  /** The lease table's own properties; without them the KCL makes one. */
  readonly table?: object;
  readonly faults?: Plan['faults'];
  readonly seed?: string;
}

/** The design of an application, `app`, whose leases are in `leases` where it names a table and in `app-leases` where not. */
export function applicationPlan({
  library,
  consumer = {},
  shards = 4,
  stream = {},
  rate = '40/s',
  seconds = 300,
  table,
  faults = [],
  seed = '1',
}: Application): Plan {
  const leaseTable = table === undefined ? {} : { leaseTable: 'leases' };
  return {
    workloads: { w: even(rate, '100 B') },
    components: {
      web: {
        type: 'kinesis.producer',
        workload: 'w',
        to: 's',
        client: { type: 'sdk', operation: 'PutRecords', batch: { linger: '100 ms' } },
      },
      s: { type: 'kinesis.stream', shardCount: shards, ...stream },
      app: { type: 'kinesis.consumer', from: 's', ...consumer, library: { ...leaseTable, ...library } },
      ...(table === undefined ? {} : { leases: { type: 'dynamodb.table', ...table } }),
    },
    seconds,
    faults,
    seed,
  };
}

/** One run of it. */
export function application(of: Application): Seen {
  return run(applicationPlan(of));
}

/** When a counter first counted, seconds from the start of the window; −1 for never. */
export function firstSecond(seen: Seen, component: string, metric: string, seconds: number): number {
  const counter = seen.result.metrics.find(
    (one) => one.component === component && one.metric === metric && one.part === null,
  ) as RecordedCounter;
  const { sum } = counter.series!;
  const at = sum.findIndex((count) => count > 0);
  return at < 0 ? -1 : (at * seconds) / sum.length;
}
