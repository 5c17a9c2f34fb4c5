// Most records only join the batch that their host gathers: nothing is scheduled and nothing sent. Those are taken in
// one pass over the traffic's columns, and booked together; the first that opens, fills or overruns anything ends it.

import type { Traffic } from '../../workload/traffic.ts';
import type { Site } from '../component.ts';
import { numberSum } from '../records/batch.ts';
import type { SdkHost } from './sdk-call.ts';

/** What decides whether a record only joins a batch. */
export interface Gathering {
  readonly site: Site;
  /** The ledger's number of the source. */
  readonly origin: number;
  readonly hosts: readonly SdkHost[];
  /** Of a batch; at that many, or so many bytes, it goes. */
  readonly maxRecords: number;
  readonly maxBytes: number;
  /** Of a host. */
  readonly maxBufferedBytes: number;
}

/**
 * Takes rows from `from` on that arrive before `untilUs`, as long as they only join what their hosts gather.
 * @returns the first row that it left
 */
export function gatherRows(gathering: Gathering, traffic: Traffic, from: number, untilUs: number): number {
  const { atUs, number, sizeBytes, keyBytes, key, count, hostDraw, length } = traffic;
  const { site, origin, hosts, maxRecords, maxBytes, maxBufferedBytes } = gathering;
  // Where each has a batch of its own none joins another.
  if (maxRecords === 1) return from;
  const { startUs, endUs } = site.window;
  let records = 0;
  let bytes = 0;
  let numbers = 0;
  let moments = 0;
  let row = from;
  for (; row < length; row++) {
    const nowUs = atUs[row]!;
    if (!(nowUs < untilUs)) break;
    const host = hosts[Math.floor(hostDraw[row]! * hosts.length)]!;
    const call = host.gathering;
    if (call === null) break;
    const { batch } = call;
    const size = sizeBytes[row]!;
    const keySize = keyBytes[row]!;
    const n = count[row]!;
    const more = (size + keySize) * n;
    if (batch.records + n >= maxRecords || call.bytes + more >= maxBytes) break;
    if (host.bufferedBytes + more > maxBufferedBytes) break;
    batch.gather(nowUs, nowUs, number[row]!, size, keySize, key[row]!, origin, n);
    call.bytes += more;
    host.bufferedBytes += more;
    if (nowUs < startUs || nowUs >= endUs) continue;
    records += n;
    bytes += size * n;
    numbers = (numbers + (numberSum(number[row]!, n) | 0)) | 0;
    moments = (moments + Math.imul(nowUs | 0, n)) | 0;
  }
  if (records > 0) site.ledger.producedAll(origin, records, bytes, numbers, moments);
  return row;
}
