// What a station measures, in the terms of queueing theory.

import type { MetricDeclarations } from '../../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../../metrics/recorder.ts';
import type { Site } from '../component.ts';
import { APPLICATION_METRICS } from '../records/application.ts';

/** The declarations of a station with so many servers. */
export function serverMetrics(servers: number): MetricDeclarations {
  return {
    ...APPLICATION_METRICS,
    wait: {
      kind: 'distribution',
      unit: 'seconds',
      description: 'From arrival here to the start of service; 0 for those that found a server free.',
    },
    sojourn: {
      kind: 'distribution',
      unit: 'seconds',
      description: 'From arrival here to the end of service: this station’s part of the latency.',
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
      description: 'Records that found no server free and waited, counted when their service began.',
      per: 'Arrivals',
    },
    Completions: {
      kind: 'counter',
      unit: 'count',
      description: 'Records whose service ended.',
      series: true,
    },
    Rejected: {
      kind: 'counter',
      unit: 'count',
      description: 'Records refused because the queue was full.',
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
  private readonly wait: Distribution;
  private readonly sojourn: Distribution;
  private readonly utilization: Level;
  private readonly queueLength: Level;
  private readonly servers: number;

  constructor(site: Site, servers: number) {
    this.servers = Number.isFinite(servers) ? servers : 1;
    this.arrivals = site.counter('Arrivals');
    this.waited = site.counter('Waited');
    this.completions = site.counter('Completions');
    this.rejected = site.counter('Rejected');
    this.wait = site.distribution('wait');
    this.sojourn = site.distribution('sojourn');
    this.utilization = site.level('Utilization');
    this.queueLength = site.level('QueueLength');
    this.utilization.set(0, 0);
    this.queueLength.set(0, 0);
  }

  /** Records have arrived; `queued` and `busy` are as they are now. */
  arrived(records: number, refused: number, queued: number, busy: number, nowUs: number): void {
    this.arrivals.add(nowUs, records);
    if (refused > 0) this.rejected.add(nowUs, refused);
    this.utilization.set(nowUs, busy / this.servers);
    this.queueLength.set(nowUs, queued);
  }

  /** A record that arrived and began then is done; `queued` and `busy` are as they are now. */
  finished(arrivedUs: number, startedUs: number, queued: number, busy: number, nowUs: number): void {
    this.completions.add(nowUs, 1);
    this.wait.add(arrivedUs, startedUs - arrivedUs, 1);
    this.sojourn.add(arrivedUs, nowUs - arrivedUs, 1);
    if (startedUs > arrivedUs) this.waited.add(arrivedUs, 1);
    this.utilization.set(nowUs, busy / this.servers);
    this.queueLength.set(nowUs, queued);
  }
}
