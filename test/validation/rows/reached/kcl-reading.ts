// How an application of the Kinesis Client Library polls, by hand from its source, with calls that take no time: 1.x every second, 2.x
// every 1.5 s. Behind, a call takes 102 records of 102,412 B, just under 10 MiB, and the shard answers no call for the next
// 4.98 s: at an idle time of 1.2 s the 1.x asks after 1.2, 1.7, 2.2 and so on to 4.7 s, eight times in vain, and then after 5.2
// s. The 2.x reads ahead until three batches or 8 MiB wait beside the batch in work: three of ten records, or, of 50 records,
// 5.1 MB each, two.

import type { ReplicationResult } from '../../../../src/experiment/replication-result.ts';
import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';
import { backlog, version } from './kcl-settings.ts';

const PREFETCH = 'Kinesis Client Library 2.7, retrieval/polling/PrefetchRecordsPublisher.java';
const CYCLES = 6;

const calls = (result: ReplicationResult): number => sumOf(result, 'stream', 'GetRecords.Success');

function ahead(records: number, batches: number, reaches: string) {
  return {
    what: `a batch in work for an hour, and ${records} records of 100 KiB a call: calls`,
    expected: 1 + batches,
    within: 0,
    sets: [...backlog(60, `maxRecords: ${records}, processing: { perBatch: 1 h }`), 'duration=2 min'],
    source: PREFETCH,
    reaches: [reaches],
    seen: calls,
  };
}

export const kclReading = workedRow({
  name: 'kcl-reading',
  source: PREFETCH,
  scenario: 'test/validation/scenarios/reached-kcl.yaml',
  claims: [
    {
      what: '1.x: calls for one shard in 10 min',
      expected: 600,
      within: 0,
      sets: [version('kcl-1')],
      source: 'Kinesis Client Library 1.15, KinesisClientLibConfiguration.java',
      reaches: ['kinesis.consumer limit kclIdleTime1'],
      seen: calls,
    },
    {
      what: '2.x: calls for one shard in 10 min',
      expected: 400,
      within: 0,
      source: 'Kinesis Client Library 2.7, retrieval/polling/PollingConfig.java',
      reaches: ['kinesis.consumer limit kclIdleTime2'],
      seen: calls,
    },
    {
      what: `1.x behind by 90 MiB, ${CYCLES} times 5.2 s and one more call: refused`,
      expected: 8 * CYCLES,
      within: 0,
      sets: [
        version('kcl-1'),
        ...backlog(100, 'idleTimeBetweenReads: 1.2 s'),
        `duration=${100 + CYCLES * 5.2 + 1.2} s`,
      ],
      source: 'Kinesis Client Library 1.15, lib/worker/ProcessTask.java',
      reaches: ['kinesis.consumer limit kclRefusedPause1'],
      seen: (result) => sumOf(result, 'stream', 'ReadProvisionedThroughputExceeded'),
    },
    ahead(10, 3, 'kinesis.consumer limit kclPrefetchedBatches'),
    ahead(50, 2, 'kinesis.consumer limit kclPrefetchedBytes'),
  ],
});
