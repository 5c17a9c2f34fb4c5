// The smallest whole scenario of a function: shown by `sim components`, run by the conformance suite.

export const FUNCTION_EXAMPLE = `name: function-example
description: A function of 512 MB is invoked 50 times a second, and takes 80 ms each time.
duration: 20 s
warmup: 2 s

workloads:
  requests:
    arrivals: { process: poisson, rate: 50/s }

components:
  clients:
    type: custom.source
    workload: requests
    to: resize

  resize:
    type: lambda.function
    memorySize: 512 MiB
    duration: { perBatch: 80 ms, atMemory: 512 MiB }
`;
