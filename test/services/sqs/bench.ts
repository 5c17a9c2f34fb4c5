// A world with real queues, one sender and receivers that do as the test tells them: every send, receive, delete and
// change of visibility happens at the moment that is named, and what came of it is kept.

import { World } from '../../../src/experiment/site.ts';
import type { RecordedMetric } from '../../../src/metrics/recorded.ts';
import type { Design } from '../../../src/scenario/design.ts';
import type { ComponentType, Site } from '../../../src/services/component.ts';
import {
  type MessageQueue,
  MessageQueuePort,
  type QueueReader,
  ReceiptCall,
  ReceiveCall,
} from '../../../src/services/ports/message-queue.ts';
import { PutCall, type RecordSink, RecordSinkPort } from '../../../src/services/ports/record-sink.ts';
import { APPLICATION_METRICS, Application } from '../../../src/services/records/application.ts';
import { RecordBatch } from '../../../src/services/records/batch.ts';
import { FinishedRecords } from '../../../src/services/records/finished-records.ts';
import type { LedgerFlow } from '../../../src/services/records/ledger.ts';
import { ReceivedMessages } from '../../../src/services/records/received-messages.ts';
import { queueType } from '../../../src/services/sqs/queue/queue-type.ts';
import { fakeType } from '../fake-sink.ts';

export const S = 1_000_000;

/** What a receive brought. */
export interface Answer {
  readonly atUs: number;
  /** Record numbers. */
  readonly numbers: readonly number[];
  readonly counts: readonly number[];
  readonly storedUs: readonly number[];
  readonly receivedUs: readonly number[];
  readonly duplicates: readonly number[];
  readonly refused: string | null;
  readonly messages: ReceivedMessages;
}

class Put extends PutCall {
  readonly batch = new RecordBatch();
  private readonly done: (nowUs: number) => void;
  isUnderWay = true;

  constructor(done: (nowUs: number) => void) {
    super();
    this.done = done;
  }

  answered(nowUs: number): void {
    this.isUnderWay = false;
    this.done(nowUs);
  }
}

class Receive extends ReceiveCall {
  readonly messages = new ReceivedMessages();
  private readonly done: (call: Receive, nowUs: number) => void;

  constructor(done: (call: Receive, nowUs: number) => void) {
    super();
    this.done = done;
  }

  answered(nowUs: number): void {
    this.done(this, nowUs);
  }
}

class Receipt extends ReceiptCall {
  readonly messages: ReceivedMessages;
  private readonly done: (call: Receipt, nowUs: number) => void;

  constructor(messages: ReceivedMessages, done: (call: Receipt, nowUs: number) => void) {
    super();
    this.messages = messages;
    this.to = messages.length;
    this.done = done;
  }

  answered(nowUs: number): void {
    this.done(this, nowUs);
  }
}

export interface ReceiveOptions {
  readonly max?: number;
  readonly waitUs?: number;
  readonly visibilityTimeoutUs?: number;
  readonly latencyUs?: number;
}

/** A record to send. */
export interface Sent {
  readonly number: number;
  readonly bytes?: number;
  /** Its key, by name: a group where the send is grouped. */
  readonly key?: string;
  readonly count?: number;
  readonly duplicate?: boolean;
}

/** One application at one queue; where it reads several, `beside` has the others. */
export class Receiver {
  readonly queue: MessageQueue;
  /** Records that were gone before they were finished. */
  readonly gone: number[] = [];
  onGone: (number: number) => void = () => {};
  private readonly site: Site;
  readonly beside: Receiver[] = [];
  private readonly reader: QueueReader;
  private readonly application: Application;

  constructor(site: Site, queue: string, application = new Application(site)) {
    this.site = site;
    this.queue = site.use(MessageQueuePort, queue);
    this.reader = this.queue.open(site.name);
    this.reader.listen({
      gone: (_origin, number) => {
        this.gone.push(number);
        this.onGone(number);
      },
    });
    this.application = application;
  }

  /** The same application reads another queue, too. */
  alsoReads(queue: string): void {
    this.beside.push(new Receiver(this.site, queue, this.application));
  }

  receive(options: ReceiveOptions, then: (answer: Answer) => void): void {
    const call = new Receive(({ messages, refused }, atUs) => {
      const column = (from: ArrayLike<number>) => Array.from(from).slice(0, messages.length);
      then({
        atUs,
        numbers: column(messages.number),
        counts: column(messages.receiveCount),
        storedUs: column(messages.storedUs),
        receivedUs: column(messages.receivedUs),
        duplicates: column(messages.duplicate),
        refused: refused?.code ?? null,
        messages,
      });
    });
    call.maxNumberOfMessages = options.max ?? 10;
    call.waitTimeUs = options.waitUs ?? 0;
    call.visibilityTimeoutUs = options.visibilityTimeoutUs ?? -1;
    call.latencyUs = options.latencyUs ?? 0;
    this.reader.receive(call);
  }

