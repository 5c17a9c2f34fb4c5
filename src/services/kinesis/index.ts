// Kinesis Data Streams: streams in provisioned mode, producers with the SDK and with the Kinesis
// Producer Library, consumers by polling and by enhanced fan-out.

import type { ComponentType } from '../component.ts';
import { consumerType } from './consumer/consumer-type.ts';
import { producerType } from './producer/producer-type.ts';
import { streamType } from './stream/stream-type.ts';

/** The types of this folder, in the order in which they are listed. */
export const kinesisTypes: readonly ComponentType[] = [producerType, streamType, consumerType];
