// What a queue's own properties, and its dead-letter queue, may not be: told with the place and AWS's rule.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { ScenarioError } from '../../../src/scenario/mistake.ts';
import { catalogue } from '../../../src/services/index.ts';

/** The mistakes of a scenario whose queues begin in line 6. */
async function mistakesOf(queues: string): Promise<ScenarioError['mistakes']> {
  const text = `duration: 5 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s }, size: 1 KiB }
components:
  source: { type: custom.source, workload: w, to: orders }
${queues}
`;
  const readFile = () => Promise.reject(new Error('no files'));
  try {
    await loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.mistakes;
  }
}

const one = (properties: string) => mistakesOf(`  orders: { type: sqs.queue, ${properties} }`);

const ATTRIBUTES =
  'docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html';

describe('a heartbeat', () => {
  const beating = (consumer: string, queue = 'visibilityTimeout: 20 s') =>
    mistakesOf(`  orders: { type: sqs.queue, ${queue} }
  workers: { type: sqs.consumer, from: orders, ${consumer} }`);

  it('comes before what it keeps hidden is visible again', async () => {
    expect(await beating('heartbeat: 19 s')).toEqual([]);
    expect(await beating('heartbeat: 40 s, visibilityTimeout: 1 min')).toEqual([]);
    for (const consumer of ['heartbeat: 20 s', 'heartbeat: 30 s', 'heartbeat: 5 s, visibilityTimeout: 5 s']) {
      const [mistake, ...others] = await beating(consumer);
      expect(others).toEqual([]);
      expect(mistake).toMatchObject({
        line: 7,
        message: expect.stringMatching(/not below .*visibilityTimeout \(\d+ s\): .* received by others/),
        expected: expect.stringContaining('sqs-visibility-timeout.html'),
      });
      expect(mistake!.text.slice(mistake!.column - 1)).toMatch(/^\d+ s/);
    }
  });
});

describe('a dead-letter queue', () => {
  const pair = (source: boolean, target: boolean) =>
    mistakesOf(`  orders: { type: sqs.queue, fifoQueue: ${source}, redrivePolicy: { deadLetterTarget: dead, maxReceiveCount: 3 } }
  dead: { type: sqs.queue, fifoQueue: ${target} }`);

  it('may be of the type of its source', async () => {
    expect(await pair(false, false)).toEqual([]);
    expect(await pair(true, true)).toEqual([]);
  });

  it('may be no standard queue behind a FIFO queue, nor the other way round', async () => {
    expect(await pair(true, false)).toMatchObject([
      {
        line: 6,
        message:
          'InvalidParameterValue: a dead-letter queue must be of the same type as its source, and "orders" is a FIFO queue, "dead" a standard queue',
        expected:
          'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
      },
    ]);
    expect(await pair(false, true)).toMatchObject([
      {
        message:
          'InvalidParameterValue: a dead-letter queue must be of the same type as its source, and "orders" is a standard queue, "dead" a FIFO queue',
      },
    ]);
  });

  it('may not be the queue itself, nor one whose own dead letters come back', async () => {
    expect(await one('redrivePolicy: { deadLetterTarget: orders, maxReceiveCount: 3 }')).toMatchObject([
      {
        line: 6,
        message:
          'the dead-letter queue of a queue is another queue, which is made before it is named: a queue cannot be its own',
        expected:
          'docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
      },
    ]);
    const ring =
      await mistakesOf(`  orders: { type: sqs.queue, redrivePolicy: { deadLetterTarget: dead, maxReceiveCount: 3 } }
  dead: { type: sqs.queue, redrivePolicy: { deadLetterTarget: orders, maxReceiveCount: 3 } }`);
    expect(ring).toMatchObject([{ message: 'records go round: orders → dead → orders' }]);
  });

  it('must be a queue', async () => {
    const mistakes =
      await mistakesOf(`  orders: { type: sqs.queue, redrivePolicy: { deadLetterTarget: desk, maxReceiveCount: 3 } }
  desk: { type: custom.server, serviceTime: 1 s }`);
    expect(mistakes[0]!.message).toContain('it leads to an SQS queue, and custom.server is none');
  });
});

describe('a queue', () => {
  it.each([
    ['visibilityTimeout: 13 h', '12 h'],
    ['messageRetentionPeriod: 59 s', '60 s'],
    ['messageRetentionPeriod: 15 d', '14 d'],
    ['delay: 16 min', '900 s'],
    ['receiveMessageWaitTime: 21 s', '20 s'],
    ['maximumMessageSize: 1023 B', '1 KiB'],
    ['maximumMessageSize: 2 MiB', '1 MiB'],
    ['redrivePolicy: { deadLetterTarget: dead, maxReceiveCount: 0 }', '1'],
    ['redrivePolicy: { deadLetterTarget: dead, maxReceiveCount: 1001 }', '1000'],
  ])('refuses %s, and names the nearest value that AWS takes', async (property, limit) => {
    const [mistake] = await mistakesOf(`  orders: { type: sqs.queue, ${property} }
  dead: { type: sqs.queue }`);
    expect(`${mistake!.message} ${mistake!.expected}`).toContain(limit);
    expect(`${mistake!.message} ${mistake!.expected}`).toContain('docs.aws.amazon.com/AWSSimpleQueueService');
  });

  it('takes what is for FIFO queues only as one', async () => {
    for (const [property, value] of [
      ['contentBasedDeduplication', 'true'],
      ['deduplicationScope', 'queue'],
      ['fifoThroughputLimit', 'perQueue'],
    ] as const) {
      expect(await one(`${property}: ${value}`)).toMatchObject([
        {
          message: `InvalidAttributeName: ${property} is only for FIFO queues (fifoQueue: true)`,
          expected: ATTRIBUTES,
        },
      ]);
      expect(await one(`fifoQueue: true, ${property}: ${value}`)).toEqual([]);
    }
  });

  it('has its high-throughput mode only with deduplication by group', async () => {
    const mode = 'fifoQueue: true, fifoThroughputLimit: perMessageGroupId';
    expect(await one(mode)).toMatchObject([
      {
        message:
          'InvalidAttributeValue: perMessageGroupId is allowed only with deduplicationScope: messageGroup',
      },
    ]);
    expect(await one(`${mode}, deduplicationScope: messageGroup`)).toEqual([]);
  });

  it('is one partition without high throughput', async () => {
    expect(await one('fifoQueue: true, partitions: 2')).toMatchObject([{ line: 6 }]);
    expect(await one('partitions: 2')).toMatchObject([{ line: 6 }]);
    expect(await one('fifoQueue: true, partitions: 1')).toEqual([]);
  });

  it('has no duplicates of its own making as a FIFO queue', async () => {
    expect(await one('fifoQueue: true, duplicateRate: 1%')).toMatchObject([{ line: 6 }]);
    expect(await one('duplicateRate: 1%')).toEqual([]);
  });
});
