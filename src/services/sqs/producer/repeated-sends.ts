// Messages that an application sends once more although they are stored: it never got the answer. A standard queue stores
// them again; a FIFO queue knows their deduplication id for five minutes.

import { DirectCaller } from '../../client/direct-caller.ts';
import type { ProducerAside } from '../../client/producer.ts';
import type { Site } from '../../component.ts';
import type { PutCall, RecordSink } from '../../ports/record-sink.ts';
import { DrawsBySource } from '../../records/draws-by-source.ts';

/** What one producer sends twice. */
export class RepeatedSends implements ProducerAside {
  private readonly draws: DrawsBySource;
  private readonly caller: DirectCaller;
  private readonly share: number;
  private readonly origin: number;

  /** @param share of the stored messages */
  constructor(site: Site, sink: RecordSink, origin: number, share: number) {
    this.draws = new DrawsBySource(site, 'duplicateSends');
    const repeated = site.counter('DuplicateSends');
    this.caller = new DirectCaller(site, sink, origin, {
      sent: (count, nowUs) => repeated.add(nowUs, count),
      refused: () => {},
    });
    this.share = share;
    this.origin = origin;
  }

  answered({ batch, stored }: PutCall, nowUs: number): void {
    const { createdUs, number, sizeBytes, keyBytes, key, length } = batch;
    for (let row = 0; row < length; row++) {
      for (let i = 0; i < stored[row]!; i++) {
        const record = number[row]! + i;
        if (this.draws.at(this.origin, record).double() >= this.share) continue;
        this.caller.send(
          createdUs[row]!,
          record,
          sizeBytes[row]!,
          keyBytes[row]!,
          key[row]!,
          1,
          nowUs,
          false,
          1,
        );
      }
    }
  }
}
