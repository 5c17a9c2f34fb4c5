// One component type in full, as text: its properties with where each default comes from, its metrics, limits,
// meters and prices, and its example. All of it is read from the declaration.

import { z } from 'zod';
import { inputSchema, type JsonSchema } from '../language/json-form.ts';
import { statisticsOf } from '../metrics/kinds.ts';
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
    if (property.properties !== undefined) lines.push(...properties(property, `${indent}  `));
    for (const option of (property.anyOf ?? []) as JsonSchema[]) {
      const tag = tagOf(option);
      if (tag === undefined) continue;
      const inner = properties(option, `${indent}    `);
      if (inner.length > 0 && !isDistribution(option)) lines.push(`${indent}  ${tag}:`, ...inner);
    }
  }
  return lines;
}

function tagOf(option: JsonSchema): string | undefined {
  const constants = Object.values((option.properties ?? {}) as Record<string, JsonSchema>);
  return constants.find((property) => 'const' in property)?.const as string | undefined;
}

// Distributions are the same everywhere; docs/language.md has them.
function isDistribution(option: JsonSchema): boolean {
  return Object.hasOwn((option.properties ?? {}) as object, 'distribution');
}

function form(property: JsonSchema): string {
  if (Array.isArray(property.enum)) return property.enum.join(' | ');
  const options = ((property.anyOf ?? []) as JsonSchema[]).map(tagOf).filter((tag) => tag !== undefined);
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

function metrics(type: ComponentType): string[] {
  return Object.entries(type.metrics(exampleConfig(type))).map(([name, declaration]) => {
    const statistics = statisticsOf(declaration).join(', ');
    return `  ${name} (${declaration.kind}, ${declaration.unit}: ${statistics})\n      ${declaration.description}`;
  });
}

// Metrics are declared for a configuration: that of the defaults, with the example's required properties.
function exampleConfig(type: ComponentType): unknown {
  const required = { workload: 'w', to: 'x', from: 'x', serviceTime: '1 ms' };
  const shape = Object.keys((type.schema as z.ZodObject).shape);
  const given = Object.fromEntries(Object.entries(required).filter(([name]) => shape.includes(name)));
  return z.parse(type.schema, given);
}

function limits(type: ComponentType): string[] {
  return Object.entries(type.limits).map(
    ([name, { value, unit, description, source, date, enforced }]) =>
      `  ${name}: ${value.toLocaleString('en-US')} ${unit}${enforced ? '' : ' (checked, not enforced in a run)'}\n      ${description} [${source}, ${date}]`,
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
