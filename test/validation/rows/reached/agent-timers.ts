// What the Kinesis Agent waits for, by hand. A buffer that may be two seconds old is looked at once a second: of lines that
// keep coming it is closed at the third look after its first line, every 3 s. A file is read every 100 ms, so a line waits for
// 50 ms on average, and 50,000 B of 1,000 lines/s of 1,000 B. A longer line is cut to 1 MiB with its key. Where the shard has no
// byte to spare each try fails, and the agent waits between tries: for its back-off, by up to 30 % longer or shorter, in
// steps of 250 ms. At 192 ms, 134 to 249, that is one step, at 360 ms, 252 to 468, two. A success divides the count of
// failures by ten: after 29 or so there are three left, which wait for four times 90 ms, two steps. The first two tries
// waited for 90 and 180 ms, one step each, and no other did.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { levelOf, meanSeconds, sampleOf, sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const AGENT = 'Amazon Kinesis Agent 2.0';
const STEP_MS = 250;

const CROWDED = [
  'workloads.lines.arrivals.rate=1 / 20 s',
  'workloads.lines.size=100 KiB',
  'components.host.client.maxBufferSizeRecords=1',
];

function crowdUntil(seconds: number): string {
  return `workloads.others.arrivals.rate={ steps: [{ at: 0 s, rate: 1000/s }, { at: ${seconds} s, rate: 0/s }] }`;
}

function backoff(initialMs: number, mostMs: number): readonly string[] {
  return [
    `components.host.client.retryInitialBackoff=${initialMs} ms`,
    `components.host.client.retryMaxBackoff=${mostMs} ms`,
  ];
}

/** Waits of one step, where no wait has more than two. */
function singleSteps(result: ReplicationResult): number {
  const { count, sum } = sampleOf(result, 'host', 'SendBackoff');
  return 2 * count - sum / 1000 / STEP_MS;
}

export const agentTimers = workedRow({
  name: 'agent-timers',
  source: `${AGENT}, AsyncPublisherThrottler.java; by hand`,
  scenario: 'test/validation/scenarios/agent.yaml',
  claims: [
    {
      what: 'an agent whose buffers may be two seconds old, 100 lines/s: requests in a minute',
      expected: 20,
      within: 0,
      source: `${AGENT}, Agent.java; by hand`,
      sets: ['components.host.client.maxBufferAge=2 s'],
      reaches: ['kinesis.producer limit agentHeartbeat'],
      seen: (result) => sumOf(result, 'host', 'Requests'),
    },
    {
      what: 'an agent with 1,000 lines/s of 1,000 B: mean of bytes that it has not read',
      expected: 50_000,
      within: 0.01,
      source: `${AGENT}, FileFlow.java; by hand`,
      sets: ['workloads.lines.arrivals.rate=1000/s'],
      reaches: ['kinesis.producer limit agentFilePoll'],
      seen: (result) => levelOf(result, 'host', 'FileTailer.BytesBehind').mean,
    },
    {
      what: 'an agent with lines of 2 MiB: bytes of a record that is stored',
      expected: 1_048_576,
      within: 0,
      source: `${AGENT}, KinesisConstants.java; by hand`,
      sets: ['workloads.lines.arrivals.rate=0.2/s', 'workloads.lines.size=2 MiB'],
      reaches: ['kinesis.producer limit agentRecordBytes'],
      seen: (result) => sumOf(result, 'stream', 'IncomingBytes') / sumOf(result, 'stream', 'IncomingRecords'),
    },
    ...[
      { base: 192, waits: STEP_MS },
      { base: 360, waits: 2 * STEP_MS },
    ].map(({ base, waits }) => ({
      what: `an agent whose tries all fail, back-off ${base} ms: mean wait, ms`,
      expected: waits,
      within: 0,
      sets: [...CROWDED, ...backoff(base, base), crowdUntil(60)],
      reaches: ['kinesis.producer limit agentBackoffStep', 'kinesis.producer limit agentBackoffJitter'],
      seen: (result: ReplicationResult) => 1000 * meanSeconds(result, 'host', 'SendBackoff'),
    })),
    {
      what: 'an agent that has failed for 18 s, back-off 90 ms and 360 at most: waits of one step, those after its success included',
      expected: 2,
      within: 0,
      sets: [
        ...CROWDED,
        ...backoff(90, 360),
        crowdUntil(18),
        'warmup=5 s',
        'duration=30 s',
        'components.host.client.requestLatency=600 ms',
      ],
      reaches: ['kinesis.producer limit agentRecovery'],
      seen: singleSteps,
    },
  ],
});
