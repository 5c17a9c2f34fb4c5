// The JSON Schema (draft 7) of a scenario file, made from the declarations: what an editor completes and explains.
// It follows the language where JSON Schema can; the loader knows more (wires, quantities, objectives).

import { inputSchema, type JsonSchema } from '../language/json-form.ts';
import { NAME } from '../language/reference.ts';
import type { ComponentType } from '../services/component.ts';
import { workloadSchema } from '../workload/workload.ts';
import { mayBeCopied } from './components.ts';
import { OPERATOR } from './objective.ts';
import { settingsSchema } from './settings.ts';

const OWN = { '^x-': {} };

/** The schema of a scenario for the types of a catalogue. */
export function scenarioJsonSchema(catalogue: readonly ComponentType[]): JsonSchema {
  const settings = inputSchema(settingsSchema);
  const required = [...(settings.required as string[]), 'components'];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Spillway scenario',
    type: 'object',
    properties: {
      ...(settings.properties as object),
      workloads: named('The traffic, by name; only a design of scans alone has none.', {
        $ref: '#/definitions/workload',
      }),
      components: named('The design that meets the traffic, by name.', { $ref: '#/definitions/component' }),
      objectives: {
        description:
          'What the design must achieve: path, operator, quantity, as in dashboard.latency.p99 < 1 s.',
        type: 'array',
        items: { type: 'string', pattern: `\\S+\\s*(${OPERATOR})\\s*\\S+` },
      },
      variants: named('Changes to the scenario, by name: each is merged over it.', {
        type: 'object',
        description: 'Nested or dotted properties; null removes one.',
      }),
      sweep: {
        description:
          'Values for paths, whose product sim sweep runs, as in { components.clicks.shardCount: [2, 4, 8] }.',
        type: 'object',
        additionalProperties: { type: ['array', 'object'], minItems: 1 },
      },
    },
    required,
    patternProperties: OWN,
    additionalProperties: false,
    definitions: {
      workload: { ...inputSchema(workloadSchema), patternProperties: OWN },
      component: component(catalogue),
      ...Object.fromEntries(catalogue.map((type) => [type.name, componentOf(type)])),
    },
  };
}

function named(description: string, value: JsonSchema): JsonSchema {
  const patternProperties = { ...OWN, [NAME.source]: value };
  return { description, type: 'object', patternProperties, additionalProperties: false };
}

/** A component is what its type says: editors offer the types first, then that type's properties. */
function component(catalogue: readonly ComponentType[]): JsonSchema {
  return {
    type: 'object',
    properties: {
      type: {
        description: catalogue.map(({ name, summary }) => `${name}: ${summary}`).join('\n'),
        enum: catalogue.map(({ name }) => name),
      },
    },
    required: ['type'],
    allOf: catalogue.map(({ name }) => ({
      if: { properties: { type: { const: name } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { $ref: `#/definitions/${name}` },
    })),
  };
}

function componentOf(type: ComponentType): JsonSchema {
  const schema = inputSchema(type.schema);
  const copies = {
    description: 'So many identical, independent copies: name-1, name-2, …',
    type: 'integer',
    minimum: 1,
  };
  return {
    ...schema,
    description: type.summary,
    properties: {
      type: { const: type.name },
      ...(schema.properties as object),
      ...(mayBeCopied(type) ? { count: copies } : {}),
    },
    required: ['type', ...((schema.required as string[] | undefined) ?? [])],
    patternProperties: OWN,
  };
}
