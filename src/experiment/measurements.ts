// All replications of one design side by side: which metric each component declares, and what every replication
// recorded of it, in replication order. What no replication recorded is there too, as nothing happening.

import { invariant } from '../engine/invariant.ts';
import type { MetricDeclaration, MetricDeclarations, MetricKind } from '../metrics/kinds.ts';
import type { RecordedMetric } from '../metrics/recorded.ts';
import { mergeSamples, type Sample } from '../metrics/sample.ts';
import { type MeasuredWindow, planWindow } from '../metrics/window.ts';
import type { Design } from '../scenario/design.ts';
import type { ComponentType } from '../services/component.ts';
import type { ComponentTypes } from './component-catalogue.ts';
import { keyOf, type MetricPlace } from './place.ts';
import { rowsOf } from './recorded-rows.ts';
import type { ReplicationResult } from './replication-result.ts';

/** One replication's sample each, and all of them merged. */
export interface Samples {
  readonly each: readonly Sample[];
  readonly merged: Sample;
}

type Recorded<K extends MetricKind> = Extract<RecordedMetric, { kind: K }>;

/** What the replications of one design measured. */
export class Measurements {
  readonly design: Design;
  readonly replications: readonly ReplicationResult[];
  readonly window: MeasuredWindow;
  /** Whether chance had a part: replications of a design without it are all the same. */
  readonly random: boolean;
  private readonly types: ComponentTypes;
  private readonly recorded: ReadonlyMap<string, readonly RecordedMetric[]>;
  private readonly declared = new Map<string, MetricDeclarations>();
  // A set keeps its order: the list of the parts and the question whether there is one are the same thing.
  private readonly partSets = new Map<string, ReadonlySet<string>>();
  private readonly merged = new Map<string, Samples>();

  constructor(design: Design, types: ComponentTypes, replications: readonly ReplicationResult[]) {
    invariant(replications.length > 0, 'a design is folded from at least one replication', {
      design: design.name,
    });
    this.design = design;
    this.types = types;
    this.replications = replications;
    this.window = planWindow(design.warmupUs, design.durationUs);
    this.random = new Set(replications.map(({ fingerprint }) => fingerprint)).size > 1;
    this.recorded = rowsOf(replications);
  }

  /** The first `count` replications alone. */
  first(count: number): Measurements {
    if (count >= this.replications.length) return this;
    return new Measurements(this.design, this.types, this.replications.slice(0, count));
  }

  get windowSeconds(): number {
    return this.design.durationUs / 1_000_000;
  }

  /** The component's type. @throws InvariantError when the design or the catalogue does not have it. */
  typeOf(component: string): ComponentType {
    const name = this.design.components[component]?.type;
    const type = name === undefined ? undefined : this.types.get(name);
    invariant(type !== undefined, 'a component has a type of the catalogue', { component, type: name });
    return type;
  }

  configOf(component: string): unknown {
    return this.design.components[component]?.config;
  }

  declarations(component: string): MetricDeclarations {
    let found = this.declared.get(component);
    if (found === undefined) {
      found = this.typeOf(component).metrics(this.configOf(component));
      this.declared.set(component, found);
    }
    return found;
  }

  /** A metric's declaration, or null where the design has no such component, metric or part. */
  declaration({ component, part, metric }: MetricPlace): MetricDeclaration | null {
    if (this.design.components[component] === undefined) return null;
    const declaration = this.declarations(component)[metric];
    if (declaration === undefined) return null;
    return part === null || (declaration.perPart === true && this.partSet(component).has(part))
      ? declaration
      : null;
  }

  /** The component's parts that metrics are kept for: those it declares, then those that came up in a run, by name. */
  parts(component: string): readonly string[] {
    return [...this.partSet(component)];
  }

  private partSet(component: string): ReadonlySet<string> {
    let found = this.partSets.get(component);
    if (found === undefined) {
      const declared = this.typeOf(component).parts?.(this.configOf(component)) ?? [];
      found = new Set([...declared, ...this.partsInRuns(component)]);
      this.partSets.set(component, found);
    }
    return found;
  }

  private partsInRuns(component: string): readonly string[] {
    const names = new Set<string>();
    for (const row of this.recorded.values()) {
      const { component: owner, part } = row[0]!;
      if (owner === component && part !== null) names.add(part);
    }
    return [...names].sort();
  }

  /** One record a replication; null where nothing of the kind was recorded. */
  of<K extends MetricKind>(kind: K, place: MetricPlace): readonly Recorded<K>[] | null {
    const row = this.recorded.get(keyOf(place));
    if (row === undefined) return null;
    invariant(
      row.every((metric) => metric.kind === kind),
      'a metric is recorded as it is declared',
      { ...place, kind },
    );
    return row as readonly Recorded<K>[];
  }

  /** The sums of a counter, one a replication, as recorded. A counter that was never asked for counted nothing. */
  sums(place: MetricPlace): readonly number[] {
    return this.of('counter', place)?.map(({ sum }) => sum) ?? this.replications.map(() => 0);
  }

  /** The samples of a distribution, as recorded. */
  samples(place: MetricPlace): Samples {
    const key = keyOf(place);
    let found = this.merged.get(key);
    if (found === undefined) {
      const row = this.of('distribution', place) ?? [];
      const each = this.replications.map((_, i) => mergeSamples(row.slice(i, i + 1)));
      found = { each, merged: mergeSamples(row) };
      this.merged.set(key, found);
    }
    return found;
  }
}
