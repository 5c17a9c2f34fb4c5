// One replication of one design: builds the world, lets it run through the warm-up and the window, and goes on,
// unmeasured, until every record of the window has met its fate (at most a minute or the warm-up, whichever is
// longer). Then the books are balanced. A pure function of the design and the replication's number.

import type { MetricDeclarations } from '../metrics/kinds.ts';
import type { RecordedDistribution, RecordedMetric } from '../metrics/recorded.ts';
import { recordedLimit } from '../metrics/unit.ts';
import type { Design, ObjectivePath } from '../scenario/design.ts';
import { LOSSES } from '../services/records/fates.ts';
import { typesByName } from './component-catalogue.ts';
import { FaultWatch } from './fault-watch.ts';
import type { RecordedFlow, RecordedUsage, ReplicationResult } from './replication-result.ts';
import { type Probe, World } from './site.ts';

const LEAST_DRAIN_US = 60_000_000;
const DELIVERED = '.delivered';

/**
 * Runs one replication.
 * @param replication from 1 on; with the design's seed it names every stream
 * @param probe for tests: what they ask of a run beside its result
 * @throws InvariantError when the simulator contradicts itself
 */
export function runReplication(design: Design, replication: number, probe: Probe = {}): ReplicationResult {
  const world = new World(design, replication, typesByName, probe);
  const { engine, ledger, window } = world;
  const declarations = new Map<string, MetricDeclarations>();
  for (const [name, { type, config }] of Object.entries(design.components)) {
    declarations.set(name, typesByName.get(type)!.metrics(config));
    world.build(name);
  }
  watchObjectives(world, declarations);
  const components = Object.keys(design.components).map((name) => world.components.get(name)!);
  // The books open when every flow is known; traffic begins only after that.
  for (const component of components) component.wire?.();
  ledger.begin();
  probe.trace?.watch(ledger);
  const watch = design.faults === undefined ? null : new FaultWatch(world);
  for (const component of components) component.start?.();
  engine.runUntil(window.endUs);
  for (const component of components) component.bookLate?.();
  ledger.whenSettled(() => engine.stop());
  engine.runUntil(window.endUs + Math.max(LEAST_DRAIN_US, design.warmupUs));

  probe.ended?.(world);
  const nowUs = engine.nowUs;
  for (const component of components) component.settle?.(nowUs);
  for (const component of components) component.holdings?.(ledger, nowUs);
  const flows = ledger.balance();
  for (const { to, produced, fates, duplicates } of flows) {
    const lost = LOSSES.reduce((sum, fate) => sum + fates[fate], 0);
    countFlow(world, declarations, to, { produced: produced - fates.filtered, lost, duplicates });
  }
  return {
    replication,
    fingerprint: engine.fingerprint(),
    events: engine.events,
    metrics: withDelivered(world.recorder.finish(), declarations),
    flows: flows.map(
      (flow): RecordedFlow => ({
        ...flow,
        latencySharesUs: ledger.booksOf(flow.to)?.latencySharesUs(flow.origin) ?? {},
      }),
    ),
    ...(watch === null ? {} : { faults: watch.finish() }),
    usage: world.meters.map(
      (meter): RecordedUsage => ({
        component: meter.component,
        meter: meter.meter,
        quantity: meter.total(),
        usdPerUnit: meter.usdPerUnit,
      }),
    ),
    facts: Object.fromEntries(
      [...world.components].flatMap(([name, component]) => {
        const facts = component.facts?.();
        return facts === undefined ? [] : [[name, facts]];
      }),
    ),
  };
}

// Percentile objectives are judged by exact counts at their limit, which must be asked for before the run.
function watchObjectives(world: World, declarations: ReadonlyMap<string, MetricDeclarations>): void {
  const { objectives, stopping } = world.design;
  for (const { path, limit } of objectives) {
    if (path.kind !== 'metric') continue;
    watchMinutes(world, declarations, path);
    const declaration = declarations.get(path.component)?.[path.metric];
    if (declaration?.kind !== 'distribution') continue;
    const metric = baseOf(path.metric, declarations.get(path.component)!);
    world.recorder
      .distribution(path.component, metric, path.part)
      .watch(recordedLimit(declaration.unit, limit));
  }
  if (stopping?.kind === 'precision' && stopping.path.kind === 'metric')
    watchMinutes(world, declarations, stopping.path);
}

// So is the worst minute: minutes are kept where somebody asks for them.
function watchMinutes(
  { recorder }: World,
  declarations: ReadonlyMap<string, MetricDeclarations>,
  { component, metric, part, worstMinute }: Extract<ObjectivePath, { kind: 'metric' }>,
): void {
  const declaration = declarations.get(component)?.[metric];
  if (worstMinute === undefined || declaration === undefined) return;
  switch (declaration.kind) {
    case 'counter':
      recorder.counter(component, metric, part, false).watchMinutes();
      if (declaration.per !== undefined)
        recorder.counter(component, declaration.per, part, false).watchMinutes();
      break;
    case 'level':
      recorder.level(component, metric, part, false).watchMinutes();
      break;
    case 'distribution':
      recorder.distribution(component, baseOf(metric, declarations.get(component)!), part).watchMinutes();
  }
}

// `latency.delivered` is `latency` without what never came.
function baseOf(metric: string, declared: MetricDeclarations): string {
  const base = metric.endsWith(DELIVERED) ? metric.slice(0, -DELIVERED.length) : metric;
  return declared[base]?.overProduced === true ? base : metric;
}

function withDelivered(
  metrics: readonly RecordedMetric[],
  declarations: ReadonlyMap<string, MetricDeclarations>,
): RecordedMetric[] {
  return metrics.flatMap((metric): RecordedMetric[] => {
    const declared = declarations.get(metric.component);
    if (metric.kind !== 'distribution' || declared?.[metric.metric]?.overProduced !== true) return [metric];
    return [metric, { ...deliveredOf(metric), metric: metric.metric + DELIVERED }];
  });
}

function deliveredOf(metric: RecordedDistribution): RecordedDistribution {
  return {
    ...metric,
    infinite: 0,
    infiniteBySlice: new Float64Array(metric.infiniteBySlice.length),
    censored: null,
    censoredCount: 0,
    censoredBySlice: new Float64Array(metric.censoredBySlice.length),
    censoredMin: 0,
    censoredMax: 0,
    ...(metric.minutes === undefined ? {} : { minutes: deliveredOf(metric.minutes) }),
  };
}

function countFlow(
  world: World,
  declarations: ReadonlyMap<string, MetricDeclarations>,
  to: string,
  counts: Readonly<Record<string, number>>,
): void {
  for (const [metric, count] of Object.entries(counts)) {
    const declaration = declarations.get(to)?.[metric];
    if (declaration === undefined) continue;
    world.recorder.counter(to, metric, null, false).add(world.window.startUs, count);
  }
}
