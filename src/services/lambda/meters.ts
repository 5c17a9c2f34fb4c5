// What Lambda bills: requests, and the memory of a function times its time, to the millisecond, the init phase
// included; for provisioned concurrency the memory that is kept ready, and a lower price for the time.

import type { Meter } from '../../pricing/price.ts';

const PRICING = 'aws.amazon.com/lambda/pricing';

/** Memory is counted in MiB, time in ms: so many make a GB-second. */
const MIB_MS_PER_GB_SECOND = 1024 * 1000;

/** An asynchronous event is billed as one more request for each started chunk beyond the first 256 KB. */
export const ASYNC_FIRST_BYTES = 262_144;
export const ASYNC_CHUNK_BYTES = 65_536;

type Architecture = 'x86_64' | 'arm64';

/** The names of the meters of one architecture. */
export function meterNames(architecture: Architecture): {
  readonly duration: string;
  readonly provisionedDuration: string;
  readonly provisioned: string;
} {
  const suffix = architecture === 'arm64' ? 'arm-gb-second' : 'x86-gb-second';
  return {
    duration: `duration-${suffix}`,
    provisionedDuration: `provisioned-duration-${suffix}`,
    provisioned: `provisioned-${suffix}`,
  };
}

function metersOf(architecture: Architecture): readonly Meter[] {
  const names = meterNames(architecture);
  return [
    {
      name: names.duration,
      unit: 'GB-second',
      kind: 'usage',
      perUnit: MIB_MS_PER_GB_SECOND,
      description: `Memory times duration of invocations on ${architecture}, each rounded up to 1 ms, the init phase included.`,
      source: PRICING,
    },
    {
      name: names.provisionedDuration,
      unit: 'GB-second',
      kind: 'usage',
      perUnit: MIB_MS_PER_GB_SECOND,
      description: `The same of invocations in provisioned environments on ${architecture}.`,
      source: PRICING,
    },
    {
      name: names.provisioned,
      unit: 'GB-second',
      kind: 'standing',
      // What is held is counted by the hour.
      perUnit: 1 / 3600,
      description: `Memory of provisioned concurrency on ${architecture}, whether used or not. It stands for the whole run, so that AWS’s rounding up to 5 minutes adds nothing.`,
      source: PRICING,
    },
  ];
}

export const FUNCTION_METERS: readonly Meter[] = [
  {
    name: 'request',
    unit: '1M requests',
    kind: 'usage',
    perUnit: 1_000_000,
    description:
      'Invocations, failed ones included and throttled ones not; an asynchronous event above 256 KB counts one more for each started 64 KB.',
    source: PRICING,
  },
  ...metersOf('x86_64'),
  ...metersOf('arm64'),
];
