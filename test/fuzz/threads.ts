// Cases in threads of their own, so that one that never ends, or takes all memory, is told like any other defect.

import { Worker } from 'node:worker_threads';
import type { Case } from './cases.ts';
import type { Said } from './worker.ts';

/** Far more than any case takes, on a busy machine too. */
const MOST_SECONDS = 120;
const MEMORY_MB = 1_500;

/** One thread, which is replaced when a case ends it. */
export class Thread {
  private worker: Worker | null = null;

  /** Looks at a case. */
  look(one: Case): Promise<Said> {
    this.worker ??= new Worker(new URL('./worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const { worker } = this;
    return new Promise((resolve) => {
      const end = (said: Said, lost: boolean): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (lost) {
          this.worker = null;
          void worker.terminate();
        }
        resolve(said);
      };
      const onMessage = (said: Said): void => end(said, false);
      const onError = (error: Error): void => end({ defect: `the thread died: ${error.message}` }, true);
      const onExit = (code: number): void => end({ defect: `the thread ended with ${code}` }, true);
      const timer = setTimeout(
        () => end({ defect: `no answer within ${MOST_SECONDS} s` }, true),
        MOST_SECONDS * 1_000,
      );
      worker.once('message', onMessage).once('error', onError).once('exit', onExit);
      worker.postMessage(one);
    });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }
}
