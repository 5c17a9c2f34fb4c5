// The rule for a row of prices: what a month of a meter comes to in each region that has prices. How many units a month uses is
// worked by hand in the row's file, where the prices stand, too, typed in from AWS's list. Usage is the same everywhere,
// so that a run is made once, and its bill made out in every region.

import { typesByName } from '../../src/experiment/component-catalogue.ts';
import { billsOf } from '../../src/experiment/cost.ts';
import { Measurements } from '../../src/experiment/measurements.ts';
import type { ReplicationResult } from '../../src/experiment/replication-result.ts';
import { replicate } from './replications.ts';
import type { Bench, Row } from './row.ts';
import { designOf } from './scenario.ts';

const REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-southeast-2',
  'ap-northeast-1',
] as const;

/** One price in each of those regions, in their order, USD a unit. */
export type Prices = readonly [number, number, number, number, number, number];

interface RegionsClaim {
  /** What it is, and how many units of it a month has. */
  readonly what: string;
  /** Whose line of the bill it is, and which. */
  readonly component: string;
  readonly meter: string;
  readonly units: number;
  readonly usd: Prices;
  readonly sets?: readonly string[];
  readonly reaches: readonly string[];
}

interface RegionsCase {
  readonly name: string;
  readonly source: string;
  /** Relative to the package's folder. */
  readonly scenario: string;
  /** As a share of what is expected. */
  readonly within: number;
  readonly claims: readonly RegionsClaim[];
}

/** A row of such claims. */
export function regionsRow({ name, source, scenario, within, claims }: RegionsCase): Row {
  return {
    name,
    kind: 'exact',
    runs: 'one run for each setting, seed 1',
    reaches: claims.flatMap(({ reaches }) => reaches),
    claims: claims.map(({ what, units, usd }) => ({
      what: `${what}: USD a month in ${REGIONS.join(', ')}`,
      expected: written(usd.map((price) => units * price)),
      source,
      tolerance: `± ${100 * within} %`,
    })),
    async run(bench) {
      const results = new Map<string, Promise<ReplicationResult>>();
      return Promise.all(
        claims.map(async ({ component, meter, units, usd, sets = [] }) => {
          const key = sets.join();
          const result = results.get(key) ?? resultOf(bench, scenario, sets);
          results.set(key, result);
          const seen = await Promise.all(
            REGIONS.map(async (region) => {
              const design = await designOf(scenario, [...sets, `region=${region}`]);
              const [bill] = billsOf(new Measurements(design, typesByName, [await result]));
              const line = bill?.lines.find((one) => one.component === component && one.meter === meter);
              return line?.perMonth ?? Number.NaN;
            }),
          );
          const holds = seen.every((one, i) => Math.abs(one / (units * usd[i]!) - 1) <= within + ROUNDING);
          return { value: written(seen), holds };
        }),
      );
    },
  };
}

/** What binary fractions leave of a product. */
const ROUNDING = 1e-9;

async function resultOf(bench: Bench, scenario: string, sets: readonly string[]): Promise<ReplicationResult> {
  const [result] = await replicate(bench, await designOf(scenario, ['seed=1', ...sets]), 1);
  if (result === undefined) throw new Error('nothing was run');
  return result;
}

function written(usd: readonly number[]): string {
  return usd.map((one) => Number(one.toPrecision(6))).join(', ');
}
