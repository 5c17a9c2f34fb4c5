// What a station measures, in the terms of queueing theory.

import type { MetricDeclarations } from '../../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../../metrics/recorder.ts';
import type { Site } from '../component.ts';
import { APPLICATION_METRICS } from '../records/application.ts';
import type { FinishedRecords } from '../records/finished-records.ts';

/** The declarations of a station with so many servers; with priority classes, waits are kept by class too. */
export function serverMetrics(servers: number, classes: number): MetricDeclarations {
  const byClass = classes > 0 ? { perPart: true } : {};
  return {
    ...APPLICATION_METRICS,
    wait: {
      kind: 'distribution',
      unit: 'seconds',
      description: 'From arrival here to the start of service; 0 for those that found a server free.',
      ...byClass,
    },
    sojourn: {
      kind: 'distribution',
      unit: 'seconds',
      description: 'From arrival here to the end of service: this station’s part of the latency.',
      ...byClass,
    },
    Arrivals: {
      kind: 'counter',
      unit: 'count',
      description: 'Records that arrived, refused ones included.',
      series: true,
    },
    Waited: {
      kind: 'counter',
      unit: 'count',
      description: 'Records that found no server free and had to wait, counted as they arrived.',
      per: 'Arrivals',
    },
    Completions: {
      kind: 'counter',
      unit: 'count',
      description: 'Records whose service ended.',
      series: true,
      ...byClass,
    },
    Rejected: {
      kind: 'counter',
      unit: 'count',
      description: 'Records refused because the queue was full.',
      per: 'Arrivals',
    },
    Failed: {
      kind: 'counter',
      unit: 'count',
      description: 'Records that a fault lost here or turned away.',
      per: 'Arrivals',
    },
    Utilization: {
      kind: 'level',
      unit: 'ratio',
      description: Number.isFinite(servers)
        ? 'Busy servers over servers.'
        : 'Busy servers (there is no end of them).',
      series: true,
    },
    QueueLength: {
      kind: 'level',
      unit: 'count',
      description: 'Records that wait.',
      series: true,
      backlog: true,
    },
  };
}

/** Keeps a station's metrics. */
export class ServerMetrics {
  private readonly arrivals: Counter;
  private readonly waited: Counter;
  private readonly completions: Counter;
  private readonly rejected: Counter;
  private readonly failed: Counter;
  private readonly classes: readonly {
    readonly completions: Counter;
    readonly wait: Distribution;
    readonly sojourn: Distribution;
  }[];
  private readonly wait: Distribution;
  private readonly sojourn: Distribution;
  private readonly utilization: Level;
  private readonly queueLength: Level;
  private readonly servers: number;
  private busy = 0;

  constructor(site: Site, servers: number, classes: readonly string[]) {
    this.servers = Number.isFinite(servers) ? servers : 1;
    this.arrivals = site.counter('Arrivals');
    this.waited = site.counter('Waited');
    this.completions = site.counter('Completions');
    this.rejected = site.counter('Rejected');
    this.failed = site.counter('Failed');
    this.classes = classes.map((name) => ({
      completions: site.counter('Completions', name),
      wait: site.distribution('wait', name),
      sojourn: site.distribution('sojourn', name),
    }));
    this.wait = site.distribution('wait');
    this.sojourn = site.distribution('sojourn');
    this.utilization = site.level('Utilization');
    this.queueLength = site.level('QueueLength');
    this.utilization.set(0, 0);
    this.queueLength.set(0, 0);
  }

  /** Records have arrived, and so many of them wait; `queued` and `busy` are as they are now. */
  arrived(
    records: number,
    refused: number,
    waiting: number,
    queued: number,
    busy: number,
    nowUs: number,
  ): void {
    this.arrivals.add(nowUs, records);
    if (waiting > 0) this.waited.add(nowUs, waiting);
    if (refused > 0) this.rejected.add(nowUs, refused);
    this.stand(queued, busy, nowUs);
  }

  /** Records were lost to a fault or turned away by it; `queued` and `busy` are as they are now. */
  lost(records: number, queued: number, busy: number, nowUs: number): void {
    this.failed.add(nowUs, records);
    this.stand(queued, busy, nowUs);
  }

  /** `queued` and `busy` are as they are now. */
  stand(queued: number, busy: number, nowUs: number): void {
    if (busy !== this.busy) this.utilization.set(nowUs, busy / this.servers);
    this.busy = busy;
    this.queueLength.set(nowUs, queued);
  }

  /** Records are done; each belongs to the moment of its arrival. */
  finished(records: FinishedRecords): void {
    const { length, arrivedUs, startedUs, finishedUs, urgency } = records;
    for (let row = 0; row < length; row++) this.completions.add(finishedUs[row]!, 1);
    this.wait.addSpans(arrivedUs, arrivedUs, startedUs, length);
    this.sojourn.addSpans(arrivedUs, arrivedUs, finishedUs, length);
    if (this.classes.length === 0) return;
    for (let row = 0; row < length; row++) {
      const own = this.classes[urgency[row]!]!;
      const at = arrivedUs[row]!;
      own.completions.add(finishedUs[row]!, 1);
      own.wait.add(at, startedUs[row]! - at, 1);
      own.sojourn.add(at, finishedUs[row]! - at, 1);
    }
  }
}
