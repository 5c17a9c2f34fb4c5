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
  const { count } = batch;
  const rows = batch.length;
  let kept = 0;
  let records = 0;
  let bytes = 0;
  let failure: CallFailure | null = null;
  for (let row = 0; row < rows; ) {
    const left = count[row]! - stored[row]!;
    const why = reason[row]!;
    if (left === 0 || rejects(call, row, left, reasons, ledger, origin)) {
      row++;
      continue;
    }
    failure = reasons[why]!.kind as CallFailure;
    // Rows that were refused whole, for the same reason, one behind the other.
    let end = row;
    while (end < rows && stored[end] === 0 && reason[end] === why) {
      records += count[end]!;
      bytes += (batch.sizeBytes[end]! + batch.keyBytes[end]!) * count[end]!;
      end++;
    }
    if (end > row) {
      batch.moveRun(row, kept, end - row);
    } else {
      batch.move(row, kept, batch.number[row]! + stored[row]!, left);
      records += left;
      bytes += (batch.sizeBytes[kept]! + batch.keyBytes[kept]!) * left;
      end++;
    }
    reason.fill(why, kept, kept + end - row);
    kept += end - row;
    row = end;
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
