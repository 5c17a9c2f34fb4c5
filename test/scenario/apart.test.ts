// A topic leads to each application by one way.

import { describe, expect, it } from 'vitest';
import { load } from '../conformance/example.ts';

const written = (subscriptions: string, more: string) => `name: apart
duration: 1 min
workloads: { orders: { arrivals: { process: poisson, rate: 5/s } } }
components:
  shop: { type: custom.source, workload: orders, to: news }
  news: { type: sns.topic, subscriptions: [${subscriptions}] }
  first: { type: sqs.queue, redrivePolicy: { deadLetterTarget: dead, maxReceiveCount: 3 } }
  second: { type: sqs.queue, redrivePolicy: { deadLetterTarget: dead, maxReceiveCount: 3 } }
  dead: { type: sqs.queue }
  one: { type: lambda.function, eventSourceMappings: [{ from: first }] }
  other: { type: lambda.function, eventSourceMappings: [{ from: second }] }
${more}`;
const BOTH = '{ to: first }, { to: second }';

describe('an application that a topic reaches by two ways', () => {
  it('is refused: through a queue and at once', async () => {
    await expect(load(written(`${BOTH}, { to: one }`, ''))).rejects.toThrow(
      /"one" would get each message of "news" twice: by "first" and by "one"/,
    );
  });

  it('is refused: through the dead-letter queue of both', async () => {
    await expect(load(written(BOTH, '  undertaker: { type: sqs.consumer, from: dead }\n'))).rejects.toThrow(
      /"undertaker" would get each message of "news" twice/,
    );
  });

  it('is refused: through another topic', async () => {
    const text = written(
      `${BOTH}, { to: echo }`,
      '  echo: { type: sns.topic, subscriptions: [{ to: other }] }\n',
    );
    await expect(load(text)).rejects.toThrow(/"other" would get each message of "news" twice/);
  });

  it('is none where two queues have one dead-letter queue that nobody reads', async () => {
    await expect(load(written(BOTH, ''))).resolves.toBeDefined();
  });
});
