// Kinesis Data Streams: streams in provisioned mode, producers with the SDK, consumers by polling and by
// enhanced fan-out.

export { consumerType } from './consumer-type.ts';
export { producerType } from './producer-type.ts';
export { streamType } from './stream-type.ts';