  /** Works through all messages of an answer. @returns by row whether it was the first to */
  finish({ messages }: Answer): boolean[] {
    const nowUs = this.site.engine.nowUs;
    return Array.from({ length: messages.length }, (_, row) => {
      const isFirst = this.reader.finished(messages, row, nowUs);
      if (isFirst) {
        const done = new FinishedRecords();
        const { number, storedUs, receivedUs } = messages;
        done.add(messages, row, number[row]!, 0, storedUs[row]!, receivedUs[row]!, nowUs);
        this.application.finishedRecords(done);
      } else if (this.site.ledger.counts(messages.createdUs[row]!)) {
        this.site.ledger.repeated(messages.origin[row]!, this.application.number, 1);
      }
      return isFirst;
    });
  }

  /** Deletes messages of an answer, all of them or rows [from, to). */
  delete(
    { messages }: Answer,
    then: (failed: number, refused: string | null) => void = () => {},
    [from, to]: readonly [number, number] = [0, messages.length],
  ): void {
    const call = new Receipt(messages, ({ failed, refused }) => then(failed, refused?.code ?? null));
    call.from = from;
    call.to = to;
    this.reader.deleteMessages(call);
  }

  change(
    { messages }: Answer,
    visibilityTimeoutUs: number,
    then: (failed: number, refused: string | null) => void = () => {},
  ): void {
    const call = new Receipt(messages, ({ failed, refused }) => then(failed, refused?.code ?? null));
    call.visibilityTimeoutUs = visibilityTimeoutUs;
    this.reader.changeVisibility(call);
  }
}

/** What was measured. */
export class Outcome {
  readonly flows: readonly LedgerFlow[];
  private readonly metrics: readonly RecordedMetric[];
  private readonly meters: World['meters'];
  private readonly world: World;

  constructor(world: World, flows: readonly LedgerFlow[]) {
    this.flows = flows;
    this.world = world;
    this.metrics = world.recorder.finish();
    this.meters = world.meters;
  }

  fates(to: string): Readonly<Record<string, number>> {
    const flow = this.flows.find((one) => one.to === to);
    if (flow === undefined) throw new Error(`no flow leads to ${to}`);
    return Object.fromEntries(Object.entries(flow.fates).filter(([, count]) => count > 0));
  }

  sum(component: string, metric: string): number {
    const found = this.of(component, metric);
    if (found.kind !== 'counter') throw new Error(`${metric} is no counter`);
    return found.sum;
  }

  level(
    component: string,
    metric: string,
  ): { readonly mean: number; readonly max: number; readonly last: number } {
    const found = this.of(component, metric);
    if (found.kind !== 'level') throw new Error(`${metric} is no level`);
    return found;
  }

  /** The mean of a distribution, in the unit that its values were given in. */
  mean(component: string, metric: string): number {
    const found = this.of(component, metric);
    if (found.kind !== 'distribution') throw new Error(`${metric} is no distribution`);
    return found.sum / found.count;
  }

  facts(component: string): Readonly<Record<string, unknown>> {
    return this.world.components.get(component)!.facts!();
  }

  usage(component: string, meter: string): number {
    return this.meters
      .filter((one) => one.component === component && one.meter === meter)
      .reduce((sum, one) => sum + one.total(), 0);
  }

  private of(component: string, metric: string): RecordedMetric {
    const found = this.metrics.find((one) => one.component === component && one.metric === metric);
    if (found === undefined) throw new Error(`nothing measured ${component}.${metric}`);
    return found;
  }
}

/** Queues by name, in YAML's form; applications by name with the queue that each reads, or several. */
export interface BenchPlan {
  readonly queues: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly readers?: Readonly<Record<string, string | readonly string[]>>;
  readonly seed?: string;
  /** Whether what is sent has groups: its keys. */
  readonly grouped?: boolean;
}

/** The world of one test. */
export class Bench {
  readonly readers: Readonly<Record<string, Receiver>>;
  private readonly world: World;
  private readonly handler: number;
  private readonly actions: (() => void)[] = [];
  private readonly puts: Put[] = [];
  private readonly sinks = new Map<string, { readonly sink: RecordSink; readonly origin: number }>();
  private sender!: Site;

