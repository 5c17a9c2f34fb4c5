// All rows, in the order of VALIDATION.md: a new one is a file beside this and a line here.

import type { Row } from '../row.ts';
import { agentBuffers } from './agent-buffers.ts';
import { batches } from './batches.ts';
import { bucketBytesDd1 } from './bucket-bytes-dd1.ts';
import { bucketDd1 } from './bucket-dd1.ts';
import { burstCredit } from './burst-credit.ts';
import { commonNumbers } from './common-numbers.ts';
import { daxSizing } from './dax-sizing.ts';
import { dd1 } from './dd1.ts';
import { deadLetters } from './dead-letters.ts';
import { directions } from './directions.ts';
import { dynaliteUnits } from './dynalite.ts';
import { failedBatch } from './failed-batch.ts';
import { fifoGroups } from './fifo-groups.ts';
import { fifoPartitions } from './fifo-partitions.ts';
import { fifoQuota } from './fifo-quota.ts';
import { hdrHistogram } from './hdr-histogram.ts';
import { hotShard } from './hot-shard.ts';
import { kcl, leaseTable } from './kcl.ts';
import { kinesaliteShards } from './kinesalite.ts';
import { kinesisAggregation } from './kinesis-aggregation.ts';
import { kinesisSettings } from './kinesis-settings.ts';
import { kplField } from './kpl-field.ts';
import { kplLimiter } from './kpl-limiter.ts';
import { kplOverload } from './kpl-overload.ts';
import { kplPacking } from './kpl-packing.ts';
import { lambdaPricePage } from './lambda-price-page.ts';
import { lambdaScalingPage } from './lambda-scaling-page.ts';
import { lapsedReceipts } from './lapsed-receipts.ts';
import { largeRecords } from './large-records.ts';
import { latencyOrder } from './latency-order.ts';
import { leaseUnits } from './lease-units.ts';
import { limit } from './limit.ts';
import { limitersOfFunctions } from './limiters/functions.ts';
import { limitersOfQueuesAndTopics } from './limiters/queues-and-topics.ts';
import { limitersOfStreams } from './limiters/streams.ts';
import { limitersOfTables } from './limiters/tables.ts';
import { macroP99 } from './macro-p99.ts';
import { macroRuns } from './macro-runs.ts';
import { macroStability } from './macro-stability.ts';
import { mappingGuide } from './mapping-guide.ts';
import { mappingRamp } from './mapping-ramp.ts';
import { md1 } from './md1.ts';
import { mg1 } from './mg1.ts';
import { mmInf } from './mm-inf.ts';
import { mm1 } from './mm1.ts';
import { mm1Percentiles } from './mm1-percentiles.ts';
import { mm1k } from './mm1k.ts';
import { mmc } from './mmc.ts';
import { mmcc } from './mmcc.ts';
import { onDemandGuide } from './on-demand-guide.ts';
import { onDemandRamp } from './on-demand-ramp.ts';
import { parentsFirst } from './parents-first.ts';
import { polls } from './polls.ts';
import { priority } from './priority.ts';
import { propagation } from './propagation.ts';
import { putFailures } from './put-failures.ts';
import { putRounding } from './put-rounding.ts';
import { putUnits } from './put-units.ts';
import { queueBill } from './queue-bill.ts';
import { queueReaches } from './reached/queues-and-functions.ts';
import { streamReaches } from './reached/streams.ts';
import { tableReaches } from './reached/tables.ts';
import { readBan } from './read-ban.ts';
import { readUnits } from './read-units.ts';
import { recordBurst } from './record-burst.ts';
import { resharding, reshardTime } from './resharding.ts';
import { retryDelays } from './retry-delays.ts';
import { retryQuota } from './retry-quota.ts';
import { retryTheory } from './retry-theory.ts';
import { shardCount } from './shard-count.ts';
import { sqsGuide } from './sqs-guide.ts';
import { sqsPolls } from './sqs-polls.ts';
import { sqsMeasured, sqsThroughput } from './sqs-throughput.ts';
import { streamBills } from './stream-bills.ts';
import { streamMapping } from './stream-mapping.ts';
import { streamReads } from './stream-reads.ts';
import { tableExamples } from './tables/tables.ts';
import { tandem } from './tandem.ts';
import { throughFifoTopic } from './through-fifo-topic.ts';
import { throughKinesis } from './through-kinesis.ts';
import { throughQueue } from './through-queue.ts';
import { throughQueueStation } from './through-queue-station.ts';
import { throughTableStream } from './through-table-stream.ts';
import { throughTopic } from './through-topic.ts';
import { users } from './users.ts';
import { visibility } from './visibility.ts';

export const rows: readonly Row[] = [
  dd1,
  ...mm1,
  ...mm1Percentiles,
  mm1k,
  ...md1,
  ...mg1,
  ...mmc,
  ...mmcc,
  ...mmInf,
  batches,
  ...throughQueueStation,
  tandem,
  priority,
  users,
  commonNumbers,
  directions,
  bucketDd1,
  bucketBytesDd1,
  ...limitersOfStreams,
  ...limitersOfTables,
  ...limitersOfQueuesAndTopics,
  ...limitersOfFunctions,
  ...recordBurst,
  putRounding,
  putFailures,
  readBan,
  kinesisSettings,
  shardCount,
  streamReads,
  parentsFirst,
  onDemandGuide,
  kplLimiter,
  kplOverload,
  kplPacking,
  agentBuffers,
  putUnits,
  streamBills,
  kinesaliteShards,
  kinesisAggregation,
  dynaliteUnits,
  readUnits,
  burstCredit,
  daxSizing,
  retryDelays,
  retryQuota,
  retryTheory,
  hdrHistogram,
  sqsGuide,
  visibility,
  deadLetters,
  lapsedReceipts,
  sqsPolls,
  sqsThroughput,
  sqsMeasured,
  queueBill,
  fifoQuota,
  fifoPartitions,
  fifoGroups,
  failedBatch,
  mappingRamp,
  mappingGuide,
  streamMapping,
  lambdaScalingPage,
  lambdaPricePage,
  hotShard,
  limit,
  resharding,
  reshardTime,
  onDemandRamp,
  largeRecords,
  kplField,
  propagation,
  polls,
  kcl,
  leaseTable,
  leaseUnits,
  ...throughKinesis,
  throughTableStream,
  ...throughQueue,
  ...throughTopic,
  ...throughFifoTopic,
  latencyOrder,
  ...streamReaches,
  ...queueReaches,
  ...tableReaches,
  ...tableExamples,
  ...macroRuns,
  macroP99,
  macroStability,
];
