// Most user records only gather for their shard: nothing is full and nothing goes on. Those are taken in one pass over
// the traffic's columns, and booked together; the first that fills or overruns anything ends it, and so does whatever
// else comes next: the moment when what gathers is due, where a record begins it, is one that may.

import type { Traffic } from '../../../workload/traffic.ts';
import { BEGAN, type KplHost, type KplShared, LEFT } from './kpl-host.ts';

/**
 * Takes rows from `from` on that arrive before `untilUs`, as long as they only gather on their hosts.
 * @returns the first row that it left
 */
export function gatherRows(
  shared: KplShared,
  hosts: readonly KplHost[],
  traffic: Traffic,
  from: number,
  untilUs: number,
): number {
  const { atUs, number, sizeBytes, keyBytes, key, count, hostDraw, length } = traffic;
  let nextUs = untilUs;
  let row = from;
  for (; row < length; row++) {
    const nowUs = atUs[row]!;
    if (!(nowUs < nextUs) || count[row] !== 1) break;
    const host = hosts[Math.floor(hostDraw[row]! * hosts.length)]!;
    const done = host.gather(number[row]!, sizeBytes[row]!, keyBytes[row]!, key[row]!, nowUs);
    if (done === LEFT) break;
    if (done === BEGAN) nextUs = shared.site.engine.quietUntilUs;
  }
  if (row > from) book(shared, traffic, from, row);
  return row;
}

// Rows [from, to), of one record each, were handed over and taken.
function book({ site, origin, meters }: KplShared, traffic: Traffic, from: number, to: number): void {
  const { atUs, number, sizeBytes, count } = traffic;
  meters.received.addAll(atUs, count, from, to);
  meters.pending.changeAll(atUs, count, from, to);
  const { startUs, endUs } = site.window;
  let records = 0;
  let bytes = 0;
  let numbers = 0;
  let moments = 0;
  for (let row = from; row < to; row++) {
    const nowUs = atUs[row]!;
    if (nowUs < startUs || nowUs >= endUs) continue;
    records++;
    bytes += sizeBytes[row]!;
    numbers = (numbers + (number[row]! | 0)) | 0;
    moments = (moments + (nowUs | 0)) | 0;
  }
  if (records > 0) site.ledger.producedAll(origin, records, bytes, numbers, moments);
}
