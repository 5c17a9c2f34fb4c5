// A call whose latency is not given takes what is assumed of its operation, wherever it is called; a server of one's own
// takes no more than its service.

import { describe, expect, it } from 'vitest';
import { latencyOf } from '../../../src/services/client/request-latency.ts';
import { catalogue } from '../../../src/services/index.ts';

const auto = { distribution: 'auto' } as const;

describe('a call', () => {
  it('to a queue takes 6.5 ms in the median, with a heavy tail; to a topic or a stream 12 ms', () => {
    const queue = { distribution: 'lognormal', median: 6500, sigma: 1.1 };
    expect(latencyOf(auto, 'SendMessage')).toMatchObject(queue);
    expect(latencyOf(auto, 'SendMessageBatch')).toMatchObject(queue);
    const put = { distribution: 'lognormal', median: 12_000, sigma: 0.4 };
    for (const operation of ['Publish', 'PublishBatch', 'PutRecord', 'PutRecords']) {
      expect(latencyOf(auto, operation)).toMatchObject(put);
    }
  });

  it('to any service of AWS takes time', () => {
    for (const { name, operations, example } of catalogue) {
      if (name.startsWith('custom.') || operations === undefined) continue;
      expect(example).toContain(name);
      for (const operation of operations({} as never, () => undefined) ?? []) {
        expect(latencyOf(auto, operation), operation).not.toEqual({ distribution: 'constant', value: 0 });
      }
    }
    expect(latencyOf(auto, 'Request')).toEqual({ distribution: 'constant', value: 0 });
  });
});
