// What two designs must have in common for their replications to be pairs: the same records at the same times. Each
// column of the traffic draws from a stream of its own by the record's number, so another salt, key or size leaves the
// records paired one by one; other arrivals are other records. It is kept as hashes, so that a saved result can be
// paired with a new one.

import { US_PER_SECOND } from '../engine/time-units.ts';
import type { Design } from '../scenario/design.ts';
import { dataHash } from '../scenario/hash.ts';
import type { FlashCrowd } from '../workload/flash-crowd.ts';
import { crowdsOf } from './crowds.ts';

/** What decides when records come. */
export interface Traffic {
  readonly seed: string;
  /** Multiplies every arrival rate. */
  readonly load: number;
  readonly warmupSeconds: number;
  readonly durationSeconds: number;
  /** Workload → a hash of its arrivals. */
  readonly arrivals: Readonly<Record<string, string>>;
}

const HASH_DIGITS = 16;

/** The traffic of a design. */
export function trafficOf(design: Design): Traffic {
  const { seed, load, warmupUs, durationUs, workloads } = design;
  return {
    seed,
    load,
    warmupSeconds: warmupUs / US_PER_SECOND,
    durationSeconds: durationUs / US_PER_SECOND,
    arrivals: Object.fromEntries(
      Object.entries(workloads).map(([name, { arrivals }]) => [
        name,
        dataHash(
          arrivals.process === 'closed'
            ? { arrivals, components: design.components, faults: design.faults ?? [] }
            : crowdedArrivals(arrivals, crowdsOf(design, name)),
        ).slice(0, HASH_DIGITS),
      ]),
    ),
  };
}

// When the users of a closed workload come hangs on all of the design.
// A crowd that comes faster shifts all that comes after; one that only comes instead of others shifts nothing.
function crowdedArrivals(arrivals: unknown, crowds: readonly FlashCrowd[]): unknown {
  const faster = crowds.filter(({ rateFactor }) => rateFactor > 1);
  return faster.length === 0 ? arrivals : { arrivals, faster: faster.map(({ share, key, ...rest }) => rest) };
}

/** What differs between two designs' traffic, in the scenario's words; nothing where their replications are pairs. */
export function unlikeIn(one: Traffic, other: Traffic): readonly string[] {
  const settings = [
    ['seed', one.seed === other.seed],
    ['load', one.load === other.load],
    ['warmup', one.warmupSeconds === other.warmupSeconds],
    ['duration', one.durationSeconds === other.durationSeconds],
  ] as const;
  const names = [...new Set([...Object.keys(one.arrivals), ...Object.keys(other.arrivals)])];
  return [
    ...settings.filter(([, alike]) => !alike).map(([word]) => word),
    ...names
      .filter((name) => one.arrivals[name] !== other.arrivals[name])
      .map((name) =>
        Object.hasOwn(one.arrivals, name) && Object.hasOwn(other.arrivals, name)
          ? `arrivals of ${name}`
          : `workload ${name}`,
      ),
  ];
}

/** Whether two designs carry a workload of the same name: without one, they answer different questions. */
export function shareWorkload(one: Traffic, other: Traffic): boolean {
  return Object.keys(one.arrivals).some((name) => Object.hasOwn(other.arrivals, name));
}
