// All mutations, in the order of VALIDATION.md.

import { functionMutations } from './functions.ts';
import type { Mutation } from './mutation.ts';
import { queueMutations } from './queues.ts';
import { streamMutations } from './streams.ts';
import { tableMutations } from './tables.ts';

export const mutations: readonly Mutation[] = [
  ...streamMutations,
  ...queueMutations,
  ...tableMutations,
  ...functionMutations,
];
