// A scan of a whole table, or of one of its indexes: as many segments at a time as it has, each page after page through its part
// of the hash range. A page that is throttled goes again, as the SDK does it and then after a while: a scan loses nothing, it
// takes longer.

import type { Counter } from '../../../metrics/counter.ts';
import type { Distribution } from '../../../metrics/distribution.ts';
import type { Level } from '../../../metrics/recorder.ts';
import { sampler } from '../../../workload/distribution.ts';
import { latencyOf } from '../../client/request-latency.ts';
import { RetriedRequest, RetriedRequests } from '../../client/retried-requests.ts';
import { Retrier } from '../../client/retry.ts';
import type { Component, Site } from '../../component.ts';
import { RecordSinkPort } from '../../ports/record-sink.ts';
import type { Holdings } from '../../records/ledger.ts';
import { HashRange } from './hash-range.ts';
import type { ScanConfig } from './scan-schema.ts';

// A part of the table.
class Segment {
  readonly number: number;
  readonly items: number;
  left: number;

  constructor(number: number, items: number) {
    this.number = number;
    this.items = items;
    this.left = items;
  }
}

class PageRequest extends RetriedRequest {
  segment!: Segment;
}

/** One such scan in one run. */
export class TableScan implements Component {
  private readonly site: Site;
  private readonly config: ScanConfig;
  private readonly operation: number;
  private readonly requests: RetriedRequests<PageRequest>;
  private readonly retrier: Retrier;
  private readonly range: HashRange;
  private readonly segments: readonly Segment[];
  private readonly running: Level;
  private readonly scanned: Counter;
  private readonly time: Distribution;
  private readonly startHandler: number;
  private readonly nextHandler: number;
  private readonly atUs: number;
  private left: number;

  constructor(config: ScanConfig, site: Site) {
    this.site = site;
    this.config = config;
    this.atUs = site.window.startUs + config.at;
    const table = site.use(RecordSinkPort, config.to);
    const name = scanOf(config);
    this.operation = table.operations.findIndex((operation) => operation.name === name);
    const latency = sampler(latencyOf(config.client.requestLatency, name));
    this.requests = new RetriedRequests<PageRequest>(
      site,
      table,
      {
        make: (owner, slot) => new PageRequest(owner, slot),
        latencyTo: () => latency,
        mayGoAgain: () => true,
        done: (request, isServed, nowUs) => this.done(request, isServed, nowUs),
      },
      {
        sent: site.counter('Requests'),
        throttled: site.counter('ThrottledRequests'),
        purpose: 'scan',
      },
    );
    this.retrier = new Retrier(config.client.retry, site.random('scan/retry'));
    this.range = new HashRange(site.keys);
    this.segments = segmentsOf(config);
    this.left = this.segments.length;
    this.running = site.level('RunningSegments');
    this.scanned = site.counter('ScannedCount');
    this.time = site.distribution('ScanTime');
    this.startHandler = site.engine.register(site.name, 'scan', 'timer', {
      fire: (_slot, nowUs) => {
        for (const segment of this.segments) this.page(segment, nowUs);
        this.running.set(nowUs, this.left);
      },
    });
    this.nextHandler = site.engine.register(site.name, 'next page', 'timer', {
      fire: (segment, nowUs) => this.page(this.segments[segment]!, nowUs),
    });
  }

  wire(): void {
    this.requests.wire();
  }

  start(): void {
    this.site.engine.schedule(this.startHandler, 0, this.atUs);
  }

  holdings(held: Holdings): void {
    this.requests.holdings(held);
  }

  private page(segment: Segment, nowUs: number): void {
    const { config, requests } = this;
    const place = (segment.number + 1 - segment.left / segment.items) / this.segments.length;
    const request = requests.open(this.range.keyAt(place), config.itemSize, this.retrier, nowUs);
    request.operation = this.operation;
    request.segment = segment;
    request.items = Math.min(segment.left, config.limit ?? segment.left);
    requests.send(request, nowUs);
  }

  private done(request: PageRequest, isServed: boolean, nowUs: number): void {
    if (!isServed) {
      this.requests.sendAt(request, nowUs + this.config.retryAfter);
      return;
    }
    const { segment } = request;
    const read = request.itemsRead;
    this.requests.close(request);
    segment.left -= read;
    this.scanned.add(nowUs, read);
    if (segment.left > 0) {
      const { pause } = this.config;
      if (pause === 0) this.page(segment, nowUs);
      else this.site.engine.schedule(this.nextHandler, segment.number, nowUs + pause);
      return;
    }
    this.left--;
    this.running.set(nowUs, this.left);
    if (this.left === 0) this.time.add(nowUs, nowUs - this.atUs, 1);
  }
}

/** The action of a scan, as its table has it. */
export function scanOf({ index, consistency }: Pick<ScanConfig, 'index' | 'consistency'>): string {
  return [
    'Scan',
    ...(index === undefined ? [] : [index]),
    ...(consistency === 'strong' ? ['ConsistentRead'] : []),
  ].join(' ');
}

// Parts as equal as whole items allow; those without an item are not begun.
function segmentsOf({ items, totalSegments }: ScanConfig): readonly Segment[] {
  const count = Math.min(items, totalSegments);
  return Array.from(
    { length: count },
    (_, i) => new Segment(i, Math.floor((items * (i + 1)) / count) - Math.floor((items * i) / count)),
  );
}
