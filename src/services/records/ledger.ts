// The books of the records: who produced them and what became of them. A flow leads from one source to one
// application that reads (or to the sink that keeps); what is lost before the application is lost in each flow.
// Beside the count of records, their bytes and the sums of their numbers and of the moments when they were created are
// kept, so that a loss cannot hide behind a duplicate, and no record grows younger or older on its way: the area
// between those that came and those that ended is then the sum of the latencies (Little's law for the whole flow). A run
// whose books do not balance is an error, never a report.
import { invariant } from '../../engine/invariant.ts';
import { numberSum } from './batch.ts';
import { FATE_NUMBERS, FATES, type Fate } from './fates.ts';
import { FlowAccounts } from './flow-accounts.ts';
import { FlowIndex } from './flow-index.ts';
import {
  both,
  type FateObserver,
  type FlowStanding,
  type Holdings,
  type LedgerFlow,
  type RecordWatcher,
} from './ledger-listener.ts';

export type { FateObserver, Holdings, LedgerFlow, RecordWatcher } from './ledger-listener.ts';

const F = FATES.length;
const IN_FLIGHT = FATE_NUMBERS.inFlight;
const FIRST_LOSS = FATE_NUMBERS.throttledOut; // what follows in the list loses the record

interface Flow {
  readonly origin: number;
  readonly application: number;
  readonly keeps: boolean;
  duplicates: number;
}

/** One run's books. Only records created in [startUs, endUs) are booked. */
export class Ledger implements Holdings {
  /** Records of the window whose fate is open, summed over the flows. */
  open = 0;
  /** The time, for those who watch. */
  readonly nowUs: () => number;
  private readonly startUs: number;
  private readonly endUs: number;
  private readonly sources: string[] = [];
  private readonly names: string[] = [];
  private readonly flows: Flow[] = [];
  private readonly flowsOf: number[][] = [];
  private index = new FlowIndex([], [], []);
  /** Applications that read nothing yet, and will not look back. */
  private readonly late = new Set<number>();
  private accounts = new FlowAccounts(0, [], this.late);
  // The accounts' own, at hand.
  private produced_ = this.accounts.produced;
  private before = this.accounts.before;
  private after = this.accounts.after;
  private readonly observers: (FateObserver | undefined)[] = [];
  /** By source; null while nobody watches, which is almost always. */
  watchers: (RecordWatcher | undefined)[] | null = null;
  private settled: (() => void) | null = null;
  private closed = false;

  /** @param nowUs the time, for those who watch */
  constructor(window: { readonly startUs: number; readonly endUs: number }, nowUs: () => number = () => 0) {
    this.nowUs = nowUs;
    this.startUs = window.startUs;
    this.endUs = window.endUs;
  }

  /** Registers a component that produces records. @returns its number, the `origin` of its rows */
  source(component: string): number {
    this.sources.push(component);
    this.flowsOf.push([]);
    return this.sources.length - 1;
  }

  /** The component that a source's number stands for. */
  sourceName(origin: number): string {
    return this.sources[origin]!;
  }

  get sourceCount(): number {
    return this.sources.length;
  }

  /** The component that an application's number stands for. */
  applicationName(application: number): string {
    return this.names[application]!;
  }

  /** The number of an application (or of a sink that keeps records); the same for the same name. */
  application(component: string): number {
    const known = this.names.indexOf(component);
    return known >= 0 ? known : this.names.push(component) - 1;
  }

  /** An application reads nothing until it `joins`: what is lost before the store meanwhile is `filtered` in its flows. */
  away(application: number): void {
    this.late.add(application);
  }

  /** An application begins to read. */
  joins(application: number): void {
    this.late.delete(application);
    this.accounts.joined(application);
  }

  /** Tells an observer of every record that is lost to, or at the end still on its way to, an application. */
  observe(application: number, observer: FateObserver): void {
    this.observers[application] = observer;
  }

  /** Tells of every record of a source as it ends. */
  watch(origin: number, watcher: RecordWatcher): void {
    this.watchers ??= [];
    this.watchers[origin] = both(this.watchers[origin], watcher);
  }

  /** How many flows a source has: as often does each of its records end. */
  flowCount(origin: number): number {
    return this.flowsOf[origin]!.length;
  }

  /** The observer of an application, by its name. */
  booksOf(application: string): FateObserver | undefined {
    return this.observers[this.names.indexOf(application)];
  }

  /** Says where a source's records go, once everything is built. */
  connect(origin: number, to: { readonly names: readonly string[]; readonly keeps: boolean }): void {
    for (const name of to.names) {
      this.flowsOf[origin]!.push(this.flows.length);
      this.flows.push({ origin, application: this.application(name), keeps: to.keeps, duplicates: 0 });
    }
  }

  /** Opens the books: no source, application or flow comes later. */
  begin(): void {
    this.index = new FlowIndex(this.sources, this.names, this.flows);
    this.accounts = new FlowAccounts(this.sources.length, this.flows, this.late);
    this.produced_ = this.accounts.produced;
    this.before = this.accounts.before;
    this.after = this.accounts.after;
  }

  /** Whether somebody waits for every single end: none may be booked late. */
  get atOnce(): boolean {
    return this.settled !== null || this.watchers !== null;
  }

