// The bills that Lambda's price page works out, of which this simulator has all but the free tier (taken off here by hand, where
// the page takes it off: 400,000 GB-seconds and a million requests), ephemeral storage, and the hours of event pollers. A month
// has 730 hours here: 3 million requests in it are 250 every 219 s, 7.44 million are 620, 6 million 500, and 30 million 2,500. A
// day of 2 million requests with provisioned concurrency is looked at for a fiftieth of it, and eight hours of 500,000 for a
// hundredth. And what the page says is counted: a time is rounded up to a millisecond and has the init phase in it; an
// asynchronous event is one request for its first 256 KB, and one more for each 64 KB that it starts beyond.

import { monthlyUsd, usageOf, windowUsd } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

type Result = Parameters<typeof usageOf>[0];
type Design = Parameters<typeof monthlyUsd>[1];

const GB_SECOND = 0.0000166667;
const MILLION_REQUESTS = 0.2;
const FREE = 400_000 * GB_SECOND + MILLION_REQUESTS;

function month(perWindow: number, milliseconds: number, memoryMib: number): readonly string[] {
  return [
    'duration=219 s',
    `workloads.events.arrivals.rate=${perWindow}/219 s`,
    ...sized(milliseconds, memoryMib),
  ];
}

function sized(milliseconds: number, memoryMib: number): readonly string[] {
  return [
    `components.function.memorySize=${memoryMib} MiB`,
    `components.function.duration={ perBatch: ${milliseconds} ms, atMemory: ${memoryMib} MiB }`,
  ];
}

const ONE = [
  'duration=10 s',
  'warmup=0 s',
  'workloads.events.arrivals={ process: constant, rate: 1/30 d, batch: 1 }',
];

/** GB-seconds: the meter counts MiB-milliseconds. */
function gbSeconds(result: Result): number {
  return usageOf(result, 'function', 'duration-x86-gb-second') / 1024 / 1000;
}

export const lambdaPricePage = workedRow({
  name: 'lambda-price-page',
  source: 'aws.amazon.com/lambda/pricing, 2026: its examples',
  scenario: 'test/validation/scenarios/billed-function.yaml',
  claims: [
    {
      what: 'a mobile backend, 3 million requests of 120 ms with 1,536 MB, less the free tier: USD a month',
      expected: 140_000 * GB_SECOND + 2 * MILLION_REQUESTS,
      within: 0,
      decimals: 2,
      sets: month(250, 120, 1536),
      seen: (result: Result, design: Design) => monthlyUsd(result, design) - FREE,
    },
    {
      what: 'telemetry of 10,000 vehicles, 7.44 million requests of 2 s with 1,024 MB: USD a month',
      expected: 7.44 * MILLION_REQUESTS + 14_880_000 * GB_SECOND,
      within: 0,
      decimals: 2,
      sets: month(620, 2000, 1024),
      seen: monthlyUsd,
    },
    {
      what: 'support tickets, 6 million requests of 280 ms with 4,096 MB, less the free tier, without storage: USD a month',
      expected: 6_320_000 * GB_SECOND + 5 * MILLION_REQUESTS,
      within: 0,
      decimals: 2,
      sets: month(500, 280, 4096),
      seen: (result: Result, design: Design) => monthlyUsd(result, design) - FREE,
    },
    {
      what: 'events of a queue, 30 million requests of 1 s with 1,024 MB, without pollers: USD a month',
      expected: 30_000_000 * GB_SECOND + 30 * MILLION_REQUESTS,
      within: 0,
      decimals: 2,
      sets: month(2500, 1000, 1024),
      seen: monthlyUsd,
    },
    {
      what: 'eight hours of an application’s launch, 500,000 requests of 100 ms with 1,536 MB, 100 provisioned: USD',
      expected: 4_320_000 * 0.0000041667 + 75_000 * 0.0000097222 + 0.5 * MILLION_REQUESTS,
      within: 0,
      decimals: 2,
      sets: [
        'duration=288 s',
        'workloads.events.arrivals.rate=5000/288 s',
        'components.function.provisionedConcurrentExecutions=100',
        ...sized(100, 1536),
      ],
      seen: (result: Result, design: Design) => 100 * windowUsd(result, design),
    },
    {
      what: 'a day of a sale, 2 million requests of 280 ms with 4,096 MB, 7 provisioned: USD',
      expected: 2_419_200 * 0.0000041667 + 2_240_000 * 0.0000097222 + 2 * MILLION_REQUESTS,
      within: 0,
      decimals: 2,
      sets: [
        'duration=1728 s',
        'workloads.events.arrivals.rate=40000/1728 s',
        'components.function.provisionedConcurrentExecutions=7',
        ...sized(280, 4096),
      ],
      seen: (result: Result, design: Design) => 50 * windowUsd(result, design),
    },
    {
      what: 'a hundred invocations of 100.1 ms with 1,024 MB: GB-seconds',
      expected: 100 * 0.101,
      within: 0,
      decimals: 1,
      sets: sized(100.1, 1024),
      seen: gbSeconds,
    },
    {
      what: 'an invocation of 500 ms after an init phase of 1 s, with 1,024 MB: GB-seconds',
      expected: 0.5 + 1,
      within: 0,
      decimals: 1,
      sets: [...ONE, 'components.function.coldStart=1 s'],
      seen: gbSeconds,
    },
    ...[
      { bytes: 256 * 1024, requests: 1 },
      { bytes: 256 * 1024 + 1, requests: 2 },
      { bytes: 1024 * 1024, requests: 1 + 12 },
    ].map(({ bytes, requests }) => ({
      what: `an asynchronous event of ${bytes} B: requests billed`,
      expected: requests,
      within: 0,
      sets: [...ONE, `workloads.events.size=${bytes} B`],
      seen: (result: Result) => usageOf(result, 'function', 'request'),
    })),
  ],
});
