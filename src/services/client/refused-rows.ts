// What is left of a call once its answer is there: the rows that were refused and may go again, in their order.

import type { Reason } from '../ports/record-sink.ts';
import type { Ledger } from '../records/ledger.ts';
import type { CallFailure } from './retry.ts';
import type { SdkCall } from './sdk-call.ts';

/**
 * Drops the stored records from the call's batch, and the ones refused for good.
 * @returns why the others failed (the last one's reason), or null when nothing is left
 */
export function keepRefused(
  call: SdkCall,
  reasons: readonly (Reason | null)[],
  ledger: Ledger,
  origin: number,
): CallFailure | null {
  const { batch, stored, reason } = call;
  const { createdUs, enteredUs, number, sizeBytes, keyBytes, key, count } = batch;
  const rows = batch.length;
  let kept = 0;
  let records = 0;
  let bytes = 0;
  let failure: CallFailure | null = null;
  let known = -1;
  // All rows are of one source and have been sent together: `origin`, `sentUs`, `attempt` and `duplicate` are the same
  // in all of them, and stay.
  for (let row = 0; row < rows; row++) {
    const taken = stored[row]!;
    const left = count[row]! - taken;
    if (left === 0) continue;
    const why = reason[row]!;
    if (why !== known) {
      if (rejects(call, row, left, reasons, ledger, origin)) continue;
      failure = reasons[why]!.kind as CallFailure;
      known = why;
    }
    const size = sizeBytes[row]!;
    const keySize = keyBytes[row]!;
    records += left;
    bytes += (size + keySize) * left;
    createdUs[kept] = createdUs[row]!;
    enteredUs[kept] = enteredUs[row]!;
    number[kept] = number[row]! + taken;
    sizeBytes[kept] = size;
    keyBytes[kept] = keySize;
    key[kept] = key[row]!;
    count[kept] = left;
    reason[kept] = why;
    kept++;
  }
  batch.length = kept;
  batch.records = records;
  call.bytes = bytes;
  return failure;
}

// Books what is left of a row as refused for good, when it is.
function rejects(
  call: SdkCall,
  row: number,
  left: number,
  reasons: readonly (Reason | null)[],
  ledger: Ledger,
  origin: number,
): boolean {
  const { batch, stored, reason } = call;
  if (reasons[reason[row]!]!.kind !== 'rejected') return false;
  const number = batch.number[row]! + stored[row]!;
  ledger.lost(origin, 'rejected', batch.createdUs[row]!, left, batch.sizeBytes[row]!, number);
  return true;
}

/** Books what is left of a call as given up, by the reason of each row. */
export function giveUpRows(
  { batch, reason }: SdkCall,
  reasons: readonly (Reason | null)[],
  ledger: Ledger,
  origin: number,
): void {
  const { createdUs, count, sizeBytes, number } = batch;
  for (let row = 0; row < batch.length; row++) {
    const fate = reasons[reason[row]!]!.kind === 'throttled' ? 'throttledOut' : 'failed';
    ledger.lost(origin, fate, createdUs[row]!, count[row]!, sizeBytes[row]!, number[row]!);
  }
}

/** Books what is left of a call as dropped: the host that held it is gone. */
export function dropRows({ batch }: SdkCall, ledger: Ledger, origin: number): void {
  const { createdUs, count, sizeBytes, number } = batch;
  for (let row = 0; row < batch.length; row++) {
    ledger.lost(origin, 'dropped', createdUs[row]!, count[row]!, sizeBytes[row]!, number[row]!);
  }
  batch.clear();
}
