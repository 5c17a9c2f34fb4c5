// What a fault did to a flow, from one look a second: when it showed, when records came through again as fast as they
// arrive, when the backlog was gone. What is usual is what was seen in the minute before the fault (from its mean, five
// standard deviations, and at least as far as the furthest look); where an earlier fault reaches into that minute, what
// was usual before that one. A flow that stays so until a minute after the fault, or until another begins, was not
// touched by it.

import { US_PER_SECOND } from '../engine/time-units.ts';

/** The standing of a flow by look. */
export class FlowHistory {
  readonly from: string;
  readonly to: string;
  readonly periodUs: number;
  readonly produced: number[] = [0];
  readonly delivered: number[] = [0];
  readonly lost: number[] = [0];

  constructor(from: string, to: string, periodUs: number) {
    this.from = from;
    this.to = to;
    this.periodUs = periodUs;
  }

  /** How it stands at the end of one more period. */
  add(standing: { readonly produced: number; readonly delivered: number; readonly lost: number }): void {
    this.produced.push(standing.produced);
    this.delivered.push(standing.delivered);
    this.lost.push(standing.lost);
  }

  /** The number of the last look; look 0 is the start of the window. */
  get last(): number {
    return this.produced.length - 1;
  }

  inFlight(look: number): number {
    return this.produced[look]! - this.delivered[look]! - this.lost[look]!;
  }

  deliveredIn(look: number): number {
    return this.delivered[look]! - this.delivered[look - 1]!;
  }

  lostIn(look: number): number {
    return this.lost[look]! - this.lost[look - 1]!;
  }

  /** Delivered over produced in the `looks` periods that end with a look; null when nothing was produced. */
  share(look: number, looks: number): number | null {
    const from = Math.max(0, look - looks);
    const produced = this.produced[look]! - this.produced[from]!;
    return produced > 0 ? (this.delivered[look]! - this.delivered[from]!) / produced : null;
  }
}

/** µs of the measured window: [atUs, untilUs). */
export interface FaultTimes {
  readonly atUs: number;
  readonly untilUs: number;
}

/** What happened to a flow; µs from the fault's beginning, null for what did not happen within the window. */
export interface FlowReaction {
  /** False where too little was seen before the fault to tell what is usual. */
  readonly told: boolean;
  /**
   * The end of the first second with more in flight than usual, fewer delivered, or more lost. An alarm needs its own
   * period besides.
   */
  readonly detectedUs: number | null;
  /** The share that comes through, over ten looks, is within 5 % of what it was; 0 when it never was less. */
  readonly recoveredUs: number | null;
  /** As few in flight as usual, for ten looks on end, and the fault is over; 0 when there never was a backlog. */
  readonly caughtUpUs: number | null;
  /** The most records in flight from the fault on. */
  readonly mostInFlight: number;
}

const BEFORE = 60;
const BEFORE_US = 60 * US_PER_SECOND;
const AFTER_US = 60 * US_PER_SECOND;
const LEAST_BEFORE = 5;
const STEADY = 10;
const DEVIATIONS = 5;
const BACK = 0.95;

interface Band {
  readonly mostInFlight: number;
  readonly leastDelivered: number;
  readonly mostLost: number;
  readonly share: number;
}

/** What each of some faults did to a flow. */
export function reactionsOf(history: FlowHistory, faults: readonly FaultTimes[]): readonly FlowReaction[] {
  // In order of time: what is usual before a fault depends on when the ones before were over.
  const order = [...faults.keys()].sort((a, b) => faults[a]!.atUs - faults[b]!.atUs || a - b);
  const seen: Seen[] = [];
  const reactions: FlowReaction[] = [];
  for (const index of order) {
    const times = faults[index]!;
    const reaching = seen.find(({ calmUs, atUs }) => atUs < times.atUs && calmUs > times.atUs - BEFORE_US);
    const band = reaching === undefined ? bandBefore(history, times.atUs) : reaching.band;
    const reaction = reactionOf(history, faults, index, band);
    reactions[index] = reaction;
    seen.push({ atUs: times.atUs, calmUs: calmOf(times, reaction), band });
  }
  return reactions;
}

interface Seen {
  readonly atUs: number;
  /** When the fault and all that it did were over. */
  readonly calmUs: number;
  readonly band: Band | null;
}

function calmOf({ atUs, untilUs }: FaultTimes, { recoveredUs, caughtUpUs }: FlowReaction): number {
  const back = (us: number | null) => atUs + (us ?? Number.POSITIVE_INFINITY);
  return Math.max(untilUs, back(recoveredUs), back(caughtUpUs));
}

