// The mode in which a FIFO queue is more than one partition.

import type { QueueConfig } from './queue-schema.ts';

/** Whether a queue is in high-throughput mode. */
export function isHighThroughput({ fifoQueue, fifoThroughputLimit }: QueueConfig): boolean {
  return fifoQueue && fifoThroughputLimit === 'perMessageGroupId';
}
