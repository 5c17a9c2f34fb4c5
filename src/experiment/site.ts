// The world that components of one run live in: one engine, one set of books, one recorder, and a site for each
// component through which it sees them. Components are built when they are first asked for, so that the order of
// the file does not matter; the names of streams, not the order, decide what is drawn.

import { Engine } from '../engine/engine.ts';
import { invariant } from '../engine/invariant.ts';
import type { NumberedStream, Stream } from '../engine/random.ts';
import type { MetricDeclaration, MetricDeclarations } from '../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../metrics/recorder.ts';
import { Recorder } from '../metrics/recorder.ts';
import { type MeasuredWindow, planWindow } from '../metrics/window.ts';
import { UsageMeter } from '../pricing/usage.ts';
import type { Design } from '../scenario/design.ts';
import type { Component, ComponentType, Site } from '../services/component.ts';
import type { Port } from '../services/ports/port.ts';
import { Ledger } from '../services/records/ledger.ts';
import { Keys } from '../workload/keys.ts';
import { Traffic, type UnreadColumn } from '../workload/traffic.ts';
import { crowdsOf } from './crowds.ts';
import type { RecordTrace } from './record-trace.ts';

/** Parts beyond these have totals but no series: a series for each of a thousand shards tells nobody anything. */
const MOST_PARTS_WITH_SERIES = 64;

/** How rows stand for records: a test runs the same traffic in rows of one and in rows of many. */
export interface Grain {
  readonly copies: number;
  readonly merged: boolean;
}

/** What a test asks of a run beside its result. */
export interface Probe {
  readonly grain?: Grain | undefined;
  /** `drawn`: the order at one instant and in one phase is drawn, not that of insertion. */
  readonly ties?: 'inserted' | 'drawn';
  /** Follows single records. */
  readonly trace?: RecordTrace;
  /** Called when the run is over and everything that it held is still there. */
  ended?(world: World): void;
}

/** One run's world. */
export class World {
  readonly design: Design;
  readonly engine: Engine;
  readonly window: MeasuredWindow;
  readonly recorder: Recorder;
  readonly ledger: Ledger;
  readonly trace: RecordTrace | undefined;
  readonly keys = new Keys();
  readonly meters: UsageMeter[] = [];
  readonly components = new Map<string, Component>();
  readonly grain: Grain | undefined;
  private readonly types: ReadonlyMap<string, ComponentType>;
  private readonly building = new Set<string>();
  private readonly offered = new Map<string, Map<string, unknown>>();
  /** By port: what belongs to no component. */
  readonly shared = new Map<string, unknown>();

  constructor(
    design: Design,
    replication: number,
    types: ReadonlyMap<string, ComponentType>,
    { grain, ties = 'inserted', trace }: Probe = {},
  ) {
    this.design = design;
    this.trace = trace;
    this.types = types;
    this.grain = grain;
    this.engine = new Engine(`${design.seed}/r${replication}`, { ties });
    this.window = planWindow(design.warmupUs, design.durationUs);
    this.recorder = new Recorder(this.window);
    this.ledger = new Ledger(this.window, () => this.engine.nowUs);
  }

  /** Builds a component, and before it those whose ports it asks for. */
  build(name: string): Component {
    const known = this.components.get(name);
    if (known !== undefined) return known;
    const design = this.design.components[name];
    invariant(design !== undefined, 'a wire leads to a component of the design', { name });
    invariant(!this.building.has(name), 'wires do not lead back to where they began', { name });
    const type = this.types.get(design.type);
    invariant(type !== undefined, 'a component has a type of the catalogue', { name, type: design.type });
    this.building.add(name);
    const site = new ComponentSite(this, name, type.metrics(design.config), partCount(type, design.config));
    const component = type.build(design.config, site);
    this.building.delete(name);
    this.components.set(name, component);
    return component;
  }

  offer(name: string, port: Port<unknown>, implementation: unknown): void {
    const ports = this.offered.get(name) ?? new Map<string, unknown>();
    ports.set(port.name, implementation);
    this.offered.set(name, ports);
  }