function reactionOf(
  history: FlowHistory,
  faults: readonly FaultTimes[],
  index: number,
  band: Band | null,
): FlowReaction {
  const { periodUs, last } = history;
  const times = faults[index]!;
  const begins = Math.floor(times.atUs / periodUs);
  let mostInFlight = 0;
  for (let look = begins + 1; look <= last; look++) {
    mostInFlight = Math.max(mostInFlight, history.inFlight(look));
  }
  if (band === null)
    return { told: false, detectedUs: null, recoveredUs: null, caughtUpUs: null, mostInFlight };
  const since = (look: number | null) => (look === null ? null : Math.max(0, look * periodUs - times.atUs));
  const shows = {
    from: begins + 1,
    to: Math.min(last, Math.floor(touchesUntilUs(faults, index) / periodUs)),
  };
  const detected = first(shows.from, shows.to, (look) => leaves(history, look, band));
  return {
    told: true,
    detectedUs: since(detected),
    recoveredUs: detected === null ? 0 : since(recovery(history, shows, band)),
    caughtUpUs: detected === null ? 0 : since(catchingUp(history, times, shows, band)),
    mostInFlight,
  };
}

/** Until when what a flow does is put down to a fault: a minute after its end, or the beginning of another. */
function touchesUntilUs(faults: readonly FaultTimes[], index: number): number {
  const { atUs, untilUs } = faults[index]!;
  const later = faults.filter((_, i) => i !== index).flatMap((one) => (one.atUs > atUs ? [one.atUs] : []));
  return Math.min(untilUs + AFTER_US, ...later);
}

function leaves(history: FlowHistory, look: number, band: Band): boolean {
  return (
    history.inFlight(look) > band.mostInFlight ||
    history.deliveredIn(look) < band.leastDelivered ||
    history.lostIn(look) > band.mostLost
  );
}

interface Looks {
  readonly from: number;
  readonly to: number;
}

// 0 stands for a look before the fault: it never was otherwise.
function recovery(history: FlowHistory, shows: Looks, band: Band): number | null {
  const isBack = (look: number) => (history.share(look, STEADY) ?? band.share) >= BACK * band.share;
  const slower = first(shows.from, shows.to, (look) => !isBack(look));
  return slower === null ? 0 : first(slower, history.last, isBack);
}

function catchingUp(history: FlowHistory, { untilUs }: FaultTimes, shows: Looks, band: Band): number | null {
  const { last, periodUs } = history;
  const isIn = (look: number) => history.inFlight(look) <= band.mostInFlight;
  const behind = first(shows.from, shows.to, (look) => !isIn(look));
  if (behind === null) return 0;
  const over = Math.max(behind, Math.ceil(untilUs / periodUs));
  // A look that is outside alone is one of many: what counts is that the backlog stays away.
  return first(over, last - STEADY + 1, (look) => {
    for (let next = look; next < look + STEADY; next++) if (!isIn(next)) return false;
    return true;
  });
}

function bandBefore(history: FlowHistory, atUs: number): Band | null {
  // A look at the very instant of the fault sees it already.
  const before = Math.ceil(atUs / history.periodUs) - 1;
  const from = Math.max(1, before - BEFORE + 1);
  if (before - from + 1 < LEAST_BEFORE || before > history.last) return null;
  const looks = Array.from({ length: before - from + 1 }, (_, i) => from + i);
  const inFlight = spread(looks.map((look) => history.inFlight(look)));
  const delivered = spread(looks.map((look) => history.deliveredIn(look)));
  const lost = spread(looks.map((look) => history.lostIn(look)));
  return {
    mostInFlight: Math.max(inFlight.most, inFlight.mean + DEVIATIONS * inFlight.deviation),
    leastDelivered: Math.min(delivered.least, delivered.mean - DEVIATIONS * delivered.deviation),
    mostLost: Math.max(lost.most, lost.mean + DEVIATIONS * lost.deviation),
    share: history.share(before, before - from + 1) ?? 1,
  };
}

function spread(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return {
    mean,
    deviation: Math.sqrt(squares / values.length),
    most: Math.max(...values),
    least: Math.min(...values),
  };
}

function first(from: number, to: number, holds: (look: number) => boolean): number | null {
  for (let look = from; look <= to; look++) if (holds(look)) return look;
  return null;
}
