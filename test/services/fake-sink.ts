// A world with one client and a sink that does as it is told: calls are kept as they came, answered after their own
// latency, and the test decides by call and record what becomes of them.

import { z } from 'zod';
import { World } from '../../src/experiment/site.ts';
import type { MetricDeclarations } from '../../src/metrics/kinds.ts';
import type { Design } from '../../src/scenario/design.ts';
import { failedRecordsSchema } from '../../src/services/client/failed-records.ts';
import { retrySchema } from '../../src/services/client/retry.ts';
import { SdkClient } from '../../src/services/client/sdk-client.ts';
import type { ClientWatcher, SdkClientConfig } from '../../src/services/client/sdk-client-config.ts';
import type { Component, ComponentType, Site } from '../../src/services/component.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../../src/services/ports/record-sink.ts';
import type { LedgerFlow } from '../../src/services/records/ledger.ts';

export const THROTTLED = 1;
export const FAILED = 2;
export const REJECTED = 3;

/** One request that the sink saw. */
interface SeenCall {
  readonly atUs: number;
  readonly operation: string;
  readonly latencyUs: number;
  /** Record numbers, rows expanded. */
  readonly records: readonly number[];
  readonly attempts: readonly number[];
}

/** What the sink does: how many records of the row are stored, and why not the others. */
export type Outcome = (row: {
  readonly number: number;
  readonly count: number;
  readonly call: number;
  readonly attempt: number;
}) => readonly [stored: number, reason: number];

const ALL: Outcome = ({ count }) => [count, 0];

class FakeSink implements RecordSink {
  readonly component: string;
  readonly operations = [
    { name: 'PutRecords', maxRecords: 500, maxBytes: 10_485_760, perRecord: true },
    { name: 'PutRecord', maxRecords: 1, maxBytes: 10_485_760, perRecord: false },
  ];
  readonly reasons = [
    null,
    { code: 'Throttled', kind: 'throttled' },
    { code: 'Failed', kind: 'failed' },
    { code: 'Rejected', kind: 'rejected' },
  ] as const;
  readonly maxRecordBytes = Number.POSITIVE_INFINITY;
  readonly readsKeys = true;
  readonly seen: SeenCall[] = [];
  readonly stored: number[] = [];
  underWay = 0;
  mostUnderWay = 0;
  private readonly site: Site;
  private readonly outcome: Outcome;
  private readonly number: number;
  private readonly handler: number;
  private readonly calls: PutCall[] = [];

  constructor(site: Site, outcome: Outcome) {
    this.site = site;
    this.component = site.name;
    this.outcome = outcome;
    this.number = site.ledger.application(site.name);
    this.handler = site.engine.register(site.name, 'answer', 'complete', {
      fire: (slot, nowUs) => {
        this.underWay--;
        this.store(this.calls[slot]!);
        this.calls[slot]!.answered(nowUs);
      },
    });
    site.offer(RecordSinkPort, this);
  }

  applications() {
    return { names: [this.component], keeps: true };
  }

  put(call: PutCall): void {
    const { engine } = this.site;
    const { batch } = call;
    const records: number[] = [];
    const attempts: number[] = [];
    for (let row = 0; row < batch.length; row++) {
      const number = batch.number[row]!;
      const count = batch.count[row]!;
      const attempt = batch.attempt[row]!;
      for (let i = 0; i < count; i++) {
        records.push(number + i);
        attempts.push(attempt);
      }
      const [stored, reason] = this.outcome({ number, count, attempt, call: this.seen.length });
      call.stored[row] = stored;
      call.reason[row] = reason;
    }
    this.seen.push({
      atUs: engine.nowUs,
      operation: this.operations[call.operation]!.name,
      latencyUs: call.latencyUs,
      records,
      attempts,
    });
    this.underWay++;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    this.calls.push(call);
    engine.schedule(this.handler, this.calls.length - 1, engine.nowUs + call.latencyUs);
  }

  private store({ batch, stored }: PutCall): void {
    for (let row = 0; row < batch.length; row++) {
      const origin = batch.origin[row]!;
      for (let i = 0; i < stored[row]!; i++) {
        const number = batch.number[row]! + i;
        this.stored.push(number);
        this.site.ledger.ended(
          origin,
          this.number,
          'stored',
          batch.createdUs[row]!,
          1,
          batch.sizeBytes[row]!,
          number,
          0,
        );
      }
    }
  }
}

/** A row that the application hands over. */
export interface Handed {
  readonly atUs: number;
  readonly number: number;
  readonly bytes?: number;
  readonly count?: number;
  /** Uniform in [0, 1); 0 is the first host. */
  readonly host?: number;
}

export interface Told extends Partial<Omit<SdkClientConfig, 'retry' | 'failedRecords'>> {
  readonly retry?: z.input<typeof retrySchema>;
  readonly failedRecords?: z.input<typeof failedRecordsSchema>;
  readonly latencyUs?: number;
  readonly outcome?: Outcome;
  readonly seed?: string;
  /** Another client in the place of the SDK's, with what it measures. */
  readonly client?: {
    readonly metrics: MetricDeclarations;
    make(site: Site, sink: RecordSink, origin: number, watcher: ClientWatcher): Client;
  };
  /** Times in which the client sends nothing. */
  readonly pauses?: readonly { readonly fromUs: number; readonly toUs: number }[];
  /** When the run ends; what is on its way then is in flight. */
  readonly untilUs?: number;
}

