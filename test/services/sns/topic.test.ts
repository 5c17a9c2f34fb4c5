// A topic copies what is published to each subscriber, and each copy has a fate of its own.

import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { ScenarioError } from '../../../src/scenario/mistake.ts';
import { catalogue } from '../../../src/services/index.ts';
import { Delivery } from '../../../src/services/sns/topic/delivery.ts';
import { retryDelayUs } from '../../../src/services/sns/topic/delivery-retries.ts';
import { GroupLines } from '../../../src/services/sns/topic/group-lines.ts';
import { even, run } from '../plan.ts';

const constant = (value: string) => ({ distribution: 'constant', value });

function fanOut(over: Record<string, unknown> = {}, rate = '100/s', size = '1 KiB') {
  return run({
    seconds: 100,
    workloads: { orders: even(rate, size) },
    components: {
      shop: { type: 'custom.source', workload: 'orders', to: 'placed' },
      placed: {
        type: 'sns.topic',
        subscriptions: [{ to: 'all' }, { to: 'some', filterShare: '25%' }],
        deliveryLatency: constant('20 ms'),
        ...over,
      },
      all: { type: 'sqs.queue' },
      some: { type: 'sqs.queue' },
    },
  });
}

describe('a topic', () => {
  it('delivers every message to each queue that wants it, once', () => {
    const seen = fanOut();
    expect(seen.flow('all').fates.stored).toBe(10_000);
    const { stored, filtered } = seen.flow('some').fates;
    expect(stored + filtered).toBe(10_000);
    // 10,000 draws at 25 %: four standard deviations are 173.
    expect(Math.abs(stored - 2500)).toBeLessThan(173);
    expect(seen.sum('placed', 'NumberOfMessagesPublished')).toBe(10_000);
    expect(seen.sum('placed', 'NumberOfNotificationsFilteredOut')).toBe(filtered);
    expect(seen.mean('placed', 'DeliveryTime')).toBe(20_000);
    // 2 deliveries a second and 20 ms are on their way in the last 20 ms.
    expect(seen.sum('placed', 'NumberOfNotificationsDelivered')).toBeGreaterThan(10_000 + stored - 6);
  });

  it('bills each publish by started 64 KB, and each delivery', () => {
    const seen = fanOut({}, '10/s', '65537 B');
    expect(seen.usage('placed', 'standard-publish')).toBe(2 * 1000);
    const delivered = seen.sum('placed', 'NumberOfNotificationsDelivered');
    expect(seen.usage('placed', 'notification')).toBe(delivered);
  });

  it('refuses more than 256 KiB, which is lost to all', () => {
    const seen = fanOut({}, '10/s', '262145 B');
    expect(seen.sum('placed', 'RefusedMessages')).toBe(1000);
    expect([seen.flow('all').fates.rejected, seen.flow('some').fates.rejected]).toEqual([1000, 1000]);
  });

  it('loses to one subscriber alone what that one refuses for good', () => {
    const seen = run({
      seconds: 10,
      workloads: { orders: even('100/s', '2 KiB') },
      components: {
        shop: { type: 'custom.source', workload: 'orders', to: 'placed' },
        placed: { type: 'sns.topic', subscriptions: [{ to: 'large' }, { to: 'small' }] },
        large: { type: 'sqs.queue' },
        small: { type: 'sqs.queue', maximumMessageSize: '1 KiB' },
      },
    });
    expect(seen.flow('large').fates.stored).toBe(1000);
    expect(seen.flow('small').fates.rejected).toBe(1000);
    // The last two, 10 ms apart, may still be on their way when the window ends.
    expect(seen.sum('placed', 'NumberOfNotificationsFailed')).toBeGreaterThanOrEqual(998);
  });

  it('shares the quota of standard topics with the other topics of the account', () => {
    // 30,000 messages/s in us-east-1: a second's worth at once, then 30,000 a second, for both together.
    const topic = (to: string) => ({ type: 'sns.topic', subscriptions: [{ to }] });
    const seen = run({
      seconds: 2,
      workloads: { one: even('25000/s', '100 B'), two: even('25000/s', '100 B') },
      components: {
        shop: { type: 'custom.source', workload: 'one', to: 'a' },
        till: { type: 'custom.source', workload: 'two', to: 'b' },
        a: topic('x'),
        b: topic('y'),
        x: { type: 'sqs.queue' },
        y: { type: 'sqs.queue' },
      },
    });
    const published = seen.sum('a', 'NumberOfMessagesPublished') + seen.sum('b', 'NumberOfMessagesPublished');
    expect(published).toBeGreaterThanOrEqual(90_000 - 2);
    expect(published).toBeLessThanOrEqual(90_000);
  });

  it('invokes a function for each message', () => {
    const seen = run({
      seconds: 20,
      workloads: { orders: even('10/s', '1 KiB') },
      components: {
        shop: { type: 'custom.source', workload: 'orders', to: 'placed' },
        placed: { type: 'sns.topic', subscriptions: [{ to: 'mail' }, { to: 'audit' }] },
        mail: { type: 'lambda.function', duration: { perRecord: '20 ms' } },
        audit: { type: 'sqs.queue' },
      },
    });
    expect(seen.flow('mail').fates.delivered).toBe(200);
    expect(seen.flow('audit').fates.stored).toBe(200);
  });
});

