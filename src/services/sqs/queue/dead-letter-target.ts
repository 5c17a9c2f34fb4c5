// How one queue moves messages to another, its dead-letter queue: no SendMessage, not billed, not counted as sent.

import { port } from '../../ports/port.ts';
import type { MessageStore } from './message-store.ts';

/** A queue that takes what another could not get worked through. */
export interface DeadLetterTarget {
  readonly component: string;
  /** Whether anybody reads it: then the flows of its readers go on with the message. */
  applications(): { readonly names: readonly string[]; readonly keeps: boolean };
  /** Messages that come here have groups. Said before the run begins. */
  getsGroups(): void;
  /** Takes a message over; the caller frees its own slot. */
  move(from: MessageStore, slot: number, nowUs: number): void;
}

export const DeadLetterTargetPort = port<DeadLetterTarget>('DeadLetterTarget');
