// The worker threads of a consumer. Each goes round: it receives, works through what came one by one, deletes what it has
// finished, and receives again; so it is bound by its round trips. What failed it leaves: it comes again once its visibility
// timeout is over. Of a FIFO queue it works no further than the first message that failed, lest it pass one of its group.

import type { Counter, Level } from '../../../metrics/recorder.ts';
import { BatchWork, type BatchWorkOwner } from '../../client/batch-work.ts';
import type { Calls } from '../../client/calls/calls.ts';
import { markFinished } from '../../client/finished-before.ts';
import type { CallFailure } from '../../client/retry.ts';
import { Work } from '../../client/work.ts';
import type { Site } from '../../component.ts';
import type { MessageListener, MessageQueue, QueueReader } from '../../ports/message-queue.ts';
import type { Application } from '../../records/application.ts';
import { FinishedRecords } from '../../records/finished-records.ts';
import type { ReceivedMessages } from '../../records/received-messages.ts';
import { SamplePath } from '../../records/sample-path.ts';
import type { ConsumerConfig } from './consumer-schema.ts';
import { type CallsOwner, WorkerDelete, WorkerHeartbeat, WorkerReceive } from './worker-calls.ts';
import { type Attempts, WorkerClient } from './worker-client.ts';

// One thread. Its slot among all is its host's number times the threads of a host, and its own.
class Worker implements Attempts {
  readonly slot: number;
  readonly host: number;
  /** Whether it goes round at all; null calls are made anew when it begins. */
  isRunning = false;
  receive: WorkerReceive<Worker> | null = null;
  delete: WorkerDelete<Worker> | null = null;
  heartbeat: WorkerHeartbeat | null = null;
  /** Since when it has messages; −1 while it receives. */
  busyFromUs = -1;
  attempts = 0;
  lastFailure: CallFailure | null = null;
  /** The event of its next call, and of its heartbeat. */
  ticket = 0;
  heartbeatTicket = 0;

  constructor(slot: number, host: number) {
    this.slot = slot;
    this.host = host;
  }
}

/** All threads of one consumer. */
export class Workers implements BatchWorkOwner, CallsOwner<Worker>, MessageListener {
  readonly work: Work;
  private readonly site: Site;
  private readonly queue: MessageQueue;
  private readonly reader: QueueReader;
  private readonly application: Application;
  private readonly calls: Calls;
  private readonly batches: BatchWork;
  private readonly client: WorkerClient;
  private readonly config: ConsumerConfig;
  private readonly workers: Worker[] = [];
  private readonly done = new FinishedRecords();
  private readonly failed: Counter;
  private readonly running: Level;
  private readonly busy: Level;
  private readonly present = new SamplePath();
  private readonly passed: (bytes: number, nowUs: number) => void;
  private readonly againHandler: number;
  private readonly heartbeatHandler: number;

  constructor(
    site: Site,
    queue: MessageQueue,
    application: Application,
    calls: Calls,
    config: ConsumerConfig,
    passed: (bytes: number, nowUs: number) => void,
  ) {
    this.site = site;
    this.queue = queue;
    this.reader = queue.open(site.name);
    this.reader.listen(this);
    this.application = application;
    this.calls = calls;
    this.config = config;
    this.passed = passed;
    const { processing, errorRate, poisonRate } = config;
    this.work = new Work(site, 'processing', { ...processing, errorRate, poisonRate });
    this.batches = new BatchWork(site, calls, this.work, this);
    this.client = new WorkerClient(site, queue, this.reader, config);
    this.failed = site.counter('FailedMessages');
    this.running = site.level('Consumers');
    this.busy = site.level('BusyConsumers');
    this.againHandler = site.engine.register(site.name, 'again', 'timer', {
      fire: (slot) => this.again(this.workers[slot]!),
    });
    this.heartbeatHandler = site.engine.register(site.name, 'heartbeat', 'timer', {
      fire: (slot, nowUs) => this.beat(this.workers[slot]!, nowUs),
    });
  }

  /** The threads of a host begin to receive. */
  startHost(host: number, nowUs: number): void {
    const { consumers } = this.config;
    for (let slot = host * consumers; slot < (host + 1) * consumers; slot++) {
      for (let missing = this.workers.length; missing <= slot; missing++) {
        this.workers.push(new Worker(missing, Math.floor(missing / consumers)));
      }
      const worker = this.workers[slot]!;
      if (worker.isRunning) continue;
      worker.isRunning = true;
      this.running.change(nowUs, 1);
      // One that was told to stop may not be done yet.
      if (worker.busyFromUs < 0 && worker.receive === null) this.receive(worker);
    }
  }

  /** The threads of a host receive no more; what they have in work they finish. */
  stopHost(host: number, nowUs: number): void {
    for (const worker of this.threadsOf(host)) this.stop(worker, nowUs);
  }

  /** A host dies: what it has in work comes again once its visibility timeout is over. */
  loseHost(host: number, nowUs: number): void {
    for (const worker of this.threadsOf(host)) {
      this.stop(worker, nowUs);
      if (this.batches.isBusy(worker.slot)) this.batches.end(worker.slot);
      this.site.engine.cancel(worker.ticket);
      this.leave(worker, nowUs);
      worker.receive = null;
      worker.delete = null;
    }
  }

  /** Books what was finished since. */
  book(): void {
    this.application.finishedRecords(this.done);
    this.done.length = 0;
  }

  /** Checks Little's law of what is in work. */
  settle(nowUs: number): void {
    let presentUs = 0;
    for (const { busyFromUs } of this.workers) if (busyFromUs >= 0) presentUs += nowUs - busyFromUs;
    this.present.check(`busy consumers of ${this.site.name}`, presentUs, nowUs);
  }

