// How each library gets records when nothing else is said: the KCL 2.x and 3.x by enhanced fan-out, all others by polling.

import { US_PER_MS } from '../../../engine/time-units.ts';
import { IDLE_TIME_1, IDLE_TIME_2, REFUSED_PAUSE_1 } from './kcl-limits.ts';
import type { Library } from './kcl-schema.ts';

export type ReadMode = 'shared' | 'enhanced-fan-out';

interface Retrieval {
  readonly mode: ReadMode;
  /** Between its calls where it polls, µs. */
  readonly idleUs: number;
  /** After a refused call that the SDK has given up, µs; null for the same. */
  readonly refusedUs: number | null;
}

const NEWER: Retrieval = {
  mode: 'enhanced-fan-out',
  idleUs: IDLE_TIME_2.value * US_PER_MS,
  refusedUs: null,
};

/** By the library's name. */
export const RETRIEVAL: Readonly<Record<Library['type'], Retrieval>> = {
  sdk: { mode: 'shared', idleUs: IDLE_TIME_1.value * US_PER_MS, refusedUs: null },
  'kcl-1': {
    mode: 'shared',
    idleUs: IDLE_TIME_1.value * US_PER_MS,
    refusedUs: REFUSED_PAUSE_1.value * US_PER_MS,
  },
  'kcl-2': NEWER,
  'kcl-3': NEWER,
};
