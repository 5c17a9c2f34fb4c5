// How many capacity units an operation takes: dynalite, an independent server of DynamoDB's API, is run beside the model and asked
// through the AWS SDK's own calls. Items are drawn, of all types of attributes, nested ones too. Their texts are ASCII: dynalite
// counts characters where DynamoDB counts bytes of UTF-8.

import type { AddressInfo } from 'node:net';
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import dynalite from 'dynalite';
import { type Stream, sequentialStream } from '../../../src/engine/random.ts';
import { itemBytes } from '../../../src/services/dynamodb/capacity/item-size.ts';
import { HALVES, readHalves, writeUnits } from '../../../src/services/dynamodb/capacity/units.ts';
import { versionOf } from '../program.ts';
import type { Row } from '../row.ts';

type Item = Record<string, AttributeValue>;

const TABLE = 'items';
const ITEMS = 300;
const PER_HASH = 10;
const OPERATIONS = [
  'PutItem',
  'GetItem',
  'UpdateItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
] as const;

type Operation = (typeof OPERATIONS)[number];

/** How often the model and the server agree. */
class Agreement {
  alike = 0;
  all = 0;

  see(units: number | undefined, expected: number): void {
    this.all++;
    if (units === expected) this.alike++;
  }
}

export const dynaliteUnits: Row = {
  name: 'dynalite',
  kind: 'exact',
  runs: `${ITEMS} items of up to about 12 KB, drawn from seed 1`,
  claims: OPERATIONS.map((operation) => ({
    what: `ConsumedCapacity of ${operation}`,
    expected: 'all alike',
    source: `a real call: dynalite ${versionOf('dynalite')} through @aws-sdk/client-dynamodb ${versionOf('@aws-sdk/client-dynamodb')}`,
    tolerance: 'none',
  })),
  async run() {
    const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      requestHandler: new NodeHttpHandler(),
    });
    try {
      const seen = await compared(client);
      return OPERATIONS.map((operation) => {
        const { alike, all } = seen[operation];
        return { value: `${alike} of ${all} alike`, holds: all > 0 && alike === all };
      });
    } finally {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  },
};

async function compared(client: DynamoDBClient): Promise<Readonly<Record<Operation, Agreement>>> {
  const seen = Object.fromEntries(OPERATIONS.map((name) => [name, new Agreement()])) as Record<
    Operation,
    Agreement
  >;
  const random = sequentialStream('1/dynalite');
  await makeTable(client);
  const items: Item[] = [];
  for (let i = 0; i < ITEMS; i++) {
    const keys = { hash: { S: `h${Math.floor(i / PER_HASH)}` }, range: { N: String(i) } };
    const item = { ...keys, ...attributes(random, 0) };
    items.push(item);
    // Once more, with other attributes: the larger of the two counts.
    const before = { ...keys, ...attributes(random, 0) };
    await put(client, seen.PutItem, before, null);
    await put(client, seen.PutItem, item, before);
    for (const ConsistentRead of [false, true]) await get(client, seen.GetItem, item, ConsistentRead);
    items[i] = await update(client, seen.UpdateItem, item, random);
  }
  for (const ConsistentRead of [false, true]) {
    await pages(client, seen, items, ConsistentRead);
    for (let from = 0; from < ITEMS; from += 50)
      await batchGet(client, seen.BatchGetItem, items.slice(from, from + 50), ConsistentRead);
  }
  for (let from = 0; from < ITEMS; from += 25)
    await batchWrite(client, seen.BatchWriteItem, items.slice(from, from + 25), random);
  return deleted(client, seen, items);
}

async function makeTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      KeySchema: [
        { AttributeName: 'hash', KeyType: 'HASH' },
        { AttributeName: 'range', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'hash', AttributeType: 'S' },
        { AttributeName: 'range', AttributeType: 'N' },
      ],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    }),
  );
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: TABLE }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const TOTAL = { TableName: TABLE, ReturnConsumedCapacity: 'TOTAL' } as const;

const keyOf = ({ hash, range }: Item): Item => ({ hash: hash!, range: range! });

const bytesOf = (item: Item | null): number => (item === null ? 0 : itemBytes(asJson(item)));

/** As DynamoDB's JSON has it: binary data in base64. */
function asJson(item: Item): unknown {
  return JSON.parse(
    JSON.stringify(item, (_name, each: unknown) =>
      each instanceof Uint8Array ? Buffer.from(each).toString('base64') : each,
    ),
  );
}

async function put(client: DynamoDBClient, seen: Agreement, item: Item, before: Item | null) {
  const { ConsumedCapacity } = await client.send(new PutItemCommand({ ...TOTAL, Item: item }));
  seen.see(ConsumedCapacity?.CapacityUnits, writeUnits(bytesOf(before), bytesOf(item)));
}

async function get(client: DynamoDBClient, seen: Agreement, item: Item, ConsistentRead: boolean) {
  const request = new GetItemCommand({ ...TOTAL, Key: keyOf(item), ConsistentRead });
  const { ConsumedCapacity } = await client.send(request);
  seen.see(ConsumedCapacity?.CapacityUnits, readHalves(bytesOf(item), ConsistentRead) / HALVES);
}

/** Sets one attribute. @returns the item as it is then */
async function update(client: DynamoDBClient, seen: Agreement, item: Item, random: Stream): Promise<Item> {
  const changed = { S: 'u'.repeat(Math.floor(random.double() * 6000)) };
  const request = new UpdateItemCommand({
    ...TOTAL,
    Key: keyOf(item),
    UpdateExpression: 'SET changed = :changed',
    ExpressionAttributeValues: { ':changed': changed },
  });
  const { ConsumedCapacity } = await client.send(request);
  const after = { ...item, changed };
  seen.see(ConsumedCapacity?.CapacityUnits, writeUnits(bytesOf(item), bytesOf(after)));
  return after;
}

