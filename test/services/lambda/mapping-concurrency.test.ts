// How many batches a mapping may have in work, second by second.

import { describe, expect, it } from 'vitest';
import { MappingConcurrency } from '../../../src/services/lambda/mapping/queue/mapping-concurrency.ts';

function slotsAfter(seconds: number, config: object): number {
  const concurrency = new MappingConcurrency({ errorBackOff: 0.5, ...config } as never);
  for (let second = 0; second < seconds; second++) concurrency.look(true);
  return concurrency.slots;
}

describe('a mapping that is short of pollers', () => {
  it('has five and five more a second, up to 1,250', () => {
    expect([0, 1, 60, 249, 300].map((seconds) => slotsAfter(seconds, {}))).toEqual([5, 10, 305, 1250, 1250]);
  });

  it('has ten for each poller in provisioned mode, and 1,000 more a minute: to the last one, though that is 16 2/3 a second', () => {
    const provisionedPollerConfig = { minimumPollers: 2, maximumPollers: 200 };
    const at = (seconds: number) => slotsAfter(seconds, { provisionedPollerConfig });
    expect([0, 1, 30, 60, 118, 119].map(at)).toEqual([20, 36, 520, 1020, 1986, 2000]);
  });
});
