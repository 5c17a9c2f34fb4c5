// Ctrl-C and a polite kill: the first asks the run to end with what it has, the second ends the process at once.

import { constants } from 'node:os';

type Signal = 'SIGINT' | 'SIGTERM';
const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM'];

/** Listens from its making until `close`. */
export class Interrupt {
  private readonly controller = new AbortController();
  private readonly listener = (signal: Signal): void => this.received(signal);
  private first: Signal | null = null;
  private readonly notify: (message: string) => void;

  constructor(notify: (message: string) => void) {
    this.notify = notify;
    for (const signal of SIGNALS) process.on(signal, this.listener);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What the shell expects of a process that a signal ended: 130, 143; null when there was none. */
  get exitCode(): number | null {
    return this.first === null ? null : exitCodeOf(this.first);
  }

  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.listener);
  }

  private received(signal: Signal): void {
    if (this.first !== null) process.exit(exitCodeOf(signal));
    this.first = signal;
    this.notify('interrupted: what is complete is kept; once more ends at once\n');
    this.controller.abort();
  }
}

function exitCodeOf(signal: Signal): number {
  return 128 + constants.signals[signal];
}
