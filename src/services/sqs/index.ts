// SQS: queues, standard and FIFO.

import type { ComponentType } from '../component.ts';
import { consumerType } from './consumer/consumer-type.ts';
import { producerType } from './producer/producer-type.ts';
import { queueType } from './queue/queue-type.ts';

/** The types of this folder, in the order in which they are listed. */
export const sqsTypes: readonly ComponentType[] = [producerType, queueType, consumerType];
