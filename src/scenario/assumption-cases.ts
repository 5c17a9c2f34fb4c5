// The assumptions of a design, each at the two ends of its range: designs that differ from it in one property. Copies
// of a component share their properties and so are one assumption; what AWS makes unasked has no place in a scenario,
// and cannot be varied.

import { propertiesOf } from '../language/reading.ts';
import { workloadSchema } from '../workload/workload.ts';
import type { Assumption, Design, Scenario } from './design.ts';
import { dataHash } from './hash.ts';
import { loadLayered, loadParsed } from './load.ts';
import { Mistakes, ScenarioError } from './mistake.ts';
import { type Parsed, parseScenario, type ScenarioSource, settingLayer } from './parsed.ts';
import { within } from './tree.ts';

/** A design with an assumption at one end of its range. */
export interface AssumptionEnd {
  /** In input form. */
  readonly value: string;
  /** Null when it is the design itself, or when the scenario cannot say it (then `whyNot` tells). */
  readonly design: Design | null;
  readonly whyNot: string | null;
}

export interface AssumptionCase {
  readonly assumption: Assumption;
  /** Where a scenario would give it: `components.clicks.writeBurst`. */
  readonly path: string;
  readonly low: AssumptionEnd;
  readonly high: AssumptionEnd;
}

/** One design and its assumptions. */
export interface DesignCases {
  readonly design: Design;
  readonly cases: readonly AssumptionCase[];
}

/**
 * The cases of a scenario.
 * @param from with the designs that are wanted; the base alone when it names none
 * @throws ScenarioError with every mistake of the scenario
 */
export async function openCases(
  from: ScenarioSource,
): Promise<{ readonly scenario: Scenario; readonly designs: readonly DesignCases[] }> {
  const mistakes = new Mistakes();
  const parsed = await parseScenario({ ...from, designs: from.designs ?? ['base'] }, mistakes);
  const scenario = await loadParsed(parsed, mistakes);
  mistakes.throwIfAny();
  if (scenario === undefined) throw new ScenarioError([]);
  const designs: DesignCases[] = [];
  for (const design of scenario.designs) designs.push({ design, cases: await casesOf(parsed, design) });
  return { scenario, designs };
}

async function casesOf(parsed: Parsed, design: Design): Promise<readonly AssumptionCase[]> {
  const cases = new Map<string, AssumptionCase>();
  for (const assumption of design.assumptions) {
    const path = pathOf(assumption, parsed, design);
    if (cases.has(path)) continue;
    const low = await endOf(assumption.low, path, parsed, design);
    const high = await endOf(assumption.high, path, parsed, design);
    cases.set(path, { assumption, path, low, high });
  }
  return [...cases.values()];
}

function pathOf({ component, property }: Assumption, { root }: Parsed, design: Design): string {
  const [head = ''] = property.split('.');
  if (design.workloads[component] !== undefined && propertiesOf(workloadSchema).includes(head))
    return `workloads.${component}.${property}`;
  const named = within(root, 'components');
  const isCopy = within(named, component) === undefined;
  return `components.${isCopy ? component.replace(/-\d+$/, '') : component}.${property}`;
}

async function endOf(value: string, path: string, parsed: Parsed, design: Design): Promise<AssumptionEnd> {
  const mistakes = new Mistakes();
  const reader = { environment: {}, taken: new Map<string, string>(), mistakes };
  const text = `${path}=${value}`;
  const layer = settingLayer(text, text, path, value, reader);
  const [made] = layer === undefined ? [] : await loadLayered(parsed, [layer], [design.name], mistakes);
  if (made === undefined || mistakes.count > 0) {
    const why = firstOf(mistakes);
    return { value, design: null, whyNot: `the scenario cannot say it: ${why}` };
  }
  return { value, design: isSame(made, design) ? null : made, whyNot: null };
}

function firstOf(mistakes: Mistakes): string {
  try {
    mistakes.throwIfAny();
  } catch (error) {
    if (error instanceof ScenarioError) return error.mistakes[0]?.message ?? '';
    throw error;
  }
  return '';
}

/** Whether two designs run the same, whatever was assumed in one and given in the other. */
function isSame(one: Design, other: Design): boolean {
  const { assumptions: _, ...said } = one;
  const { assumptions: __, ...saidOther } = other;
  return dataHash(said) === dataHash(saidOther);
}
