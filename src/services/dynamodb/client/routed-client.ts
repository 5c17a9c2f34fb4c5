// Several clients on each host, of which each sends what one part of the mix is: single requests, and each kind of batch.

import type { ProducerClient } from '../../client/producer-client.ts';
import { Slowness } from '../../fault.ts';
import type { Holdings } from '../../records/ledger.ts';
import type { OperationDraws } from './operation-draws.ts';

// What slows the producer slows all of its clients.
class SharedSlowness extends Slowness {
  private readonly all: readonly Slowness[];

  constructor(all: readonly Slowness[]) {
    super();
    this.all = all;
  }

  override begin(factor: number): void {
    for (const one of this.all) one.begin(factor);
  }

  override end(factor: number): void {
    for (const one of this.all) one.end(factor);
  }
}

/** Hands each record to the client that sends its part of the mix. */
export class RoutedClient implements ProducerClient {
  readonly slowness: Slowness;
  private readonly origin: number;
  private readonly draws: OperationDraws;
  private readonly byPart: readonly ProducerClient[];
  private readonly all: readonly ProducerClient[];

  /** @param byPart by part of the mix; several parts may have one client */
  constructor(origin: number, draws: OperationDraws, byPart: readonly ProducerClient[]) {
    this.origin = origin;
    this.draws = draws;
    this.byPart = byPart;
    this.all = [...new Set(byPart)];
    this.slowness = new SharedSlowness(this.all.map(({ slowness }) => slowness));
  }

  accept(
    createdUs: number,
    number: number,
    sizeBytes: number,
    keyBytes: number,
    key: number,
    count: number,
    hostDraw: number,
    nowUs: number,
  ): void {
    // A row of several records is of several parts.
    for (let i = 0; i < count; i++) {
      const client = this.byPart[this.draws.at(this.origin, number + i)]!;
      client.accept(createdUs, number + i, sizeBytes, keyBytes, key, 1, hostDraw, nowUs);
    }
  }

  hold(): void {
    for (const client of this.all) client.hold();
  }

  release(nowUs: number): void {
    for (const client of this.all) client.release(nowUs);
  }

  loseHost(host: number): void {
    for (const client of this.all) client.loseHost(host);
  }

  holdings(held: Holdings): void {
    for (const client of this.all) client.holdings(held);
  }
}
