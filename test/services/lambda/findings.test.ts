// What a run says of a function that was held back: which limit, how much of the harm it explains, and what lifts it.

import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/experiment/findings.ts';
import { FUNCTION_EXAMPLE } from '../../../src/services/lambda/examples.ts';
import { functionType } from '../../../src/services/lambda/function/function-type.ts';
import { designOf, measured, run } from '../../conformance/example.ts';

async function found(rate: string, properties: string, account = ''): Promise<readonly string[]> {
  const design = await designOf(`name: findings
duration: 30 s
replications: 1
${account}
workloads: { events: { arrivals: { process: constant, rate: ${rate} } } }
components:
  source: { type: custom.source, workload: events, to: worker }
  worker: { type: lambda.function, coldStart: 100 ms, ${properties} }
`);
  return findingsOf(measured(design, run(design)), []).map(({ title, limit }) => `${title} [${limit}]`);
}

describe('a finding', () => {
  it('names the concurrency that was used up: the function’s own, or the account’s', async () => {
    const own = await found('20/s', 'reservedConcurrentExecutions: 5, duration: { perBatch: 1 s }');
    expect(own.join()).toMatch(/as many run as are reserved \(5\) \[reservedConcurrentExecutions: 5\]/);
    const shared = await found(
      '20/s',
      'duration: { perBatch: 1 s }',
      'account: { lambda.concurrentExecutions: 8 }',
    );
    expect(shared.join()).toMatch(/as the account has left \(8\) \[8 concurrent executions of the account\]/);
  });

  it('names the rate at which environments come, and that of requests', async () => {
    const scaling = await found(
      '1000/s',
      'timeout: 1 min, duration: { perBatch: 50 s }',
      'account: { lambda.concurrentExecutions: 50000 }',
    );
    expect(scaling.join()).toMatch(/environments cannot be added so fast \[1,000 new environments per 10 s/);
    const requests = await found('200/s', 'reservedConcurrentExecutions: 5, duration: { perBatch: 1 ms }');
    expect(requests.join()).toMatch(/more than 50 come a second \[10 requests\/s for each/);
  });

  it('tells of timeouts, of errors and of what is spent on init phases', async () => {
    const late = await found('5/s', 'duration: { perBatch: 4 s }');
    expect(late.join()).toMatch(/100 % of the invocations are ended by the timeout of 3 s/);
    const failing = await found('50/s', 'errorRate: 50%, duration: { perBatch: 10 ms }');
    expect(failing.join()).toMatch(/% of the invocations fail/);
    const cold = await found('0.5/s', 'idleLife: 1 s, duration: { perBatch: 100 ms }');
    expect(cold.join()).toMatch(/50 % of the billed time is spent on init phases/);
  });

  it('is not made where nothing is wrong', async () => {
    const design = await designOf(FUNCTION_EXAMPLE);
    const results = measured(design, run(design));
    expect(findingsOf(results, []).filter(({ component }) => component === 'resize')).toEqual([]);
    expect(functionType.limits.scalingRate!.value).toBe(1000);
  });
});
