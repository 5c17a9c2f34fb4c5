// A thread that looks at one case after the other. Whoever started it ends it when a case takes too long.

import { parentPort } from 'node:worker_threads';
import { traceOf } from './answer.ts';
import { type Case, type Outcome, outcomeOf } from './cases.ts';

/** What a thread says of a case: how it went, or what is wrong. */
export type Said = { readonly outcome: Outcome } | { readonly defect: string };

parentPort?.on('message', (one: Case) => {
  void said(one).then((answer) => parentPort?.postMessage(answer));
});

async function said(one: Case): Promise<Said> {
  try {
    return { outcome: await outcomeOf(one) };
  } catch (error) {
    return { defect: error instanceof Error && error.name === 'Defect' ? error.message : traceOf(error) };
  }
}
