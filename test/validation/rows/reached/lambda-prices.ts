// What a function costs, by Region, architecture and tier, by hand. It has 1 GiB and takes half a second, so that an invocation is
// half a GB-second; one a second is 2,628,000 requests, and 1,314,000 GB-seconds, in a month of 730 hours. A provisioned
// environment is held for all of the month's 2,628,000 s, and what runs in it costs less. In a month with 10,000 times its load,
// and with twice the work, it runs for 26.28 billion GB-seconds: on x86 the second tier begins at 6 billion and the third at
// 15 billion, on arm64 at 7.5 and at 18.75 billion.

import { monthlyUsd } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const SECONDS = 730 * 3600;
const REQUESTS = (SECONDS / 1e6) * 0.2;
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2', 'ap-northeast-1'];
const TIERS = ['cost.meanLoad=1000000%', 'components.function.duration.perBatch=1 s'];
const ARM = 'components.function.architecture=arm64';

/** Provisioned: what a GB-second is held for and runs for, USD, in the order of REGIONS. */
const PROVISIONED = {
  x86: {
    held: [0.0000041667, 0.0000041667, 0.000004646, 0.0000050147, 0.000005236, 0.0000053835],
    runs: [0.0000097222, 0.0000097222, 0.0000108407, 0.0000117011, 0.0000122173, 0.0000125615],
  },
  arm: {
    held: [0.0000033334, 0.0000033334, 0.0000037168, 0.0000040118, 0.0000041888, 0.0000043068],
    runs: [0.0000077778, 0.0000077778, 0.0000086726, 0.0000093609, 0.0000097738, 0.0000100492],
  },
};

const ON_DEMAND = { x86: 0.0000166667, arm: 0.0000133334 };

function meterAndPrice(name: string): readonly string[] {
  return [`lambda.function meter ${name}`, `lambda.function price ${name}`];
}

export const lambdaPrices = workedRow({
  name: 'lambda-prices',
  source: 'AWS price list, Lambda (aws.amazon.com/lambda/pricing); by hand',
  scenario: 'test/validation/scenarios/billed-function.yaml',
  claims: [
    ...REGIONS.flatMap((region, i) =>
      (['x86', 'arm'] as const).flatMap((architecture) => {
        const sets = [`region=${region}`, ...(architecture === 'arm' ? [ARM] : [])];
        const { held, runs } = PROVISIONED[architecture];
        return [
          {
            what: `an invocation of half a GB-second a second on ${architecture} in ${region}: USD a month`,
            expected: REQUESTS + (SECONDS / 2) * ON_DEMAND[architecture],
            within: 0,
            decimals: 6,
            sets,
            reaches: [...meterAndPrice('request'), ...meterAndPrice(`duration-${architecture}-gb-second`)],
            seen: monthlyUsd,
          },
          {
            what: `the same in a provisioned environment on ${architecture} in ${region}: USD a month`,
            expected: REQUESTS + SECONDS * held[i]! + (SECONDS / 2) * runs[i]!,
            within: 0,
            decimals: 6,
            sets: [...sets, 'components.function.provisionedConcurrentExecutions=1'],
            reaches: [
              ...meterAndPrice(`provisioned-${architecture}-gb-second`),
              ...meterAndPrice(`provisioned-duration-${architecture}-gb-second`),
            ],
            seen: monthlyUsd,
          },
        ];
      }),
    ),
    {
      what: '26.28 billion GB-seconds a month on x86, in three tiers: USD a month',
      expected: REQUESTS * 1e4 + 6e9 * 0.0000166667 + 9e9 * 0.000015 + (SECONDS * 1e4 - 15e9) * 0.0000133334,
      within: 0,
      decimals: 2,
      sets: TIERS,
      reaches: meterAndPrice('duration-x86-gb-second'),
      seen: monthlyUsd,
    },
    {
      what: '26.28 billion GB-seconds a month on arm64, in three tiers: USD a month',
      expected:
        REQUESTS * 1e4 +
        7.5e9 * 0.0000133334 +
        11.25e9 * 0.0000120001 +
        (SECONDS * 1e4 - 18.75e9) * 0.0000106667,
      within: 0,
      decimals: 2,
      sets: [...TIERS, ARM],
      reaches: meterAndPrice('duration-arm-gb-second'),
      seen: monthlyUsd,
    },
  ],
});
