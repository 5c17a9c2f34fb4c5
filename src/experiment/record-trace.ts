// The life of single records in one run, seen from outside: what passes the ports between components, and what the ledger
// hears. The run is the same as without, event by event; nothing of this exists where nobody asks.

import {
  type MessageQueue,
  MessageQueuePort,
  type QueueReader,
  type ReceiptCall,
  type ReceiveCall,
} from '../services/ports/message-queue.ts';
import type { Port } from '../services/ports/port.ts';
import {
  type LogReader,
  type ReadCall,
  type RecordLog,
  RecordLogPort,
  type Subscriber,
} from '../services/ports/record-log.ts';
import { type PutCall, type RecordSink, RecordSinkPort } from '../services/ports/record-sink.ts';
import type { RecordBatch } from '../services/records/batch.ts';
import type { Ledger } from '../services/records/ledger.ts';

/** A record: its number in the workload that a component carries. */
export interface WantedRecord {
  readonly component: string;
  readonly number: number;
}

/** What happened to it, in order of time; µs from the start of the measured window. */
export interface RecordLife extends WantedRecord {
  readonly events: readonly { readonly atUs: number; readonly what: string }[];
  readonly ended: boolean;
}

class Life {
  readonly wanted: WantedRecord;
  readonly events: { readonly atUs: number; readonly what: string }[] = [];
  /** When it was created; NaN before it was seen. */
  createdUs = Number.NaN;
  /** Sources that have answered for it: the carrier, then whoever sent it on. */
  readonly origins = new Set<number>();
  ended = false;

  constructor(wanted: WantedRecord) {
    this.wanted = wanted;
  }
}

/** Follows some records through a run. */
export class RecordTrace {
  private readonly lives: readonly Life[];
  private ledger: Ledger | null = null;

  constructor(wanted: readonly WantedRecord[]) {
    this.lives = wanted.map((one) => new Life(one));
  }

  /** Listens to the ledger, once all flows are known. */
  watch(ledger: Ledger): void {
    this.ledger = ledger;
    for (let origin = 0; origin < ledger.sourceCount; origin++) {
      ledger.watch(origin, {
        ended: (number, count, application, fate, atUs) => {
          for (const life of this.lives) {
            const own = life.wanted.component === ledger.sourceName(origin);
            if (!own && !life.origins.has(origin)) continue;
            if (life.wanted.number < number || life.wanted.number >= number + count) continue;
            life.ended = true;
            const by = application < 0 ? '' : ` at ${ledger.applicationName(application)}`;
            life.events.push({ atUs, what: `${fate}${by}` });
          }
        },
      });
    }
  }

  /** A port as those who use it see it while records are followed. */
  seen<T>(port: Port<T>, implementation: T): T {
    if ((port as Port<unknown>) === RecordSinkPort) return this.sink(implementation as RecordSink) as T;
    if ((port as Port<unknown>) === RecordLogPort) return this.log(implementation as RecordLog) as T;
    if ((port as Port<unknown>) === MessageQueuePort) return this.queue(implementation as MessageQueue) as T;
    return implementation;
  }

  private sink(sink: RecordSink): RecordSink {
    const traced = Object.create(sink) as RecordSink;
    traced.put = (call) => {
      this.put(call, sink);
      sink.put(call);
    };
    if (sink.grouped !== undefined) traced.grouped = () => this.sink(sink.grouped!());
    return traced;
  }

  private queue(queue: MessageQueue): MessageQueue {
    const traced = Object.create(queue) as MessageQueue;
    traced.open = (application) =>
      this.queueReader(queue.open(application), `${application} from ${queue.component}`);
    return traced;
  }

  private queueReader(reader: QueueReader, by: string): QueueReader {
    const traced = Object.create(reader) as QueueReader;
    traced.receive = (call: ReceiveCall) => {
      const answered = call.answered;
      call.answered = (atUs) => {
        call.answered = answered;
        const { messages } = call;
        for (let row = 0; row < messages.length; row++) {
          const again = messages.receiveCount[row]! > 1 ? `, receive ${messages.receiveCount[row]}` : '';
          this.tellOf(messages, row, `received by ${by}${again}`, atUs);
        }
        call.answered(atUs);
      };
      reader.receive(call);
    };
    traced.deleteMessages = (call) => {
      this.receipts(call, `deleted by ${by}`);
      reader.deleteMessages(call);
    };
    traced.changeVisibility = (call) => {
      this.receipts(call, `visibility changed by ${by}`);
      reader.changeVisibility(call);
    };
    return traced;
  }

  private receipts({ messages, from, to }: ReceiptCall, what: string): void {
    for (let row = from; row < to; row++) this.tellOf(messages, row, what, this.ledger!.nowUs());
  }

