// What the books hold of every flow: what was produced, what was lost before any application could read it (in all
// flows of its source), and what became of the rest in each flow by itself. What is lost before an application begins to
// read that will not look back was never asked for there: `filtered`, as what is stored meanwhile.

import { FATE_NUMBERS, FATES, type Fate, LOSSES } from './fates.ts';
import { RecordSums } from './record-sums.ts';

const F = FATES.length;
const LOSS_NUMBERS = LOSSES.map((fate) => FATE_NUMBERS[fate]);

/** The accounts of one run. */
export class FlowAccounts {
  /** By source. */
  readonly produced: RecordSums;
  /** By source and fate. */
  readonly before: RecordSums;
  /** By flow and fate. */
  readonly after: RecordSums;
  private readonly flows: readonly { readonly origin: number; readonly application: number }[];
  private readonly away: ReadonlySet<number>;
  /** By flow and fate: records that were lost before its application began to read. */
  private readonly missed: number[] = [];

  /** @param away applications that read nothing yet */
  constructor(
    sources: number,
    flows: readonly { readonly origin: number; readonly application: number }[],
    away: ReadonlySet<number>,
  ) {
    this.flows = flows;
    this.away = away;
    this.produced = new RecordSums(sources);
    this.before = new RecordSums(sources * F);
    this.after = new RecordSums(flows.length * F);
  }

  /** An application that was away begins to read. */
  joined(application: number): void {
    for (const [index, flow] of this.flows.entries()) {
      if (flow.application !== application) continue;
      for (const fate of LOSS_NUMBERS) this.missed[index * F + fate] = this.lostBefore(index, fate);
    }
  }

  /** Records of a flow by fate. */
  fatesOf(flow: number): Record<Fate, number> {
    const { origin, application } = this.flows[flow]!;
    const fates = {} as Record<Fate, number>;
    for (const [f, fate] of FATES.entries()) {
      fates[fate] = this.before.records[origin * F + f]! + this.after.records[flow * F + f]!;
    }
    const away = this.away.has(application);
    for (const [i, fate] of LOSSES.entries()) {
      const f = LOSS_NUMBERS[i]!;
      const missed = away ? this.lostBefore(flow, f) : (this.missed[flow * F + f] ?? 0);
      fates[fate] -= missed;
      fates.filtered += missed;
    }
    return fates;
  }

  /** Of a flow's records so far: those produced, those lost, and those that have come where they were to come. */
  standingOf(flow: number): {
    readonly produced: number;
    readonly delivered: number;
    readonly lost: number;
  } {
    const fates = this.fatesOf(flow);
    const lost = LOSSES.reduce((sum, fate) => sum + fates[fate], 0);
    const ended = FATES.reduce((sum, fate) => sum + fates[fate], 0) - fates.inFlight;
    const produced = this.produced.records[this.flows[flow]!.origin]!;
    return { produced, delivered: ended - lost, lost };
  }

  /** What was produced for a flow and what has come to its end there, whatever its fate: the same once a run is over. */
  balanceOf(flow: number) {
    const total = new RecordSums(1);
    total.addAll(0, this.before, this.flows[flow]!.origin * F, F);
    total.addAll(0, this.after, flow * F, F);
    const produced = this.produced.of(this.flows[flow]!.origin);
    const ended = total.of(0);
    const balances =
      produced.records === ended.records &&
      produced.bytes === ended.bytes &&
      produced.numbers === ended.numbers &&
      produced.moments === ended.moments;
    return { produced, ended, balances };
  }

  private lostBefore(flow: number, fate: number): number {
    return this.before.records[this.flows[flow]!.origin * F + fate]!;
  }
}