  find<T>(port: Port<T>, name: string): T {
    this.build(name);
    const found = this.offered.get(name)?.get(port.name);
    invariant(found !== undefined, 'a component offers the port that is asked of it', {
      name,
      port: port.name,
    });
    return found as T;
  }

  offers(port: Port<unknown>, name: string): boolean {
    this.build(name);
    return this.offered.get(name)?.has(port.name) ?? false;
  }
}

function partCount(type: ComponentType, config: unknown): number {
  return type.parts?.(config)?.length ?? 0;
}

class ComponentSite implements Site {
  readonly name: string;
  readonly engine: Engine;
  readonly window: MeasuredWindow;
  readonly keys: Keys;
  readonly ledger: Ledger;
  private readonly world: World;
  private readonly declarations: MetricDeclarations;
  private readonly partSeries: boolean;

  constructor(world: World, name: string, declarations: MetricDeclarations, parts: number) {
    this.world = world;
    this.name = name;
    this.engine = world.engine;
    this.window = world.window;
    this.keys = world.keys;
    this.ledger = world.ledger;
    this.declarations = declarations;
    this.partSeries = parts <= MOST_PARTS_WITH_SERIES;
  }

  random(purpose: string): Stream {
    return this.engine.random(`${this.name}/${purpose}`);
  }

  numbered(purpose: string): NumberedStream {
    return this.engine.numbered(`${this.name}/${purpose}`);
  }

  offer<T>(port: Port<T>, implementation: T): void {
    this.world.offer(this.name, port, implementation);
  }

  use<T>(port: Port<T>, component: string): T {
    const found = this.world.find(port, component);
    return this.world.trace?.seen(port, found) ?? found;
  }

  offers(port: Port<unknown>, component: string): boolean {
    return this.world.offers(port, component);
  }

  get region(): string {
    return this.world.design.region;
  }

  get account(): Readonly<Record<string, unknown>> {
    return this.world.design.account ?? {};
  }

  shared<T>(port: Port<T>, make: () => T): T {
    const { shared } = this.world;
    if (!shared.has(port.name)) shared.set(port.name, make());
    return shared.get(port.name) as T;
  }

  counter(metric: string, part?: string): Counter {
    const declaration = this.declared(metric, 'counter');
    return this.world.recorder.counter(this.name, metric, part ?? null, this.series(declaration, part));
  }

  level(metric: string, part?: string): Level {
    const declaration = this.declared(metric, 'level');
    return this.world.recorder.level(this.name, metric, part ?? null, this.series(declaration, part));
  }

  distribution(metric: string, part?: string): Distribution {
    this.declared(metric, 'distribution');
    return this.world.recorder.distribution(this.name, metric, part ?? null);
  }

  usage(meter: string): UsageMeter {
    const { meters, window } = this.world;
    const known = meters.find((one) => one.component === this.name && one.meter === meter);
    if (known !== undefined) return known;
    const made = new UsageMeter(this.name, meter, window.startUs, window.endUs);
    meters.push(made);
    return made;
  }

  traffic(workload: string, unread: readonly UnreadColumn[] = []): Traffic {
    const { design, engine, keys, grain } = this.world;
    const config = design.workloads[workload];
    invariant(config !== undefined, 'a workload of the design is carried', { workload });
    return new Traffic({
      config,
      name: workload,
      // Two carriers of one workload see the same records: each has streams of its own with the same names.
      random: (purpose) => engine.fresh(`${workload}/${purpose}`),
      numbered: (purpose) => engine.numbered(`${workload}/${purpose}`),
      crowds: crowdsOf(design, workload),
      keys,
      originUs: design.warmupUs,
      windowEndUs: this.window.endUs,
      load: design.load,
      unread,
      ...(grain ?? {}),
    });
  }

  private series(declaration: MetricDeclaration, part: string | undefined): boolean {
    return declaration.series === true && (part === undefined || this.partSeries);
  }

  private declared(metric: string, kind: MetricDeclaration['kind']): MetricDeclaration {
    const declaration = this.declarations[metric];
    invariant(declaration?.kind === kind, 'a component measures what its type declares', {
      component: this.name,
      metric,
      kind,
    });
    return declaration;
  }
}