type Client = Pick<SdkClient, 'accept' | 'hold' | 'release' | 'holdings'>;

/** What came of it. */
export interface Outcomes {
  readonly calls: readonly SeenCall[];
  readonly stored: readonly number[];
  readonly mostUnderWay: number;
  readonly fates: LedgerFlow['fates'];
  readonly dropped: number;
  /** In requests that wait, are under way or go again: at the end, and at most. */
  readonly pending: number;
  readonly mostPending: number;
  readonly sentRequests: number;
  readonly sentBytes: number;
}

/** Hands rows to one SDK client (keys of 0 bytes, one host unless told) and lets the world run to its end. */
export function send(rows: readonly Handed[], told: Told = {}): Outcomes {
  const {
    retry = {},
    failedRecords = {},
    latencyUs = 10_000,
    outcome = ALL,
    seed = '1',
    pauses = [],
    untilUs = 3_600_000_000,
    client: other,
    ...over
  } = told;
  let sink!: FakeSink;
  let sentRequests = 0;
  let sentBytes = 0;
  let dropped = 0;
  let pending = 0;
  let mostPending = 0;
  const sinkType = fakeType('fake.sink', (site) => {
    sink = new FakeSink(site, outcome);
    return sink;
  });
  const clientType = fakeType(
    'fake.client',
    (site) => {
      const port = site.use(RecordSinkPort, 'sink');
      const origin = site.ledger.source(site.name);
      const config: SdkClientConfig = {
        hosts: 1,
        operation: 'PutRecords',
        maxRecords: 500,
        maxBytes: 10_485_760,
        lingerUs: 100_000,
        maxConnections: 50,
        maxBufferedBytes: Number.POSITIVE_INFINITY,
        retry: retrySchema.parse(retry),
        failedRecords: failedRecordsSchema.parse(failedRecords),
        ...over,
      };
      const watcher: ClientWatcher = {
        sent(_records, bytes) {
          sentRequests++;
          sentBytes += bytes;
        },
        dropped(records) {
          dropped += records;
        },
        lost() {},
        pending(change) {
          pending += change;
          mostPending = Math.max(mostPending, pending);
        },
      };
      const client =
        other?.make(site, port, origin, watcher) ??
        new SdkClient(site, port, origin, config, { sample: () => latencyUs } as never, watcher);
      const handler = site.engine.register(site.name, 'hand over', 'arrive', {
        fire(slot, nowUs) {
          const { number, bytes = 100, count = 1, host = 0 } = rows[slot]!;
          client.accept(nowUs, number, bytes, 0, 0, count, host, nowUs);
        },
      });
      const pausing = site.engine.register(site.name, 'pause', 'timer', {
        fire(begins, nowUs) {
          if (begins === 1) client.hold();
          else client.release(nowUs);
        },
      });
      return {
        wire: () => site.ledger.connect(origin, port.applications()),
        start() {
          for (const { fromUs, toUs } of pauses) {
            site.engine.schedule(pausing, 1, fromUs);
            site.engine.schedule(pausing, 0, toUs);
          }
          for (const [slot, { atUs }] of rows.entries()) site.engine.schedule(handler, slot, atUs);
        },
        holdings: (held) => client.holdings(held),
      };
    },
    other?.metrics,
  );
  const flows = runWorld({ sink: sinkType, client: clientType }, untilUs, seed);
  return {
    calls: sink.seen,
    stored: sink.stored,
    mostUnderWay: sink.mostUnderWay,
    fates: flows[0]!.fates,
    dropped,
    pending,
    mostPending,
    sentRequests,
    sentBytes,
  };
}

/** A component type that is only built. */
export function fakeType(
  name: `${string}.${string}`,
  build: (site: Site) => Component | RecordSink,
  metrics: MetricDeclarations = {},
): ComponentType {
  return {
    name,
    summary: '',
    example: '',
    schema: z.unknown(),
    limits: {},
    meters: [],
    prices: {},
    metrics: () => metrics,
    offers: () => [],
    build: (_config, site) => build(site) as Component,
  };
}

/** Runs a world of made-up components as a replication does, and balances its books. */
export function runWorld(
  components: Readonly<Record<string, ComponentType>>,
  untilUs: number,
  seed = '1',
): readonly LedgerFlow[] {
  const types = new Map(Object.values(components).map((type) => [type.name as string, type]));
  const design: Design = {
    name: 'base',
    region: 'us-east-1',
    seed,
    durationUs: untilUs,
    warmupUs: 0,
    replications: 1,
    load: 1,
    workloads: {},
    components: Object.fromEntries(
      Object.entries(components).map(([name, type]) => [name, { type: type.name, config: {} }]),
    ),
    objectives: [],
    cost: { meanLoad: null, prices: {} },
    relevant: null,
    question: { kind: 'steady-state', triggers: [] },
    assumptions: [],
    periodUs: null,
    whyNoMonth: null,
  };
  const world = new World(design, 1, types);
  const built = Object.keys(components).map((name) => world.build(name));
  for (const component of built) component.wire?.();
  world.ledger.begin();
  for (const component of built) component.start?.();
  world.engine.runUntil(untilUs);
  for (const component of built) component.settle?.(untilUs);
  for (const component of built) component.holdings?.(world.ledger, untilUs);
  return world.ledger.balance();
}
