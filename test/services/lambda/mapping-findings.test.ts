// What a run says of a function's mappings: which of them held it back, and what lifts that.

import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/experiment/findings.ts';
import { designOf, measured, run } from '../../conformance/example.ts';

async function found(mapping: string, properties: string, source = 'log'): Promise<string> {
  const design = await designOf(`name: findings
duration: 2 min
replications: 1
workloads: { events: { arrivals: { process: constant, rate: 100/s } } }
components:
  hosts: { type: kinesis.producer, workload: events, to: log }
  log: { type: kinesis.stream }
  other: { type: sqs.producer, workload: events, to: queue }
  queue: { type: sqs.queue }
  worker: { type: lambda.function, coldStart: 100 ms, timeout: 30 s, ${properties}, eventSourceMappings: [{ from: ${source}, ${mapping} }] }
`);
  return findingsOf(measured(design, run(design)), [])
    .filter(({ component }) => component === 'worker')
    .map(({ title, limit, advice }) => `${title} [${limit}] ${advice}`)
    .join('\n');
}

describe('a finding', () => {
  it('names the batch that fails without end, and says how to get past it', async () => {
    const text = await found('batchSize: 50', 'poisonRate: 0.1%');
    expect(text).toMatch(/hold their shards up: records are up to \d/);
    expect(text).toMatch(/Set maximumRetryAttempts .* Halve the batch/);
  });

  it('names what was given up, with the good records in it', async () => {
    const text = await found('batchSize: 50, maximumRetryAttempts: 1', 'poisonRate: 0.1%');
    expect(text).toMatch(/records \(\d.* of those read\) were given up/);
    expect(text).toMatch(/name a destination/);
  });

  it('names the lanes of a function that is slower than its stream', async () => {
    const text = await found('batchSize: 10', 'duration: { perBatch: 200 ms }');
    expect(text).toMatch(/slower than its stream: records are up to \d.*parallelizationFactor 1/);
  });

  it('names the rate at which a queue’s mapping adds batches, and its maximum', async () => {
    const ramp = await found('batchSize: 1', 'duration: { perBatch: 5 s }', 'queue');
    expect(ramp).toMatch(/from 5 to \d+ batches in work, 300 more a minute/);
    const most = await found(
      'batchSize: 1, scalingConfig: { maximumConcurrency: 20 }',
      'duration: { perBatch: 5 s }',
      'queue',
    );
    expect(most).toMatch(/20 batches in work, as many as may be \[maximumConcurrency 20/);
  });

  it('names a maximum concurrency of two that is always reached, and none that is reached now and then', async () => {
    const two = 'batchSize: 10, scalingConfig: { maximumConcurrency: 2 }';
    expect(await found(two, 'duration: { perBatch: 1 s }', 'queue')).toMatch(
      /2 batches in work, as many as may be \[maximumConcurrency 2/,
    );
    // 100 messages a second, at most one in work in two for a millisecond.
    expect(await found(two, 'duration: { perBatch: 1 ms }', 'queue')).not.toMatch(/batches in work/);
  });

  it('tells provisioned pollers of a queue from a stream beside them', async () => {
    const poller = 'batchSize: 1, provisionedPollerConfig: { maximumPollers: 4 } }, { from: log';
    const text = await found(poller, 'duration: { perBatch: 1 s }', 'queue');
    expect(text).toMatch(/40 batches in work, as many as may be \[maximumPollers 4, each with 10 batches/);
    expect(text).not.toMatch(/300 more a minute/);
  });

  it('names provisioned pollers that receive as often as they may', async () => {
    // Two pollers of ten receives a second, with one message each: 20 of the 100 messages a second.
    const two = 'batchSize: 1, provisionedPollerConfig: { maximumPollers: 2 }';
    expect(await found(two, 'duration: { perBatch: 100 ms }', 'queue')).toMatch(
      /received 20 messages\/s of the 20 that its pollers can \[maximumPollers 2, each with 10 receives\/s of 1 messages/,
    );
    const ten = 'batchSize: 10, provisionedPollerConfig: { maximumPollers: 2 }';
    expect(await found(ten, 'duration: { perBatch: 100 ms }', 'queue')).not.toMatch(/pollers can/);
  });

  it('is not made where nothing is wrong', async () => {
    expect(await found('batchSize: 100', 'duration: { perBatch: 10 ms }')).not.toMatch(/batch|stream/);
    expect(await found('batchSize: 10', 'duration: { perBatch: 10 ms }', 'queue')).not.toMatch(/mapping/);
  });
});
