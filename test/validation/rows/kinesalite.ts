// Which shard a partition key goes to: kinesalite, an independent server of Kinesis's API, is run beside the model and
// asked through the AWS SDK's own PutRecords. Keys in several alphabets, blank-looking ones and the longest.

import type { AddressInfo } from 'node:net';
import {
  CreateStreamCommand,
  DescribeStreamCommand,
  KinesisClient,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import kinesalite from 'kinesalite';
import { evenRanges, rangeOf } from '../../../src/services/kinesis/resharding/hash-range.ts';
import { shardId } from '../../../src/services/kinesis/resharding/topology.ts';
import { Keys } from '../../../src/workload/keys.ts';
import { versionOf } from '../program.ts';
import type { Row } from '../row.ts';

const SHARD_COUNTS = [4, 7, 64] as const;
const KEYS: readonly string[] = [
  ...Array.from({ length: 200 }, (_, rank) => `key-${String(rank).padStart(8, '0')}`),
  ...Array.from({ length: 100 }, (_, i) => `user/${i * 7919}#${i % 16}`),
  ...Array.from({ length: 60 }, (_, i) => `ключ-${i}`),
  ...Array.from({ length: 60 }, (_, i) => `鍵${i}`),
  ...Array.from({ length: 60 }, (_, i) => `${String.fromCodePoint(0x1f300 + i)} é ${i}`),
  ' ',
  '0',
  'null',
  'x'.repeat(256),
];

export const kinesaliteShards: Row = {
  name: 'kinesalite',
  kind: 'exact',
  runs: 'one PutRecords each: nothing is drawn',
  claims: SHARD_COUNTS.map((shards) => ({
    what: `the shard of ${KEYS.length} partition keys in a stream of ${shards} shards`,
    expected: `${KEYS.length} of ${KEYS.length} alike`,
    source: `a real PutRecords: kinesalite ${versionOf('kinesalite')} through @aws-sdk/client-kinesis ${versionOf('@aws-sdk/client-kinesis')}`,
    tolerance: 'none',
  })),
  async run() {
    const server = kinesalite({ createStreamMs: 0, shardLimit: 100 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const client = new KinesisClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      // The client's own choice is HTTP/2, which this server does not speak.
      requestHandler: new NodeHttpHandler(),
    });
    try {
      const alike: number[] = [];
      for (const shards of SHARD_COUNTS) alike.push(await countAlike(client, shards));
      return alike.map((count) => ({
        value: `${count} of ${KEYS.length} alike`,
        holds: count === KEYS.length,
      }));
    } finally {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  },
};

async function countAlike(client: KinesisClient, shards: number): Promise<number> {
  const StreamName = `of-${shards}`;
  await client.send(new CreateStreamCommand({ StreamName, ShardCount: shards }));
  await active(client, StreamName);
  const Records = KEYS.map((key) => ({ PartitionKey: key, Data: new Uint8Array([1]) }));
  const answer = await client.send(new PutRecordsCommand({ StreamName, Records }));
  const keys = new Keys();
  const starts = evenRanges(shards);
  const names = Array.from({ length: shards }, (_, number) => shardId(number));
  return KEYS.filter(
    (key, i) => answer.Records?.[i]?.ShardId === names[rangeOf(starts, keys.hash(keys.intern(key)))],
  ).length;
}

async function active(client: KinesisClient, StreamName: string): Promise<void> {
  for (;;) {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName }));
    if (StreamDescription?.StreamStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
