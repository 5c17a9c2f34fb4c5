// FIFO queues under the claims that the conformance suite makes of every type, whose example is a standard queue: more traffic
// than a queue takes, in each of its modes.

import { describe, expect, it } from 'vitest';
import type { RecordedFlow } from '../../../src/experiment/replication-result.ts';
import { designOf, produced, run } from '../../conformance/example.ts';

const COPIES = 10;

const scenario = (properties: string, producer: string) => `name: fifo
duration: 20 s
warmup: 2 s
workloads:
  events:
    arrivals: { process: poisson, rate: 900/s }
    partitionKey: { distribution: zipf, keys: 200 }
    size: 500 B
components:
  source: ${producer}
  queue: { type: sqs.queue, fifoQueue: true${properties} }
`;

const HIGH =
  ', deduplicationScope: messageGroup, fifoThroughputLimit: perMessageGroupId, partitions: 3, partitionTime: 5 s';
const SOURCE = '{ type: custom.source, workload: events, to: queue }';

const CASES = [
  ['one partition', scenario('', SOURCE)],
  ['partitions that are added', scenario(HIGH, SOURCE)],
] as const;

const ledgerOf = ({ latencySharesUs: _, ...ledger }: RecordedFlow) => ledger;

describe.each(CASES)('a FIFO queue of %s', (_name, text) => {
  it('does the same to one row of ten records as to ten rows of one', async () => {
    const base = await designOf(text);
    const design = { ...base, load: base.load / COPIES };
    const merged = run(design, { grain: { copies: COPIES, merged: true } });
    const single = run(design, { grain: { copies: COPIES, merged: false } });
    expect(produced(merged)).toBeGreaterThan(0);
    expect(merged.flows.map(ledgerOf)).toEqual(single.flows.map(ledgerOf));
    expect(merged.usage).toEqual(single.usage);
  });

  it('refuses some, and is the same when it is run again', async () => {
    const design = await designOf(text);
    const first = run(design);
    const [flow] = first.flows;
    expect(flow!.fates.throttledOut).toBeGreaterThan(100);
    expect(flow!.fates.stored).toBeGreaterThan(1000);
    expect(run(design).fingerprint).toBe(first.fingerprint);
  });
});