  /** After the window: calls back as soon as every record of the window has met its fate. */
  whenSettled(callback: () => void): void {
    this.settled = callback;
    if (this.open === 0) callback();
  }

  /** Whether a record created then belongs to the window. */
  counts(createdUs: number): boolean {
    return createdUs >= this.startUs && createdUs < this.endUs;
  }

  /** Books records that a source's client has got. `number` is the first record's. */
  produced(origin: number, createdUs: number, count: number, sizeBytes: number, number: number): void {
    if (createdUs < this.startUs || createdUs >= this.endUs) return;
    this.produced_.add(origin, count, sizeBytes, numberSum(number, count), createdUs);
    this.open += count * this.flowsOf[origin]!.length;
  }

  /** Books many records of the window that a source's client has got; the others are sums over them. */
  producedAll(origin: number, count: number, bytes: number, numbers: number, moments: number): void {
    this.produced_.addSums(origin, count, bytes, numbers, moments);
    this.open += count * this.flowsOf[origin]!.length;
  }

  /** Books records that were lost before any application could read them: in each flow of their source. */
  lost(
    origin: number,
    fate: Fate,
    createdUs: number,
    count: number,
    sizeBytes: number,
    number: number,
  ): void {
    this.watchers?.[origin]?.ended(number, count, -1, fate, this.nowUs());
    if (createdUs < this.startUs || createdUs >= this.endUs) return;
    this.before.add(origin * F + FATE_NUMBERS[fate], count, sizeBytes, numberSum(number, count), createdUs);
    for (const flow of this.flowsOf[origin]!) {
      const { application } = this.flows[flow]!;
      if (!this.late.has(application)) this.observers[application]?.lost(createdUs, count);
    }
    this.settle(count * this.flowsOf[origin]!.length);
  }

  /** Books records whose fate in one flow is known. Duplicates are only counted. */
  ended(
    origin: number,
    application: number,
    fate: Fate,
    createdUs: number,
    count: number,
    sizeBytes: number,
    number: number,
    duplicate: number,
  ): void {
    if (duplicate === 0) this.watchers?.[origin]?.ended(number, count, application, fate, this.nowUs());
    if (createdUs < this.startUs || createdUs >= this.endUs) return;
    if (duplicate !== 0) {
      this.repeated(origin, application, count);
      return;
    }
    const index = FATE_NUMBERS[fate];
    this.after.add(
      this.index.of(origin, application) * F + index,
      count,
      sizeBytes,
      numberSum(number, count),
      createdUs,
    );
    if (index >= FIRST_LOSS) this.observers[application]?.lost(createdUs, count);
    this.settle(count);
  }

  /** Books records of the window that met no loss; `bytes`, `numbers` and `moments` are sums over all of them. */
  arrived(
    origin: number,
    application: number,
    fate: 'delivered' | 'stored' | 'filtered',
    count: number,
    bytes: number,
    numbers: number,
    moments: number,
  ): void {
    this.after.addSums(
      this.index.of(origin, application) * F + FATE_NUMBERS[fate],
      count,
      bytes,
      numbers,
      moments,
    );
    this.settle(count);
  }

  /** Counts records of the window that were delivered before. */
  repeated(origin: number, application: number, count: number): void {
    this.flows[this.index.of(origin, application)]!.duplicates += count;
  }

  beforeStore(origin: number, createdUs: number, count: number, sizeBytes: number, number: number): void {
    if (!this.counts(createdUs)) return;
    this.before.add(origin * F + IN_FLIGHT, count, sizeBytes, numberSum(number, count), createdUs);
    for (const flow of this.flowsOf[origin]!) {
      this.observers[this.flows[flow]!.application]?.inFlight(createdUs, count);
    }
  }

  afterStore(
    origin: number,
    application: number,
    createdUs: number,
    count: number,
    sizeBytes: number,
    number: number,
  ): void {
    if (!this.counts(createdUs)) return;
    const account = this.index.of(origin, application) * F + IN_FLIGHT;
    this.after.add(account, count, sizeBytes, numberSum(number, count), createdUs);
    this.observers[application]?.inFlight(createdUs, count);
  }

  /**
   * The flows and their fates, once every component has told what it holds.
   * @throws InvariantError when the books of a flow do not balance in records, bytes, record numbers or moments of creation
   */
  balance(): LedgerFlow[] {
    return this.flows.map((flow, index) => {
      const { produced, ended, balances } = this.accounts.balanceOf(index);
      const fates = this.accounts.fatesOf(index);
      const ends = { from: this.sources[flow.origin]!, to: this.names[flow.application]! };
      invariant(balances, 'every record produced has exactly one fate', { ...ends, produced, ended, fates });
      return { ...ends, origin: flow.origin, produced: produced.records, fates, duplicates: flow.duplicates };
    });
  }

  /** How the flows stand now: records of the window, by flow in the order of `balance`. */
  standing(): readonly FlowStanding[] {
    return this.flows.map(({ origin, application }, index) => ({
      from: this.sources[origin]!,
      to: this.names[application]!,
      ...this.accounts.standingOf(index),
    }));
  }

  private settle(count: number): void {
    this.open -= count;
    if (this.open === 0 && this.settled !== null && !this.closed) {
      this.closed = true;
      this.settled();
    }
  }
}
