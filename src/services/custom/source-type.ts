// `custom.source`: a workload's records, each handed on at once, one by one, without a network between.

import { z } from 'zod';
import { required } from '../../language/field.ts';
import { reference } from '../../language/reference.ts';
import { text } from '../../language/words.ts';
import type { Traffic } from '../../workload/traffic.ts';
import type { ArrivalTaker, Pump } from '../client/arrival-pump.ts';
import { DirectCaller } from '../client/direct-caller.ts';
import { pumpOf } from '../client/pump.ts';
import type { Component, ComponentType, Site } from '../component.ts';
import type { ComponentFault } from '../fault.ts';
import { type RecordSink, RecordSinkPort } from '../ports/record-sink.ts';
import type { Holdings } from '../records/ledger.ts';
import { CUSTOM_EXAMPLE } from './example.ts';
import { PausedHandOver } from './paused-hand-over.ts';

const sourceSchema = z.strictObject({
  workload: required(text(), 'The workload whose records it sends.'),
  to: required(
    reference({ wire: 'to', ports: ['RecordSink'], what: 'what takes records' }),
    'What gets the records.',
  ),
});

type SourceConfig = z.output<typeof sourceSchema>;

class Source implements Component, ArrivalTaker {
  private readonly site: Site;
  private readonly sink: RecordSink;
  private readonly origin: number;
  private readonly caller: DirectCaller;
  private readonly pump: Pump;
  private readonly paused: PausedHandOver;

  constructor(config: SourceConfig, site: Site) {
    this.site = site;
    this.sink = site.use(RecordSinkPort, config.to);
    this.origin = site.ledger.source(site.name);
    const sent = site.counter('Sent');
    const rejected = site.counter('Rejected');
    const dropped = site.counter('Dropped');
    this.caller = new DirectCaller(site, this.sink, this.origin, {
      sent: (count, nowUs) => sent.add(nowUs, count),
      refused: (count, nowUs) => rejected.add(nowUs, count),
    });
    this.paused = new PausedHandOver(site, this.origin, (records, nowUs) => dropped.add(nowUs, records));
    const unread = this.sink.readsKeys ? (['hosts'] as const) : (['hosts', 'keys'] as const);
    this.pump = pumpOf(site, this.origin, site.traffic(config.workload, unread), this);
  }

  wire(): void {
    this.site.ledger.connect(this.origin, this.sink.applications());
  }

  start(): void {
    this.pump.start();
  }

  arrived(traffic: Traffic, row: number, nowUs: number): void {
    this.caller.send(
      nowUs,
      traffic.number[row]!,
      traffic.sizeBytes[row]!,
      traffic.keyBytes[row]!,
      traffic.key[row]!,
      traffic.count[row]!,
      nowUs,
    );
  }

  fault(fault: ComponentFault, begins: boolean, nowUs: number): void {
    if (fault.kind !== 'pause') return;
    const { paused, caller } = this;
    this.pump.taker = paused.change(fault.whilePaused, begins) ? paused : this;
    if (this.pump.taker === this) {
      paused.release((row) =>
        caller.send(row.atUs, row.number, row.sizeBytes, row.keyBytes, row.key, row.count, nowUs, false),
      );
    }
  }

  holdings(held: Holdings): void {
    this.paused.holdings(held);
    this.caller.holdings(held);
  }
}

export const sourceType: ComponentType<typeof sourceSchema> = {
  name: 'custom.source',
  summary: 'A workload’s records, each handed on at once and by itself.',
  example: CUSTOM_EXAMPLE,
  schema: sourceSchema,
  limits: {},
  meters: [],
  prices: {},
  carriesClosed: true,
  faults: { pause: 'Nothing is sent. New records are held, without a bound, or dropped (whilePaused).' },
  metrics: () => ({
    Sent: { kind: 'counter', unit: 'count', description: 'Records handed on.', series: true },
    Rejected: {
      kind: 'counter',
      unit: 'count',
      description: 'Records that the other side refused; they are lost.',
      per: 'Sent',
    },
    Dropped: { kind: 'counter', unit: 'count', description: 'Records dropped while a fault paused it.' },
  }),
  offers: () => [],
  build: (config, site) => new Source(config, site),
};
