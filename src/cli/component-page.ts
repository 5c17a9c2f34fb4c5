// One component type in full, as text: its properties with where each default comes from, its metrics, limits,
// meters and prices, and its example. All of it is read from the declaration.

import { parse } from 'yaml';
import { z } from 'zod';
import { inputSchema, type JsonSchema } from '../language/json-form.ts';
import { type MetricDeclaration, statisticsOf } from '../metrics/kinds.ts';
import type { ComponentType } from '../services/component.ts';

/** The page of a type, for a terminal. */
export async function renderComponent(type: ComponentType): Promise<string> {
  const { prepareExpressions } = await import('../language/expression.ts');
  await prepareExpressions([]);
  const sections = [
    `${type.name}: ${type.summary}`,
    section('Properties', properties(inputSchema(type.schema as z.ZodObject), '  ')),
    section('Metrics', metrics(type)),
    section('Limits', limits(type)),
    section('Billed', meters(type)),
    section('Example', type.example.trimEnd().split('\n').map(indented)),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines].join('\n');
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

// A property's line says how it is written and whence its default; a choice's options follow, further in.
function properties(schema: JsonSchema, indent: string): string[] {
  const lines: string[] = [];
  for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
    if ('const' in property) continue;
    lines.push(
      `${indent}${name}: ${form(property)}`,
      `${indent}    ${property.description ?? ''} ${origin(property)}`,
    );
    const item = itemOf(property);
    const one = item ?? property;
    if (one.properties !== undefined) lines.push(...properties(one, `${indent}  `));
    for (const option of (one.anyOf ?? []) as JsonSchema[]) {
      const [name, tag] = tagOf(option) ?? [];
      if (tag === undefined) continue;
      const inner = properties(option, `${indent}    `);
      const head = item === null ? `${tag}:` : `- ${name}: ${tag}`;
      if (inner.length > 0 && !isDistribution(option)) lines.push(`${indent}  ${head}`, ...inner);
    }
  }
  return lines;
}

/** What a list has of; null for what is no list. */
function itemOf({ type, items }: JsonSchema): JsonSchema | null {
  return type === 'array' ? (items as JsonSchema) : null;
}

/** The name of an option's tag and its value: `type` and `kpl`. */
function tagOf(option: JsonSchema): readonly [string, string] | undefined {
  const all = Object.entries((option.properties ?? {}) as Record<string, JsonSchema>);
  const found = all.find(([, property]) => 'const' in property);
  return found && [found[0], String(found[1].const)];
}

// Distributions are the same everywhere; docs/language.md has them.
function isDistribution(option: JsonSchema): boolean {
  return Object.hasOwn((option.properties ?? {}) as object, 'distribution');
}

function form(property: JsonSchema): string {
  const item = itemOf(property);
  if (item !== null) return `list of ${form(item)}`;
  if (Array.isArray(property.enum)) return property.enum.join(' | ');
  const options = ((property.anyOf ?? []) as JsonSchema[]).flatMap((option) => tagOf(option)?.[1] ?? []);
  if (options.length > 0) return [...new Set(options)].join(' | ');
  const example = (property.examples as unknown[] | undefined)?.[0];
  if (example !== undefined) return `as in ${String(example)}`;
  if (property.type === 'boolean') return 'true | false';
  return Array.isArray(property.type) ? property.type[0] : property.type === 'object' ? 'properties' : 'text';
}

function origin(property: JsonSchema): string {
  const preset = property.default === undefined ? '' : written(property.default);
  switch (property.need) {
    case 'required':
      return '[required]';
    case 'default':
      return preset === '{}' ? '' : `[default ${preset}: ${String(property.source)}]`;
    case 'assumption':
      return `[assumption ${preset}, ${String(property.low)} to ${String(property.high)}: ${String(property.why)}]`;
    default:
      return '[optional]';
  }
}

function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([name, inner]) => `${name}: ${written(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

// Metrics are declared for a configuration: that of the defaults, and after it what each other choice has more.
function metrics(type: ComponentType): string[] {
  const common = type.metrics(exampleConfig(type));
  const lines = listed(Object.entries(common));
  const { properties: all = {} } = inputSchema(type.schema as z.ZodObject);
  for (const [name, property] of Object.entries(all as Record<string, JsonSchema>)) {
    for (const option of (property.anyOf ?? []) as JsonSchema[]) {
      const tag = tagOf(option)?.[1];
      if (tag === undefined || isDistribution(option)) continue;
      const own = Object.entries(type.metrics(exampleConfig(type, { [name]: tag })));
      const more = own.filter(([metric]) => !Object.hasOwn(common, metric));
      if (more.length > 0) lines.push(`  With ${name}: ${tag}`, ...listed(more).map((line) => `  ${line}`));
    }
  }
  return lines;
}

function listed(declared: readonly (readonly [string, MetricDeclaration])[]): string[] {
  return declared.flatMap(([name, declaration]) => [
    `  ${name} (${declaration.kind}, ${declaration.unit}: ${statisticsOf(declaration).join(', ')})`,
    `      ${declaration.description}`,
  ]);
}

// The required properties of its own example, and those that are chosen.
function exampleConfig(type: ComponentType, chosen: Readonly<Record<string, unknown>> = {}): unknown {
  const { components } = parse(type.example) as {
    readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const own = Object.values(components).find((component) => component.type === type.name) ?? {};
  const { shape } = type.schema as z.ZodObject;
  const required = Object.entries(own).filter(
    ([name]) => (shape[name]?.meta() as { readonly need?: string } | undefined)?.need === 'required',
  );
  return z.parse(type.schema, { ...Object.fromEntries(required), ...chosen });
}

function limits(type: ComponentType): string[] {
  return Object.entries(type.limits).map(
    ([name, { value, unit, description, source, date, enforced }]) =>
      `  ${name}: ${value.toLocaleString('en-US')} ${unit}${enforced ? ', enforced in a run' : ''}\n      ${description} [${source}, ${date}]`,
  );
}

function meters(type: ComponentType): string[] {
  return type.meters.map(({ name, unit, kind, description }) => {
    const prices = type.prices[name];
    const regions = prices === undefined ? 'priced by the scenario' : priceRange(prices.regions);
    return `  ${name} (${kind}): ${regions} per ${unit}\n      ${description}${prices === undefined ? '' : ` [${prices.source}, ${prices.date}]`}`;
  });
}

function priceRange(regions: Readonly<Record<string, unknown>>): string {
  const usd = Object.values(regions).flatMap((price) =>
    typeof price === 'number'
      ? [price]
      : (price as readonly { readonly usd: number }[]).map((tier) => tier.usd),
  );
  const low = Math.min(...usd);
  const high = Math.max(...usd);
  return low === high ? `${low} USD` : `${low} to ${high} USD`;
}
