// Which types and properties random scenarios have used, of all that the language has: `sqs.queue.redrivePolicy.maxReceiveCount`,
// `kinesis.producer.client=kpl.aggregationEnabled`. Distributions are alike wherever they stand, and count once: `gamma`.

import { inputSchema, type JsonSchema } from '../../src/language/json-form.ts';
import { settingsSchema } from '../../src/scenario/settings.ts';
import { catalogue } from '../../src/services/index.ts';
import type { Data } from './presets.ts';
import { WORKLOAD_FORM } from './traffic.ts';

const FORMS: ReadonlyMap<string, JsonSchema> = new Map([
  ['scenario', inputSchema(settingsSchema)],
  ['workload', WORKLOAD_FORM],
  ...catalogue.map(({ name, schema }) => [name, inputSchema(schema)] as const),
]);

/** Everything that there is. */
export const ALL: readonly string[] = [
  ...new Set([...FORMS].flatMap(([name, form]) => [name, ...under(name, form)])),
];

function* under(name: string, form: JsonSchema): Generator<string> {
  for (const [property, inner] of Object.entries((form.properties ?? {}) as Record<string, JsonSchema>)) {
    yield `${name}.${property}`;
    yield* under(`${name}.${property}`, inner);
  }
  if (typeof form.items === 'object') yield* under(name, form.items as JsonSchema);
  if (typeof form.additionalProperties === 'object')
    yield* under(name, form.additionalProperties as JsonSchema);
  for (const option of (form.anyOf ?? []) as JsonSchema[]) {
    const chosen = chosenBy(name, option);
    if (chosen === undefined) continue;
    yield chosen.name;
    if (chosen.tag !== 'distribution') yield* under(chosen.name, option);
  }
}

interface Chosen {
  /** The property that names it, and its value. */
  readonly tag: string;
  readonly value: unknown;
  readonly name: string;
}

/** What an option of a property is called; undefined for a short form. */
function chosenBy(name: string, { properties }: JsonSchema): Chosen | undefined {
  for (const [tag, { const: value }] of Object.entries((properties ?? {}) as Record<string, JsonSchema>)) {
    if (value !== undefined)
      return { tag, value, name: tag === 'distribution' ? String(value) : `${name}=${value}` };
  }
  return undefined;
}

/** What a scenario uses. */
export function used(data: Data): readonly string[] {
  const { workloads, components, variants: _, objectives: __, ...settings } = data;
  const found = new Set<string>();
  const note = (name: string, value: unknown): void => {
    found.add(name);
    noteUnder(name, FORMS.get(name)!, value, found);
  };
  note('scenario', settings);
  for (const workload of Object.values(workloads as Data)) note('workload', workload);
  for (const { type, ...component } of Object.values(components as Record<string, Data>))
    note(String(type), component);
  return [...found];
}

function noteUnder(name: string, form: JsonSchema, value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) noteUnder(name, (form.items ?? {}) as JsonSchema, item, found);
    return;
  }
  for (const option of (form.anyOf ?? []) as JsonSchema[]) {
    const chosen = chosenBy(name, option);
    if (chosen === undefined || (value as Data)[chosen.tag] !== chosen.value) continue;
    found.add(chosen.name);
    if (chosen.tag !== 'distribution') noteUnder(chosen.name, option, value, found);
  }
  const free = form.additionalProperties;
  for (const [property, inner] of Object.entries(value)) {
    const known = ((form.properties ?? {}) as Record<string, JsonSchema>)[property];
    if (known !== undefined) {
      found.add(`${name}.${property}`);
      noteUnder(`${name}.${property}`, known, inner, found);
    } else if (typeof free === 'object') noteUnder(name, free as JsonSchema, inner, found);
  }
}
