// Where Lambda sends what it has given up: an event of an asynchronous invocation, or word of a batch of a stream. What is
// sent is a new record, of the function; the flow that it was made of has ended as dead-lettered.

import { z } from 'zod';
import { optional, required } from '../../language/field.ts';
import { reference } from '../../language/reference.ts';
import type { Counter } from '../../metrics/recorder.ts';
import { type CallWatcher, DirectCaller } from '../client/direct-caller.ts';
import type { Neighbour, Site, WiredRefusal } from '../component.ts';
import { type RecordSink, RecordSinkPort } from '../ports/record-sink.ts';
import type { RecordBatch } from '../records/batch.ts';
import type { Holdings } from '../records/ledger.ts';

const SOURCE = 'docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html';

/** The property of what may have a destination. */
export const destinationField = optional(
  z.strictObject({
    onFailure: required(
      reference({ wire: 'onFailure', ports: ['RecordSink'], what: 'a queue, a topic or a function' }),
      'What gets the records that were given up.',
    ),
  }),
  'Where that goes which is given up; without it, it is dropped.',
);

/** By what action Lambda hands over what it has given up, and what takes it: of asynchronous events, and of a stream's batches. */
export const EVENT_DESTINATIONS = { SendMessage: 'a queue', Publish: 'a topic', Invoke: 'a function' };
export const BATCH_DESTINATIONS = { SendMessage: 'a queue', Publish: 'a topic' };

/**
 * Destinations that AWS does not take.
 * @param taken what may be a destination, by the action that it takes
 * @param path of the property within the function
 */
export function destinationRefusals(
  onFailure: string | undefined,
  taken: Readonly<Record<string, string>>,
  names: readonly Neighbour[],
  path: readonly (string | number)[],
): readonly WiredRefusal[] {
  const target = names.find(({ name, wire }) => name === onFailure && wire === 'onFailure');
  if (target === undefined) return [];
  const { operations, config } = target;
  if (!operations?.some((operation) => operation in taken)) {
    const message = `"${target.name}" cannot be this destination: name ${Object.values(taken).join(' or ')}`;
    return [{ path, message, source: SOURCE }];
  }
  const isFifo = (config as { readonly fifoQueue?: boolean }).fifoQueue === true;
  if (!isFifo) return [];
  return [{ path, message: 'a FIFO queue cannot be a destination: name a standard one', source: SOURCE }];
}

/** Sends what was given up to one destination. */
export class FailureDestination implements CallWatcher {
  private readonly site: Site;
  private readonly sink: RecordSink;
  private readonly origin: number;
  private readonly caller: DirectCaller;
  private readonly failures: Counter;

  constructor(site: Site, onFailure: string) {
    this.site = site;
    this.sink = site.use(RecordSinkPort, onFailure);
    this.origin = site.ledger.source(site.name);
    this.caller = new DirectCaller(site, this.sink, this.origin, this);
    this.failures = site.counter('DestinationDeliveryFailures');
  }

  /** Tells the ledger where it goes. */
  wire(): void {
    this.site.ledger.connect(this.origin, this.sink.applications());
  }

  /** Sends one record for a row. @param sizeBytes of what is sent */
  send(batch: RecordBatch, row: number, sizeBytes: number, nowUs: number): void {
    this.caller.send(
      batch.createdUs[row]!,
      batch.number[row]!,
      sizeBytes,
      batch.keyBytes[row]!,
      batch.key[row]!,
      1,
      nowUs,
    );
  }

  sent(): void {}

  refused(count: number, nowUs: number): void {
    this.failures.add(nowUs, count);
  }

  /** Tells of what is on its way. */
  holdings(held: Holdings): void {
    this.caller.holdings(held);
  }
}