  private tellOf(batch: RecordBatch, row: number, what: string, atUs: number): void {
    for (const life of this.lives) if (isIn(life, batch, row)) life.events.push({ atUs, what });
  }

  private log(log: RecordLog): RecordLog {
    const traced = Object.create(log) as RecordLog;
    traced.open = (application, mode, late) => this.reader(log.open(application, mode, late), application);
    return traced;
  }

  /** @param startUs of the measured window */
  finish(startUs: number): readonly RecordLife[] {
    return this.lives.map(({ wanted, events, ended }) => ({
      ...wanted,
      ended,
      events: events
        .map(({ atUs, what }) => ({ atUs: atUs - startUs, what }))
        .sort((a, b) => a.atUs - b.atUs),
    }));
  }

  private put(call: PutCall, sink: RecordSink): void {
    const carried = [...this.lives].flatMap((life) => {
      const row = this.rowOf(life, call.batch);
      return row < 0 ? [] : [{ life, row, offset: life.wanted.number - call.batch.number[row]! }];
    });
    if (carried.length === 0) return;
    const { batch } = call;
    const operation = sink.operations[call.operation]?.name ?? 'put';
    for (const { life, row } of carried) {
      if (Number.isNaN(life.createdUs)) {
        life.createdUs = batch.createdUs[row]!;
        life.events.push({ atUs: life.createdUs, what: `created, ${batch.sizeBytes[row]} bytes` });
      }
      life.origins.add(batch.origin[row]!);
      const by = this.ledger!.sourceName(batch.origin[row]!);
      const part = sink.partOf?.(batch.key[row]!);
      const to = part === undefined ? sink.component : `${sink.component}, ${part}`;
      const first = batch.attempt[row]! <= 1 ? '' : `, attempt ${batch.attempt[row]}`;
      const atUs = this.ledger!.nowUs();
      life.events.push({ atUs, what: `sent by ${by} to ${to}: ${operation} of ${batch.records}${first}` });
    }
    const answered = call.answered;
    call.answered = (nowUs) => {
      call.answered = answered;
      for (const { life, row, offset } of carried) {
        const code = sink.reasons[call.reason[row]!]?.code ?? 'refused';
        const what = offset < call.stored[row]! ? 'taken' : `refused: ${code}`;
        life.events.push({ atUs: nowUs, what: `answered by ${sink.component}: ${what}` });
      }
      call.answered(nowUs);
    };
  }

  private reader(reader: LogReader, application: string): LogReader {
    const traced = Object.create(reader) as LogReader;
    // What is kept must be kept by the reader itself.
    traced.join = (atUs) => reader.join(atUs);
    traced.listen = (listener) => reader.listen(listener);
    traced.onOpenShards = (changed) => reader.onOpenShards(changed);
    traced.getRecords = (call: ReadCall) => {
      const answered = call.answered;
      call.answered = (atUs) => {
        call.answered = answered;
        if (!call.refused) this.read(reader, call.shard, call.position, call.end, application, atUs);
        call.answered(atUs);
      };
      reader.getRecords(call);
    };
    traced.subscribe = (shard: number, subscriber: Subscriber) => {
      const listening = Object.create(subscriber) as Subscriber;
      listening.pushed = (part, from, end, records, behindUs, atUs) => {
        this.read(reader, part, from, end, application, atUs);
        subscriber.pushed(part, from, end, records, behindUs, atUs);
      };
      listening.expired = (part, atUs) => subscriber.expired(part, atUs);
      reader.subscribe(shard, listening);
    };
    return traced;
  }

  private read(
    reader: LogReader,
    shard: number,
    from: number,
    end: number,
    application: string,
    atUs: number,
  ): void {
    const log = reader.shards[shard]!;
    for (const life of this.lives) {
      if (Number.isNaN(life.createdUs)) continue;
      for (let position = Math.max(from, log.start); position < end; position++) {
        const chunk = log.chunkOf(position);
        if (!isIn(life, chunk, log.rowOf(position))) continue;
        life.events.push({ atUs, what: `received by ${application} from ${log.id}` });
      }
    }
  }

  private rowOf(life: Life, batch: RecordBatch): number {
    for (let row = 0; row < batch.length; row++) {
      const { number } = life.wanted;
      if (number < batch.number[row]! || number >= batch.number[row]! + batch.count[row]!) continue;
      const own = this.ledger!.sourceName(batch.origin[row]!) === life.wanted.component;
      if (own || batch.createdUs[row] === life.createdUs) return row;
    }
    return -1;
  }
}

function isIn({ wanted, createdUs }: Life, batch: RecordBatch, row: number): boolean {
  const first = batch.number[row]!;
  return (
    batch.createdUs[row] === createdUs && wanted.number >= first && wanted.number < first + batch.count[row]!
  );
}
