// What billing is, with no service in it: a meter counts in AWS's units, a price book gives tiers by region,
// and a month has 730 hours. Services declare their meters and prices as data.

/** Hours in a billing month, as AWS's own calculator has it. */
export const HOURS_PER_MONTH = 730;

/** One thing that is billed. */
export interface Meter {
  readonly name: string;
  /** AWS's word for one unit: 'shard-hour', '1M PUT payload units', 'GB'. */
  readonly unit: string;
  /** `standing` is owed whether or not there is traffic; `usage` scales with it (and with `cost.meanLoad`). */
  readonly kind: 'standing' | 'usage';
  readonly description: string;
  /** How many counted things make one unit of the price: 1e6 for "per million", 2^30 for a GB. Default 1. */
  readonly perUnit?: number;
  /** Also counts calls that find nothing (an empty receive), so that a design without traffic is billed for it. */
  readonly idlePolls?: boolean;
  /**
   * It is not counted: it bills what another meter of the same type, all components together, stays below so many units
   * an hour. A component that holds one unit of it bears its share.
   */
  readonly shortfallOf?: { readonly meter: string; readonly leastPerHour: number };
  /** Rounded up to whole units after the window was scaled to the month. */
  readonly roundUp?: boolean;
  /** The page that says what is counted and how it is rounded. */
  readonly source: string;
}

/** One step of a price: `usd` a unit for what lies below `upTo` units a month (null: the last tier). */
export interface Tier {
  readonly upTo: number | null;
  readonly usd: number;
}

/** The regions that the price books here have; each figure of a book stands beside the name of its region. */
type PricedRegion =
  | 'us-east-1'
  | 'us-west-2'
  | 'eu-west-1'
  | 'eu-central-1'
  | 'ap-southeast-2'
  | 'ap-northeast-1';

/** One price in every region that has prices, USD a unit. */
export type UsdByRegion = Readonly<Record<PricedRegion, number>>;

/** A meter's prices: USD a unit, or tiers, by region; with the source and the date of the figures. */
export interface MeterPrices {
  readonly regions: Readonly<Record<string, number | readonly Tier[]>>;
  readonly source: string;
  readonly date: string;
}

/** meter name → its prices. A meter that is not in the table is reported as not priced, never as 0. */
export type PriceTable = Readonly<Record<string, MeterPrices>>;
