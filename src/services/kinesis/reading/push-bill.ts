// What an application with enhanced fan-out is billed for: the hours of each open shard, and the bytes pushed, by the meters
// that the stream's mode has. Whoever holds the bill: the consumer, or the stream for readers of other services.

import type { Site } from '../../component.ts';
import type { LogReader } from '../../ports/record-log.ts';

/** The bill of one reader. */
export class PushBill {
  private readonly site: Site;
  private readonly reader: LogReader;

  /**
   * @param site whose bill it is on
   * @param passed told the bytes of each push, as they are
   */
  constructor(site: Site, reader: LogReader, passed: (bytes: number, nowUs: number) => void = () => {}) {
    this.site = site;
    this.reader = reader;
    const { meter } = reader.pushBilling;
    const gigabytes = meter === null ? null : site.usage(meter);
    reader.onPushedBytes((bytes, billedBytes, nowUs) => {
      gigabytes?.add(billedBytes, nowUs);
      passed(bytes, nowUs);
    });
  }

  /** The reader is there: its hours begin. */
  join(nowUs: number): void {
    const { reader } = this;
    if (!reader.pushBilling.shardHours) return;
    const hours = this.site.usage('consumer-shard-hour');
    hours.hold(
      reader.onOpenShards((open, atUs) => hours.hold(open, atUs)),
      nowUs,
    );
  }
}
