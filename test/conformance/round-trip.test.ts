// A configuration survives the way back to what is written and in again, and what `sim config` prints is a scenario that
// loads to the same designs.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Design, Scenario } from '../../src/scenario/design.ts';
import { resolvedScenario } from '../../src/scenario/resolved.ts';
import { catalogue } from '../../src/services/index.ts';
import { designOf, load, TYPES } from './example.ts';

/** What a design says, but for what was left to assume and where its objectives stand in the file. */
function said(design: Design): unknown {
  return { ...design, assumptions: [], objectives: design.objectives.map(({ line: _, ...rest }) => rest) };
}

async function printedAndLoaded(scenario: Scenario): Promise<Scenario> {
  return load(stringify(resolvedScenario(scenario, catalogue)));
}

describe.each(TYPES)('%s', (name, type) => {
  it('reads back what it writes of a configuration', async () => {
    const { components } = await designOf(type.example);
    const configs = Object.values(components).filter((component) => component.type === name);
    expect(configs.length).toBeGreaterThan(0);
    for (const { config } of configs) {
      const written = z.encode(type.schema, config);
      expect(z.decode(type.schema, written)).toEqual(config);
      expect(z.encode(type.schema, z.decode(type.schema, written))).toEqual(written);
      // Plain data: it crosses to a worker as it is.
      expect(structuredClone(config)).toEqual(config);
    }
  });

  it('has an example that `sim config` prints as a scenario of the same design', async () => {
    const scenario = await load(type.example);
    const again = await printedAndLoaded(scenario);
    expect(again.designs.map(said)).toEqual(scenario.designs.map(said));
    // With every value given there is nothing left to assume.
    expect(again.designs.flatMap(({ assumptions }) => assumptions)).toEqual([]);
  });
});

const SHIPPED = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));

describe.each(SHIPPED)('%s', (file) => {
  it('is printed by `sim config` as a scenario of the same designs, variants too', async () => {
    const scenario = await load(readFileSync(`scenarios/${file}`, 'utf8'));
    const again = await printedAndLoaded(scenario);
    expect(again.designs.map(said)).toEqual(scenario.designs.map(said));
  });
});