/** Queries of each hash, and a scan of each page that ends after a number of items. */
async function pages(
  client: DynamoDBClient,
  seen: Readonly<Record<Operation, Agreement>>,
  items: readonly Item[],
  ConsistentRead: boolean,
): Promise<void> {
  const halvesOf = (page: readonly Item[]) =>
    readHalves(
      page.reduce((sum, item) => sum + bytesOf(item), 0),
      ConsistentRead,
    );
  for (let from = 0; from < ITEMS; from += PER_HASH) {
    const request = new QueryCommand({
      ...TOTAL,
      ConsistentRead,
      KeyConditionExpression: '#hash = :hash',
      ExpressionAttributeNames: { '#hash': 'hash' },
      ExpressionAttributeValues: { ':hash': items[from]!.hash! },
    });
    const { ConsumedCapacity } = await client.send(request);
    seen.Query.see(ConsumedCapacity?.CapacityUnits, halvesOf(items.slice(from, from + PER_HASH)) / HALVES);
  }
  // The server does not look at ConsistentRead in a scan.
  if (ConsistentRead) return;
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ ...TOTAL, ConsistentRead, Limit: 30, ExclusiveStartKey }),
    );
    if ((page.Items ?? []).length > 0)
      seen.Scan.see(page.ConsumedCapacity?.CapacityUnits, halvesOf(page.Items as Item[]) / HALVES);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

async function batchGet(
  client: DynamoDBClient,
  seen: Agreement,
  items: readonly Item[],
  ConsistentRead: boolean,
): Promise<void> {
  const request = new BatchGetItemCommand({
    RequestItems: { [TABLE]: { Keys: items.map(keyOf), ConsistentRead } },
    ReturnConsumedCapacity: 'TOTAL',
  });
  const { ConsumedCapacity } = await client.send(request);
  const halves = items.reduce((sum, item) => sum + readHalves(bytesOf(item), ConsistentRead), 0);
  seen.see(ConsumedCapacity?.[0]?.CapacityUnits, halves / HALVES);
}

/** Puts and deletes; what is deleted is put back. */
async function batchWrite(
  client: DynamoDBClient,
  seen: Agreement,
  items: Item[],
  random: Stream,
): Promise<void> {
  let units = 0;
  const requests = items.map((item) => {
    if (random.double() < 0.3) {
      units += writeUnits(bytesOf(item), 0);
      return { DeleteRequest: { Key: keyOf(item) } };
    }
    const after = { ...keyOf(item), ...attributes(random, 0) };
    units += writeUnits(bytesOf(item), bytesOf(after));
    return { PutRequest: { Item: after } };
  });
  const { ConsumedCapacity } = await client.send(
    new BatchWriteItemCommand({ RequestItems: { [TABLE]: requests }, ReturnConsumedCapacity: 'TOTAL' }),
  );
  seen.see(ConsumedCapacity?.[0]?.CapacityUnits, units);
  for (const item of items) await client.send(new PutItemCommand({ TableName: TABLE, Item: item }));
}

/** Each item, and then again, when it is not there. */
async function deleted(
  client: DynamoDBClient,
  seen: Readonly<Record<Operation, Agreement>>,
  items: readonly Item[],
): Promise<Readonly<Record<Operation, Agreement>>> {
  for (const item of items) {
    for (const before of [item, null]) {
      const { ConsumedCapacity } = await client.send(new DeleteItemCommand({ ...TOTAL, Key: keyOf(item) }));
      seen.DeleteItem.see(ConsumedCapacity?.CapacityUnits, writeUnits(bytesOf(before), 0));
    }
  }
  return seen;
}

const DEEPEST = 3;

/** A few attributes of types that are drawn. */
function attributes(random: Stream, depth: number): Item {
  const count = 1 + Math.floor(random.double() * 5);
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `a${i}${'x'.repeat(Math.floor(random.double() * 10))}`,
      value(random, depth),
    ]),
  );
}

function value(random: Stream, depth: number): AttributeValue {
  const kind = Math.floor(random.double() * (depth < DEEPEST ? 10 : 8));
  const text = (most: number): string => 's'.repeat(1 + Math.floor(random.double() * most));
  const bytes = (): Uint8Array => new Uint8Array(1 + Math.floor(random.double() * 500));
  switch (kind) {
    case 0:
      return { N: number(random) };
    case 1:
      return { B: bytes() };
    case 2:
      return { BOOL: random.double() < 0.5 };
    case 3:
      return { NULL: true };
    case 4:
      return { SS: [text(20), `t${text(20)}`] };
    case 5:
      return { NS: ['1', number(random).replace(/^-?/, '2')] };
    case 6:
    case 7:
      return { S: text(random.double() < 0.2 ? 6000 : 300) };
    case 8:
      return { L: Array.from({ length: Math.floor(random.double() * 4) }, () => value(random, depth + 1)) };
    default:
      return { M: attributes(random, depth + 1) };
  }
}

/** Whole and broken numbers, some of them negative, of all lengths. */
function number(random: Stream): string {
  const digits = (most: number): string =>
    Array.from({ length: 1 + Math.floor(random.double() * most) }, () =>
      Math.floor(random.double() * 10),
    ).join('');
  const sign = random.double() < 0.3 ? '-' : '';
  const whole = digits(15);
  return random.double() < 0.5 ? `${sign}${whole}` : `${sign}${whole}.${digits(15)}`;
}
