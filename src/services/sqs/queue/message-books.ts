// What becomes of a queue's messages in the books. A record that is stored here has a flow to each application that reads
// the queue, and one to each that reads behind its dead-letter queue; every flow ends once, whatever happens to the
// message and however often. What a record's second message meets is nobody's loss.

import type { Site } from '../../component.ts';
import type { MessageListener } from '../../ports/message-queue.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { Fate } from '../../records/fates.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { DeadLetterTarget } from './dead-letter-target.ts';
import { NONE } from './message-lists.ts';
import type { MessageStore } from './message-store.ts';

/** A queue's part of the ledger. */
export class MessageBooks {
  private readonly listeners: { readonly application: number; readonly listener: MessageListener }[] = [];
  private readonly site: Site;
  private readonly store: MessageStore;
  private readonly target: DeadLetterTarget | null;
  private readonly names: string[] = [];
  private readonly keeper: number;
  /** In the ledger: those that read the queue, of them those whose flows end here for good, and those behind its DLQ. */
  private readers: readonly number[] = [];
  private onlyHere: readonly number[] = [];
  private behind: readonly number[] = [];

  constructor(site: Site, store: MessageStore, target: DeadLetterTarget | null) {
    this.site = site;
    this.store = store;
    this.target = target;
    this.keeper = site.ledger.application(site.name);
  }

  /** Whether any application reads the queue. */
  get isRead(): boolean {
    return this.names.length > 0;
  }

  /** An application reads the queue. @returns its number in the ledger */
  open(application: string): number {
    this.names.push(application);
    return this.site.ledger.application(application);
  }

  /** Told of what was received, not finished by anybody, and met its end. */
  listen(application: number, listener: MessageListener): void {
    this.listeners.push({ application, listener });
  }

  /** The applications that records here have flows to. */
  applications(): { readonly names: readonly string[]; readonly keeps: boolean } {
    if (!this.isRead) return { names: [this.site.name], keeps: true };
    return { names: [...new Set([...this.names, ...this.namesBehind()])], keeps: false };
  }

  /** Every reader is known, here and behind the dead-letter queue. */
  settle(): void {
    const { ledger } = this.site;
    this.readers = this.names.map((name) => ledger.application(name));
    this.behind = this.namesBehind().map((name) => ledger.application(name));
    this.onlyHere = this.readers.filter((one) => !this.behind.includes(one));
  }

  /** Records are stored in a queue that nobody reads. */
  kept(batch: RecordBatch, row: number, skip: number, count: number): void {
    this.site.ledger.ended(
      batch.origin[row]!,
      this.keeper,
      'stored',
      batch.createdUs[row]!,
      count,
      batch.sizeBytes[row]!,
      batch.number[row]! + skip,
      batch.duplicate[row]!,
    );
  }

  /** An application has worked through a message. @returns whether it was the first */
  finished(slot: number, application: number): boolean {
    const { store } = this;
    if (store.duplicate[slot] !== 0 || store.finishedBy[slot] !== NONE) return false;
    if (store.finishedBefore[slot] === application) return false;
    store.finishedBy[slot] = application;
    this.end(slot, this.onlyHere, 'filtered');
    return true;
  }

  /** A message is deleted; one that nobody finished was not asked for. */
  deleted(slot: number): void {
    if (this.store.finishedBy[slot] === NONE) this.end(slot, this.onlyHere, 'filtered');
    this.end(slot, this.behind, 'filtered');
  }

  expired(slot: number, nowUs: number): void {
    const isFinished = this.store.finishedBy[slot] !== NONE;
    if (!isFinished) this.end(slot, this.onlyHere, 'expired');
    for (const application of this.behind) {
      const wasOnItsWay = !isFinished && this.readers.includes(application);
      this.endOne(slot, application, wasOnItsWay ? 'expired' : 'filtered');
    }
    if (!isFinished) this.tell(slot, [], nowUs);
  }

  /** A message goes to the dead-letter queue: the flows of those who read there go on. */
  deadLettered(slot: number, nowUs: number): void {
    if (this.store.finishedBy[slot] !== NONE) return;
    this.end(slot, this.onlyHere, 'deadLettered');
    this.tell(slot, this.behind, nowUs);
  }

  /** Tells of every flow that is open. */
  holdings(held: Holdings): void {
    const { store } = this;
    store.each((slot) => {
      if (store.duplicate[slot] !== 0) return;
      if (store.finishedBy[slot] === NONE) this.hold(slot, this.onlyHere, held);
      this.hold(slot, this.behind, held);
    });
  }

  private namesBehind(): readonly string[] {
    const beyond = this.target?.applications();
    return beyond === undefined || beyond.keeps ? [] : beyond.names;
  }

  // `goingOn`: those that will meet the message again elsewhere.
  private tell(slot: number, goingOn: readonly number[], nowUs: number): void {
    const { store } = this;
    if (store.receiveCount[slot] === 0 || store.duplicate[slot] !== 0) return;
    for (const { application, listener } of this.listeners) {
      if (goingOn.includes(application)) continue;
      listener.gone(
        store.origin[slot]!,
        store.number[slot]!,
        store.createdUs[slot]!,
        store.sizeBytes[slot]!,
        nowUs,
      );
    }
  }

  private end(slot: number, applications: readonly number[], fate: Fate): void {
    for (let i = 0; i < applications.length; i++) this.endOne(slot, applications[i]!, fate);
  }

  private isOpen(slot: number, application: number): boolean {
    const { store } = this;
    return store.finishedBy[slot] !== application && store.finishedBefore[slot] !== application;
  }

  private endOne(slot: number, application: number, fate: Fate): void {
    const { store } = this;
    if (store.duplicate[slot] !== 0 || !this.isOpen(slot, application)) return;
    this.site.ledger.ended(
      store.origin[slot]!,
      application,
      fate,
      store.createdUs[slot]!,
      1,
      store.sizeBytes[slot]!,
      store.number[slot]!,
      0,
    );
  }

  private hold(slot: number, applications: readonly number[], held: Holdings): void {
    const { store } = this;
    for (const application of applications) {
      if (!this.isOpen(slot, application)) continue;
      held.afterStore(
        store.origin[slot]!,
        application,
        store.createdUs[slot]!,
        1,
        store.sizeBytes[slot]!,
        store.number[slot]!,
      );
    }
  }
}