  gone(origin: number, number: number): void {
    this.calls.parentEnded(origin, number);
  }

  received(worker: Worker, call: WorkerReceive<Worker>, nowUs: number): void {
    if (call !== worker.receive) return;
    if (call.refused !== null) {
      const backoffUs = Math.max(0, this.client.refused(worker, call.refused));
      worker.ticket = this.site.engine.schedule(this.againHandler, worker.slot, nowUs + backoffUs);
      return;
    }
    this.client.succeeded(worker);
    const { messages } = call;
    if (messages.length === 0) {
      this.goOn(worker);
      return;
    }
    markFinished(this.reader, messages);
    let bytes = 0;
    for (let row = 0; row < messages.length; row++) bytes += messages.sizeBytes[row]!;
    this.passed(bytes, nowUs);
    worker.busyFromUs = nowUs;
    this.busy.change(nowUs, 1);
    this.present.change(1, nowUs);
    if (this.config.heartbeat !== undefined) this.nextBeat(worker, nowUs);
    worker.delete ??= new WorkerDelete(this, worker);
    worker.delete.messages.clear();
    this.batches.begin(worker.slot, messages, nowUs, worker.host, true);
  }

  recordDone(slot: number, row: number, failed: boolean, nowUs: number): boolean {
    const worker = this.workers[slot]!;
    const { messages } = worker.receive!;
    if (!failed) {
      if (this.calls.finishRecords) this.finish(worker, messages, row, nowUs);
      return true;
    }
    this.failed.add(nowUs, 1);
    if (!this.queue.fifoQueue) return true;
    this.batches.end(slot);
    if (!this.calls.finishRecords) {
      for (let before = 0; before < row; before++) this.finish(worker, messages, before, nowUs);
    }
    this.clear(worker, nowUs);
    return false;
  }

  batchDone(slot: number, failed: boolean, failedRows: Uint8Array, nowUs: number): void {
    const worker = this.workers[slot]!;
    const { messages } = worker.receive!;
    if (failed) {
      this.failed.add(nowUs, messages.length);
      worker.delete!.messages.clear();
    } else if (!this.calls.finishRecords) {
      for (let row = 0; row < messages.length; row++) {
        if (failedRows[row] === 0) this.finish(worker, messages, row, nowUs);
      }
    }
    this.clear(worker, nowUs);
  }

  deleted(worker: Worker, call: WorkerDelete<Worker>, nowUs: number): void {
    if (call !== worker.delete) return;
    if (call.refused !== null) {
      const backoffUs = this.client.refused(worker, call.refused);
      if (backoffUs >= 0) {
        worker.ticket = this.site.engine.schedule(this.againHandler, worker.slot, nowUs + backoffUs);
        return;
      }
      // Given up: what is not deleted comes again.
    } else {
      this.client.succeeded(worker);
    }
    this.leave(worker, nowUs);
    this.goOn(worker);
  }

  private threadsOf(host: number): readonly Worker[] {
    return this.workers.filter((worker) => worker.host === host);
  }

  private stop(worker: Worker, nowUs: number): void {
    if (!worker.isRunning) return;
    worker.isRunning = false;
    this.running.change(nowUs, -1);
  }

  private finish(worker: Worker, messages: ReceivedMessages, row: number, nowUs: number): void {
    const { ledger, engine } = this.site;
    engine.carried(1, messages.sizeBytes[row]!, messages.number[row]!);
    if (this.reader.finished(messages, row, nowUs)) {
      const received = messages.receivedUs[row]!;
      this.done.add(messages, row, messages.number[row]!, 0, messages.storedUs[row]!, received, nowUs);
      if (this.done.isFull || ledger.atOnce) this.book();
    } else if (ledger.counts(messages.createdUs[row]!)) {
      ledger.repeated(messages.origin[row]!, this.application.number, 1);
    }
    this.calls.rowEnded(messages, row);
    worker.delete!.messages.take(messages, row);
  }

  // All is worked through: what is finished is deleted.
  private clear(worker: Worker, nowUs: number): void {
    this.site.engine.cancel(worker.heartbeatTicket);
    if (worker.delete!.messages.length > 0) {
      this.client.delete(worker.delete!);
      return;
    }
    this.leave(worker, nowUs);
    this.goOn(worker);
  }

  private leave(worker: Worker, nowUs: number): void {
    this.site.engine.cancel(worker.heartbeatTicket);
    if (worker.busyFromUs < 0) return;
    this.present.change(-1, nowUs);
    this.present.stayed(nowUs - worker.busyFromUs);
    this.busy.change(nowUs, -1);
    worker.busyFromUs = -1;
  }

  private goOn(worker: Worker): void {
    if (worker.isRunning) this.receive(worker);
    else worker.receive = null;
  }

  private again(worker: Worker): void {
    if (worker.busyFromUs >= 0) this.client.delete(worker.delete!);
    else this.goOn(worker);
  }

  private receive(worker: Worker): void {
    worker.receive ??= new WorkerReceive(this, worker);
    this.client.receive(worker.receive);
  }

  private nextBeat(worker: Worker, nowUs: number): void {
    const atUs = nowUs + this.config.heartbeat!;
    worker.heartbeatTicket = this.site.engine.schedule(this.heartbeatHandler, worker.slot, atUs);
  }

  // All messages in work are hidden anew: those that are finished are deleted with the others.
  private beat(worker: Worker, nowUs: number): void {
    worker.heartbeat ??= new WorkerHeartbeat();
    const call = worker.heartbeat;
    if (!call.isUnderWay) {
      const { messages } = worker.receive!;
      call.messages.clear();
      for (let row = 0; row < messages.length; row++) call.messages.take(messages, row);
      call.isUnderWay = true;
      this.client.hide(call);
    }
    this.nextBeat(worker, nowUs);
  }
}