  constructor({ queues, readers = {}, seed = '1', grouped = false }: BenchPlan, untilUs: number) {
    const names = Object.keys(queues);
    const made: Record<string, Receiver> = {};
    const senderType = fakeType('fake.sender', (site) => {
      this.sender = site;
      for (const name of names) {
        const plain = site.use(RecordSinkPort, name);
        const sink = grouped ? plain.grouped!() : plain;
        this.sinks.set(name, { sink, origin: site.ledger.source(`to ${name}`) });
      }
      return {
        wire: () => {
          for (const { sink, origin } of this.sinks.values())
            site.ledger.connect(origin, sink.applications());
        },
        holdings: (held) => {
          for (const { batch, isUnderWay, heldBySink, stored } of this.puts) {
            if (!isUnderWay) continue;
            for (let row = 0; row < batch.length; row++) {
              const taken = heldBySink ? stored[row]! : 0;
              const left = batch.count[row]! - taken;
              if (left === 0 || batch.duplicate[row] === 1) continue;
              held.beforeStore(
                batch.origin[row]!,
                batch.createdUs[row]!,
                left,
                batch.sizeBytes[row]!,
                batch.number[row]! + taken,
              );
            }
          }
        },
      };
    });
    const readerTypes = Object.entries(readers).map(([name, reads]) =>
      fakeType(
        `fake.${name}`,
        (site) => {
          const [first, ...others] = [reads].flat();
          const receiver = new Receiver(site, first!);
          for (const other of others) receiver.alsoReads(other);
          made[name] = receiver;
          return {};
        },
        APPLICATION_METRICS,
      ),
    );
    const types = new Map<string, ComponentType>(
      [queueType as unknown as ComponentType, senderType, ...readerTypes].map((type) => [type.name, type]),
    );
    const components = {
      ...Object.fromEntries(
        Object.entries(queues).map(([name, input]) => [
          name,
          { type: queueType.name, config: queueType.schema.parse(input) },
        ]),
      ),
      ...Object.fromEntries(Object.keys(readers).map((name) => [name, { type: `fake.${name}`, config: {} }])),
      sender: { type: 'fake.sender', config: {} },
    };
    this.world = new World(designOf(components, seed, untilUs), 1, types);
    const built = Object.keys(components).map((name) => this.world.build(name));
    this.readers = made;
    this.handler = this.world.engine.register('bench', 'action', 'arrive', {
      fire: (slot) => this.actions[slot]!(),
    });
    for (const component of built) component.wire?.();
    this.world.ledger.begin();
    for (const component of built) component.start?.();
  }

  get nowUs(): number {
    return this.world.engine.nowUs;
  }

  /** A queue's calls take `factor` times as long from now on, or no more. */
  slow(queue: string, factor: number, begins: boolean): void {
    const fault = { kind: 'slow', at: 0, for: 0, component: queue, factor } as const;
    this.world.components.get(queue)!.fault!(fault, begins, this.nowUs);
  }

  /** Does something at a time. */
  at(atUs: number, action: () => void): void {
    this.world.engine.schedule(this.handler, this.actions.push(action) - 1, atUs);
  }

  /** Sends records in one call, now. @returns by record what was stored, once it is answered */
  send(
    to: string,
    records: readonly Sent[],
    {
      latencyUs = 0,
      answered = () => {},
    }: {
      readonly latencyUs?: number;
      readonly answered?: (
        stored: readonly number[],
        reasons: readonly (string | null)[],
        nowUs: number,
      ) => void;
    } = {},
  ): void {
    const { sink, origin } = this.sinks.get(to)!;
    const call: Put = new Put((nowUs) => {
      const { batch } = call;
      const reasons = records.map((_, row) => sink.reasons[call.reason[row]!]?.code ?? null);
      for (let row = 0; row < batch.length; row++) {
        const left = batch.count[row]! - call.stored[row]!;
        if (left === 0 || batch.duplicate[row] === 1) continue;
        const fate = sink.reasons[call.reason[row]!]!.kind === 'throttled' ? 'throttledOut' : 'rejected';
        const first = batch.number[row]! + call.stored[row]!;
        this.world.ledger.lost(origin, fate, batch.createdUs[row]!, left, batch.sizeBytes[row]!, first);
      }
      answered(Array.from(call.stored).slice(0, batch.length), reasons, nowUs);
    });
    const { nowUs } = this;
    for (const { number, bytes = 100, key = 'k', count = 1, duplicate = false } of records) {
      const row = call.batch.enter(nowUs, nowUs, number, bytes, key.length, this.keyOf(key), origin, count);
      call.batch.sentUs[row] = nowUs;
      call.batch.attempt[row] = 1;
      call.batch.duplicate[row] = duplicate ? 1 : 0;
      if (!duplicate) this.world.ledger.produced(origin, nowUs, count, bytes, number);
    }
    call.operation = records.length > 1 ? 1 : 0;
    call.latencyUs = latencyUs;
    call.reserve(records.length);
    this.puts.push(call);
    sink.put(call);
  }

  /** Runs to a time, and may be asked for more. */
  advance(untilUs: number): void {
    this.world.engine.runUntil(untilUs);
  }

  /** Runs to a time and balances the books. */
  run(untilUs: number): Outcome {
    const { engine, ledger, components } = this.world;
    engine.runUntil(untilUs);
    for (const component of components.values()) component.settle?.(untilUs);
    for (const component of components.values()) component.holdings?.(ledger, untilUs);
    return new Outcome(this.world, ledger.balance());
  }

  private keyOf(key: string): number {
    return this.sender.keys.intern(key);
  }
}

function designOf(components: Design['components'], seed: string, durationUs: number): Design {
  return {
    name: 'base',
    region: 'us-east-1',
    seed,
    durationUs,
    warmupUs: 0,
    replications: 1,
    load: 1,
    workloads: {},
    components,
    objectives: [],
    cost: { meanLoad: null, prices: {} },
    relevant: null,
    question: { kind: 'steady-state', triggers: [] },
    assumptions: [],
    periodUs: null,
    whyNoMonth: null,
  };
}
