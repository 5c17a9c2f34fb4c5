// How long an invocation takes, by hand. Work of 10 s is ended after the default timeout of 3 s. What is all work of the CPU and
// takes 1 s with 3,008 MB, which is more than one vCPU, takes 1,769 / 512 s with 512 MB. An init phase of 20 s is given up after
// 10 s and begun anew within the invocation: with 1 s of work that takes 21 s then.

import { meanSeconds } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'Lambda developer guide';
const ENVIRONMENT = `${GUIDE}, execution environment; by hand`;
const LONG_INIT = [
  'components.function.coldStart=20 s',
  'components.function.timeout=1 min',
  'components.function.duration.perBatch=1 s',
];

export const lambdaTimes = workedRow({
  name: 'lambda-times',
  source: `${GUIDE}, quotas; by hand`,
  scenario: 'test/validation/scenarios/invocations.yaml',
  claims: [
    {
      what: 'an invocation with 10 s of work and no timeout of its own: s',
      expected: 3,
      within: 0,
      sets: ['components.function.maximumRetryAttempts=0'],
      source: 'Lambda API reference, CreateFunction; by hand',
      reaches: ['lambda.function limit timeoutDefault'],
      seen: (result) => meanSeconds(result, 'function', 'Duration'),
    },
    {
      what: 'work of the CPU that takes 1 s with 3,008 MB, with 512 MB: s',
      expected: 1769 / 512,
      within: 0.000001,
      decimals: 3,
      sets: [
        'components.function.timeout=1 min',
        'components.function.memorySize=512 MiB',
        'components.function.duration={ perBatch: 1 s, cpuShare: 100%, atMemory: 3008 MiB }',
      ],
      reaches: ['lambda.function limit memoryOfOneVcpu'],
      seen: (result) => meanSeconds(result, 'function', 'Duration'),
    },
    {
      what: 'an init phase of 20 s: s before it is given up',
      expected: 10,
      within: 0,
      sets: LONG_INIT,
      source: ENVIRONMENT,
      reaches: ['lambda.function limit initMost'],
      seen: (result) => meanSeconds(result, 'function', 'InitDuration'),
    },
    {
      what: 'and the invocation with 1 s of work after it: s',
      expected: 20 + 1,
      within: 0,
      sets: LONG_INIT,
      source: ENVIRONMENT,
      seen: (result) => meanSeconds(result, 'function', 'Duration'),
    },
  ],
});
