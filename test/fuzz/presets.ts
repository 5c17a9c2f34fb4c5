// Components to begin with: those of the catalogue's examples and of the shipped scenarios, and some whose properties hang
// together in ways that no schema tells.

import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { catalogue } from '../../src/services/index.ts';

export type Data = Record<string, unknown>;

const FOLDER = 'scenarios';

/** The shipped scenarios, by file. */
export const SHIPPED: readonly (readonly [file: string, text: string])[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')]);

const OWN = `
- { type: custom.server, serviceTime: 5 ms, priority: { classes: [{ name: first, share: 20% }, { name: rest }] } }
- { type: custom.server, serviceTime: 5 ms, priority: { classes: [{ name: first, sources: [a] }, { name: rest }] } }
- { type: custom.server, serviceTime: 20 ms, servers: 3, queueLimit: 5, to: next }
- { type: kinesis.producer, client: { type: agent } }
- { type: kinesis.producer, client: { type: kpl } }
- { type: kinesis.stream, shardCount: 2, resharding: [{ at: 2 s, operation: SplitShard, shardToSplit: 0 }], reshardTime: 1 s }
- { type: kinesis.stream, shardCount: 2, resharding: [{ at: 2 s, operation: MergeShards, shardToMerge: 0, adjacentShardToMerge: 1 }], reshardTime: 2 s }
- { type: kinesis.stream, shardCount: 3, resharding: [{ at: 1 s, operation: UpdateShardCount, targetShardCount: 2 }], reshardTime: 1 s }
- { type: kinesis.stream, shardCount: 1, scaling: { maxShards: 4, scaleOutAfter: 1 min, scaleInAfter: 1 min, cooldown: 10 s }, reshardTime: 1 s }
- { type: kinesis.stream, streamMode: ON_DEMAND, scaleTime: 2 s }
- { type: kinesis.consumer, mode: enhanced-fan-out, processing: { perRecord: 1 ms }, poisonRate: 1% }
- { type: kinesis.consumer, joinsAt: 3 s, initialPositionInStream: TRIM_HORIZON, to: next }
- { type: sqs.queue, fifoQueue: true, contentBasedDeduplication: true }
- { type: sqs.queue, fifoQueue: true, deduplicationScope: messageGroup, fifoThroughputLimit: perMessageGroupId, partitions: 2 }
- { type: sqs.queue, visibilityTimeout: 2 s, redrivePolicy: { deadLetterTarget: next, maxReceiveCount: 2 } }
- { type: sqs.consumer, scaling: { maxHosts: 3, backlogPerHost: 5, scaleOutAfter: 1 min, startTime: 1 s }, poisonRate: 2% }
- { type: sqs.consumer, consumers: 3, calls: [{ to: next }], processing: { perRecord: 20 ms }, visibilityTimeout: 3 s }
- { type: sns.topic, subscriptions: [{ to: next }, { to: other, filterShare: 30% }] }
- { type: sns.topic, fifoTopic: true, subscriptions: [{ to: next }] }
- { type: lambda.function, eventSourceMappings: [{ from: before, batchSize: 10 }], duration: { perBatch: 20 ms }, errorRate: 3% }
- { type: lambda.function, eventSourceMappings: [{ from: before, bisectBatchOnFunctionError: true, maximumRetryAttempts: 2, destinationConfig: { onFailure: next } }], poisonRate: 1% }
- { type: lambda.function, eventSourceMappings: [{ from: before, scalingConfig: { maximumConcurrency: 2 }, functionResponseTypes: [ReportBatchItemFailures] }], poisonRate: 1% }
- { type: lambda.function, duration: { perBatch: 30 ms }, calls: [{ to: next, per: batch }], destinationConfig: { onFailure: other } }
- { type: lambda.function, reservedConcurrentExecutions: 2, provisionedConcurrentExecutions: 1, to: next }
- { type: dynamodb.client, operations: { GetItem: 40%, PutItem: 30%, UpdateItem: 30% }, conditionFailureRate: 5% }
- { type: dynamodb.client, operations: { BatchWriteItem: { share: 50% }, BatchGetItem: { share: 50% } } }
- { type: dynamodb.client, operations: { TransactWriteItems: { share: 20%, items: 5 }, TransactGetItems: { share: 20% }, PutItem: 60% } }
- { type: dynamodb.client, operations: { GetItem ConsistentRead: 50%, BatchGetItem: { share: 30%, items: 7, linger: 20 ms, consistency: strong }, Scan: { share: 20%, items: 9, consistency: strong } } }
- { type: dynamodb.client, operations: { BatchWriteItem: { share: 50%, items: 4, linger: 1 s }, TransactGetItems: { share: 30%, items: 3, linger: 50 ms }, TransactWriteItems: { share: 20%, items: 2, linger: 0 s } } }
- { type: dynamodb.client, operations: { Query: { share: 60%, items: 30, index: by-day, consistency: strong, attributes: all }, Scan: { share: 20%, items: 9, index: by-own }, PutItem: 20% } }
- { type: dynamodb.client, operations: { Query: { share: 30%, items: 20 }, Scan: { share: 10%, items: 100 }, PutItem: 60% } }
- { type: dynamodb.client, operations: { Query: { share: 50%, items: 20, index: by-own }, DeleteItem: 50% } }
- { type: dynamodb.table, readCapacityUnits: 9, writeCapacityUnits: 9, updateTime: 2 s, itemSize: 1 KiB, globalSecondaryIndexes: { by-own: { key: { distribution: uniform, keys: 10 }, readCapacityUnits: 6, writeCapacityUnits: 6, autoScaling: { read: { max: 50, min: 5, target: 50% }, write: { max: 40, target: 60% } } } } }
- { type: dynamodb.table, billingMode: PAY_PER_REQUEST, itemSize: 2 KiB, streamSpecification: { streamViewType: NEW_IMAGE } }
- { type: dynamodb.table, readCapacityUnits: 20, writeCapacityUnits: 40, burstCredit: empty, itemSize: 900 B, items: 1000 }
- { type: dynamodb.table, readCapacityUnits: 9, writeCapacityUnits: 9, autoScaling: { read: { max: 50 }, write: { max: 50 } }, updateTime: 5 s }
- { type: dynamodb.table, billingMode: PAY_PER_REQUEST, itemSize: 1 KiB, globalSecondaryIndexes: { by-own: { key: { distribution: uniform, keys: 10 } } }, streamSpecification: { streamViewType: KEYS_ONLY } }
- { type: dynamodb.table, readCapacityUnits: 50, writeCapacityUnits: 90, itemSize: 1 KiB, globalSecondaryIndexes: { by-own: { key: { distribution: zipf, keys: 10 }, readCapacityUnits: 5, writeCapacityUnits: 30, keyChangeRate: 20% } }, localSecondaryIndexes: { by-day: { projection: KEYS_ONLY, itemSize: 100 B } } }
`;

/** Configurations by type, each without its type. */
export const PRESETS: ReadonlyMap<string, readonly Data[]> = presets();

function presets(): ReadonlyMap<string, readonly Data[]> {
  const found = new Map<string, Data[]>(catalogue.map(({ name }) => [name, []]));
  const add = ({ type, count: _, ...rest }: Data): void => void found.get(String(type))?.push(rest);
  for (const { example } of catalogue) for (const one of componentsOf(example)) add(one);
  for (const [, text] of SHIPPED) for (const one of componentsOf(text)) add(one);
  for (const one of parse(OWN) as Data[]) add(one);
  return found;
}

function componentsOf(text: string): Data[] {
  const { components } = parse(text) as { readonly components: Record<string, Data> };
  return Object.values(components);
}
