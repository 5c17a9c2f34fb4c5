// The rows that reach what queues, topics and functions declare.

import type { Row } from '../../row.ts';
import { billedChunks } from './billed-chunks.ts';
import { deduplication } from './deduplication.ts';
import { fairQueues } from './fair-queues.ts';
import { fifoLookAhead } from './fifo-look-ahead.ts';
import { highThroughput } from './high-throughput.ts';
import { lambdaAsync } from './lambda-async.ts';
import { lambdaBoundaries } from './lambda-boundaries.ts';
import { lambdaConcurrency } from './lambda-concurrency.ts';
import { lambdaMappings } from './lambda-mappings.ts';
import { lambdaPrices } from './lambda-prices.ts';
import { lambdaTimes } from './lambda-times.ts';
import { mappingBatches } from './mapping-batches.ts';
import { snsMessages } from './sns-messages.ts';
import { snsMeters } from './sns-meters.ts';
import { snsQuotas } from './sns-quotas.ts';
import { snsRetries } from './sns-retries.ts';
import { sqsBoundaries } from './sqs-boundaries.ts';
import { sqsInFlight } from './sqs-in-flight.ts';
import { sqsPrices } from './sqs-prices.ts';
import { sqsTimers } from './sqs-timers.ts';

export const queueReaches: readonly Row[] = [
  sqsBoundaries,
  sqsTimers,
  deduplication,
  sqsInFlight,
  fifoLookAhead,
  fairQueues,
  sqsPrices,
  billedChunks,
  highThroughput,
  snsQuotas,
  snsMessages,
  snsMeters,
  snsRetries,
  lambdaBoundaries,
  lambdaConcurrency,
  lambdaTimes,
  lambdaAsync,
  lambdaMappings,
  mappingBatches,
  lambdaPrices,
];
