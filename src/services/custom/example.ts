// The smallest whole scenario of both types: shown by `sim components`, run by the conformance suite.

export const CUSTOM_EXAMPLE = `name: queue-example
description: Requests at 80/s meet two servers that take 20 ms each (the queue M/M/2 at 80 % load).
duration: 20 s
warmup: 2 s

workloads:
  requests:
    arrivals: { process: poisson, rate: 80/s }

components:
  clients:
    type: custom.source
    workload: requests
    to: backend

  backend:
    type: custom.server
    servers: 2
    serviceTime: { distribution: exponential, mean: 20 ms }
`;
