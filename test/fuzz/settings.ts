// What a scenario says beside its traffic and its components, at random: how long, what goes wrong, what is asked of it, how
// it varies. It is drawn for a design that stands.

import type { JsonSchema } from '../../src/language/json-form.ts';
import { inputSchema } from '../../src/language/json-form.ts';
import { type MetricDeclaration, statisticsOf } from '../../src/metrics/kinds.ts';
import type { Design } from '../../src/scenario/design.ts';
import { settingsSchema } from '../../src/scenario/settings.ts';
import { catalogue } from '../../src/services/index.ts';
import type { Chance } from './chance.ts';
import { propertySchemas } from './draft.ts';
import type { Data } from './presets.ts';
import { drawn, NAME_TO_COME } from './schema-values.ts';

const FORM = (inputSchema(settingsSchema).properties ?? {}) as Record<string, JsonSchema>;
const TYPES = new Map(catalogue.map((type) => [type.name as string, type]));

/** Properties that make a run long, drawn here by hand; all others come from the schema. */
const BY_HAND = [
  'duration',
  'warmup',
  'replications',
  'precision',
  'seed',
  'faults',
  'cost',
  'account',
  'load',
];

/** How long, how often, and about the bill. */
export function settings(chance: Chance): Data {
  const found: Data = {
    name: 'drawn',
    duration: chance.pick(['3 s', '4 s', '8 s', '10 s', '20 s']),
    warmup: chance.pick(['0 s', '0 s', '2 s', '5 s', 'auto']),
    seed: chance.integer(1, 1_000_000),
    replications: chance.pick([1, 1, 1, 2, 3]),
  };
  for (const [name, schema] of Object.entries(FORM)) {
    if (name in found || BY_HAND.includes(name) || !chance.happens(0.2)) continue;
    found[name] = drawn(schema, { chance, density: 0.5 });
  }
  if (chance.happens(0.05)) found.replications = { min: 3, max: 6 };
  if (chance.happens(0.2)) found.load = chance.pick(['0%', '50%', '120%']);
  if (chance.happens(0.2))
    found.account = { lambda: { concurrentExecutions: chance.pick([1, 3, 20, 1000]) } };
  if (chance.happens(0.2)) found.cost = { meanLoad: chance.pick(['0%', '40%', '100%']) };
  return found;
}

/** What is asked of a design, what goes wrong in it, and how it varies. */
export function questions(design: Design, data: Data, chance: Chance): Data {
  const asked: Data = {};
  if (chance.happens(0.6)) asked.objectives = [1, 2, 3].map(() => objective(design, chance));
  if (chance.happens(0.4)) asked.faults = [1, 2].map(() => aFault(design, chance));
  if (chance.happens(0.4)) asked.variants = { 'variant-a': variant(data, chance) };
  if (chance.happens(0.15)) {
    asked.precision = {
      metric: path(design, chance).text,
      within: chance.pick(['5%', '20 ms', '10']),
      max: 6,
    };
  }
  if (chance.happens(0.15))
    asked.cost = { ...(data.cost as Data | undefined), prices: prices(design, chance) };
  return asked;
}

function path(design: Design, chance: Chance): { readonly text: string; readonly limit: string } {
  if (chance.happens(0.15)) return { text: 'cost.perMonth', limit: '20 USD' };
  const [name, { type, config }] = chance.pick(Object.entries(design.components));
  const metrics = Object.entries(TYPES.get(type)!.metrics(config));
  if (metrics.length === 0) return { text: 'cost.perMonth', limit: '20 USD' };
  const [metric, declaration] = chance.pick(metrics);
  const statistic = chance.pick(statisticsOf(declaration));
  const parts = TYPES.get(type)!.parts?.(config) ?? [];
  const part =
    declaration.perPart === true && parts.length > 0 && chance.happens(0.5) ? `[${chance.pick(parts)}]` : '';
  const minute = chance.happens(0.2) ? '@1min' : '';
  return { text: `${name}${part}.${metric}${minute}.${statistic}`, limit: limitOf(declaration, statistic) };
}

function objective(design: Design, chance: Chance): string {
  const { text, limit } = path(design, chance);
  return `${text} ${chance.pick(['<', '<=', '>', '>='])} ${limit}`;
}

function limitOf({ kind, unit }: MetricDeclaration, statistic: string): string {
  if (statistic === 'ratio' || unit === 'ratio') return '5%';
  if (kind === 'distribution' && statistic === 'count') return '10';
  const perSecond = statistic === 'rate' ? '/s' : '';
  switch (unit) {
    case 'seconds':
    case 'milliseconds':
      return '300 ms';
    case 'bytes':
      return `20 KiB${perSecond}`;
    case 'USD':
      return '1 USD';
    default:
      return `10${perSecond}`;
  }
}

function aFault(design: Design, chance: Chance): unknown {
  const form = (FORM.faults!.items as JsonSchema).anyOf as JsonSchema[];
  const fault = drawn(chance.pick(form), { chance, density: 0.5 }) as Data;
  fault.at = chance.pick(['0 s', '1 s', '3 s']);
  fault.for = chance.pick(['1 ms', '1 s', '3 s', '1 min']);
  const answering = Object.entries(design.components).filter(
    ([, { type }]) => TYPES.get(type)!.faults?.[fault.kind as 'crash'] !== undefined,
  );
  if (fault.component !== undefined)
    fault.component = answering.length > 0 ? chance.pick(answering)[0] : 'none';
  if (fault.workload !== undefined) fault.workload = chance.pick(Object.keys(design.workloads));
  if (fault.key === NAME_TO_COME) fault.key = chance.pick(['key-00000000', 'any']);
  return fault;
}

/** A change of a property or two of components. */
function variant(data: Data, chance: Chance): Data {
  const changes: Data = {};
  for (let i = chance.integer(1, 3); i > 0; i--) {
    const [name, component] = chance.pick(Object.entries(data.components as Record<string, Data>));
    const type = TYPES.get(String(component.type))!;
    const [property, schema] = chance.pick(Object.entries(propertySchemas(type)));
    if (!(property in component) || !isPlain(component[property])) continue;
    const value = chance.happens(0.2) ? null : drawn(schema, { chance, density: 0.4 });
    if (JSON.stringify(value).includes(NAME_TO_COME)) continue;
    changes[`components.${name}.${property}`] = value;
  }
  if (chance.happens(0.3)) changes.load = chance.pick(['50%', '110%']);
  if (Object.keys(changes).length === 0) changes.relevant = '1%';
  return changes;
}

/** Whether a value is no name of a component, and holds none. */
function isPlain(value: unknown): boolean {
  return !/"c\d+(?:-\d+)?"/.test(JSON.stringify(value));
}

function prices(design: Design, chance: Chance): Data {
  const { type } = chance.pick(Object.values(design.components));
  const { meters } = TYPES.get(type)!;
  if (meters.length === 0) return {};
  return { [type]: { [chance.pick(meters).name]: chance.pick(['0 USD', '0.02 USD', '1e-7 USD']) } };
}
