// Functions that are pushed to count among the consumers that a stream may have with enhanced fan-out.

import { expect, it } from 'vitest';
import { load } from '../../conformance/example.ts';

it('twenty functions with enhanced fan-out are a stream’s most', async () => {
  const functions = (many: number) =>
    Array.from(
      { length: many },
      (_, i) =>
        `  worker${i}: { type: lambda.function, eventSourceMappings: [{ from: log, mode: enhanced-fan-out }] }`,
    ).join('\n');
  const text = (many: number) => `name: fan-out
duration: 1 min
workloads: { events: { arrivals: { process: constant, rate: 1/s } } }
components:
  hosts: { type: kinesis.producer, workload: events, to: log }
  log: { type: kinesis.stream }
${functions(many)}
`;
  await expect(load(text(20))).resolves.toBeDefined();
  await expect(load(text(21))).rejects.toThrow(/21 consumers with enhanced fan-out; a stream has 20 at most/);
});
