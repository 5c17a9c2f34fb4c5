// How long a mapping hides what it receives: as the queue has it, and for longer where a window that outlasts the visibility
// timeout would let messages come again before they are worked on.

import { US_PER_SECOND } from '../../../../engine/time-units.ts';
import { WINDOW_VISIBILITY } from '../mapping-limits.ts';

/** @returns how long received messages stay hidden, µs */
export function windowVisibilityUs(visibilityTimeoutUs: number, windowUs: number, timeoutUs: number): number {
  const neededUs = windowUs + timeoutUs;
  if (windowUs === 0 || neededUs <= visibilityTimeoutUs) return visibilityTimeoutUs;
  return neededUs + WINDOW_VISIBILITY.value * US_PER_SECOND;
}