describe('a delivery that is refused', () => {
  it('is tried three times at once, twice after 1 s, ten times after 1 to 20 s, then every 20 s: 23 days', () => {
    const delays = Array.from({ length: 100_015 }, (_, retry) => retryDelayUs(retry, 0.5) / 1e6);
    expect(delays.slice(0, 5)).toEqual([0, 0, 0, 1, 1]);
    expect([delays[5], delays[14], delays[15]]).toEqual([1, 20, 20]);
    const growth = delays.slice(5, 14).map((delay, i) => delays[i + 6]! / delay);
    for (const factor of growth) expect(factor).toBeCloseTo(20 ** (1 / 9), 2);
    const days = delays.reduce((sum, delay) => sum + delay, 0) / 86_400;
    expect(Math.floor(days)).toBe(23);
  });
});

describe('the lines of a FIFO topic', () => {
  it('let no message of a group pass one before it, and groups pass one another', () => {
    const lines = new GroupLines();
    const [a, b, other] = [0, 1, 2].map((slot) => new Delivery({ answered() {} }, slot)) as [
      Delivery,
      Delivery,
      Delivery,
    ];
    expect([lines.join(7, 100), lines.join(7, 60), lines.join(8, 50)]).toEqual([100, 100, 50]);
    expect(lines.enter(8, other)).toBe(true);
    expect(lines.enter(7, a)).toBe(true);
    expect(lines.enter(7, b)).toBe(false);
    expect(lines.leave(8)).toBeNull();
    expect(lines.leave(7)).toBe(b);
    expect(lines.leave(7)).toBeNull();
    // With nobody under way the group begins anew.
    expect(lines.join(7, 10)).toBe(10);
  });
});

describe('a topic is refused', () => {
  const mistakesOf = async (topic: string, endpoint: string): Promise<readonly string[]> => {
    const text = `duration: 1 min
workloads:
  w: { arrivals: { process: poisson, rate: 10/s }, size: 1 KiB }
components:
  source: { type: custom.source, workload: w, to: topic }
  topic: { type: sns.topic, ${topic} }
  end: { ${endpoint} }
`;
    const readFile = () => Promise.reject(new Error('no files'));
    try {
      await loadScenario({ text, file: 'x.yaml', readFile, environment: {}, catalogue });
      return [];
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      return error.mistakes.map(({ message, line }) => `${line}: ${message}`);
    }
  };
  const to = 'subscriptions: [{ to: end }]';

  it.each([
    [
      'a FIFO queue behind a standard topic',
      to,
      'type: sqs.queue, fifoQueue: true',
      /a FIFO queue cannot be subscribed/,
    ],
    [
      'a function behind a FIFO topic',
      `fifoTopic: true, ${to}`,
      'type: lambda.function',
      /does not deliver to functions/,
    ],
    ['a stream', to, 'type: kinesis.stream', /delivers to queues and functions/],
    [
      'an endpoint twice',
      'subscriptions: [{ to: end }, { to: end }]',
      'type: sqs.queue',
      /subscribed already/,
    ],
    [
      'a scope without FIFO',
      `fifoThroughputScope: Topic, ${to}`,
      'type: sqs.queue',
      /attribute of FIFO topics/,
    ],
    ['no subscription', 'subscriptions: []', 'type: sqs.queue', /subscriptions/],
  ])('with %s', async (_what, topic, endpoint, message) => {
    const mistakes = await mistakesOf(topic, endpoint);
    expect(mistakes.join('\n')).toMatch(message);
    expect(mistakes[0]).toMatch(/^6: /);
  });

  it('not with a standard queue behind a FIFO topic', async () => {
    expect(await mistakesOf(`fifoTopic: true, ${to}`, 'type: sqs.queue')).toEqual([]);
  });
});
