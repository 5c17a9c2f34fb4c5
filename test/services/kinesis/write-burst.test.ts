// How much a shard's byte limit may take at once.

import { describe, expect, it } from 'vitest';
import { load } from '../../conformance/example.ts';

const stream = (writeBurst: string) => `name: burst
duration: 1 min
workloads: { w: { arrivals: { process: poisson, rate: 1/s }, partitionKey: { distribution: uniform, keys: 1 }, size: 1 KiB } }
components:
  hosts: { type: kinesis.producer, workload: w, to: clicks }
  clicks: { type: kinesis.stream, writeBurst: ${writeBurst} }
`;

describe('the burst of a shard', () => {
  it('is 4 GiB at the most, an hour and more of what it takes: no bucket holds more', async () => {
    await expect(load(stream('4 GiB'))).resolves.toBeDefined();
    await expect(load(stream('5 GiB'))).rejects.toThrow(/more than 4 GiB/);
  });
});
