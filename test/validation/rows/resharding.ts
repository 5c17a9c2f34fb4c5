// How UpdateShardCount gets there. From four shards to three AWS was seen to split the two in the middle first, and then to merge
// neighbours: six shards in between, two splits and three merges. How long one of them takes is published nowhere; 30 s were taken
// because 1,000 shards were once said to become 2,000 in 30,000 s, so that this line proves nothing.

import { levelOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const SCENARIO = 'test/validation/scenarios/reshard.yaml';
const SEEN = 'github.com/risingwavelabs/risingwave, issue 9961';
const STEP_S = 30;
const STEPS = 2 + 3;

function update(from: number, to: number, seconds: number): readonly string[] {
  return [
    `components.stream.shardCount=${from}`,
    `components.stream.resharding=[{ at: 1 s, operation: UpdateShardCount, targetShardCount: ${to} }]`,
    `duration=${seconds} s`,
  ];
}

export const resharding = workedRow({
  name: 'resharding',
  kind: 'predicted',
  source: SEEN,
  scenario: SCENARIO,
  claims: [
    {
      what: 'a stream of four shards that is brought to three: the most that are open in between',
      expected: 6,
      within: 0,
      sets: update(4, 3, 1000),
      seen: (result) => levelOf(result, 'stream', 'OpenShards').max,
    },
    ...[
      { seconds: STEPS * STEP_S, shards: 4 },
      { seconds: STEPS * STEP_S + 2, shards: 3 },
    ].map(({ seconds, shards }) => ({
      what: `the same, at ${STEP_S} s for each split and merge: open ${seconds - 1} s after the request`,
      expected: shards,
      within: 0,
      sets: update(4, 3, seconds),
      source: `${SEEN}; by hand`,
      seen: (result: Parameters<typeof levelOf>[0]) => levelOf(result, 'stream', 'OpenShards').last,
    })),
  ],
});

export const reshardTime = workedRow({
  name: 'reshard-time',
  kind: 'calibrated',
  source: 'notes on Kinesis, a secondary source',
  scenario: SCENARIO,
  claims: [
    {
      what: 'a stream of 1,000 shards that is brought to 2,000: open after 30,000 s',
      expected: 2000,
      within: 0,
      sets: update(1000, 2000, 30_002),
      seen: (result) => levelOf(result, 'stream', 'OpenShards').last,
    },
  ],
});
