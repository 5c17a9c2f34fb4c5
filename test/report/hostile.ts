// The same result with names that try to be more than text: markup, style and script ends, terminal escapes.

import type { DesignResult, Result } from '../../src/experiment/result.ts';
import { hotShard } from './fixture.ts';

export const EVIL =
  '</title></style></script><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">"\'&\u001b[31mred\u0007';

/** Every text that comes from a scenario, replaced by `EVIL`; components, parts and metrics keep a number, so that they differ. */
export function hostile(): Result {
  const result = hotShard();
  return {
    ...result,
    scenario: {
      ...result.scenario,
      name: EVIL,
      description: EVIL,
      seed: EVIL,
      region: EVIL,
      environment: { [EVIL]: EVIL },
    },
    method: { [EVIL]: EVIL },
    designs: result.designs.map(hostileDesign),
    tables: result.tables.map((table) => ({
      ...table,
      design: `${table.design}${EVIL}`,
      unlike: [EVIL],
      onlyInBase: [EVIL],
    })),
    comparisons: result.comparisons.map((row) => ({
      ...row,
      design: `${row.design}${EVIL}`,
      path: `${EVIL}.${row.path}`,
    })),
  };
}

function hostileDesign(design: DesignResult): DesignResult {
  const rename = (name: string): string => `${name}${EVIL}`;
  const components = Object.entries(design.components).map(([name, component]) => {
    const parts = component.parts?.items.map((item) => ({ ...item, id: rename(item.id) }));
    const renamed = { ...component, type: EVIL };
    return [
      rename(name),
      parts === undefined ? renamed : { ...renamed, parts: { kind: EVIL, items: parts } },
    ];
  });
  return {
    ...design,
    name: rename(design.name),
    unstable: [EVIL],
    components: Object.fromEntries(components),
    flows: design.flows.map((flow) => ({
      ...flow,
      from: EVIL,
      to: EVIL,
      latencyShares: { [EVIL]: flow.lost },
    })),
    cost: {
      ...design.cost,
      title: EVIL,
      priceBook: EVIL,
      notPriced: [EVIL],
      missingPrices: [],
      lines: design.cost.lines.map((line) => ({
        ...line,
        component: EVIL,
        meter: rename(line.meter),
        unit: EVIL,
      })),
    },
    objectives: design.objectives.map((objective) => ({
      ...objective,
      text: rename(objective.text),
      note: EVIL,
    })),
    findings: design.findings.map((finding) => ({
      ...finding,
      component: EVIL,
      title: EVIL,
      limit: EVIL,
      advice: EVIL,
      evidence: { [EVIL]: EVIL },
    })),
    assumptions: [{ component: EVIL, property: EVIL, value: EVIL, low: EVIL, high: EVIL, why: EVIL }],
    fingerprints: [EVIL],
    series: {
      ...design.series,
      lines: design.series.lines.map((line) => ({
        ...line,
        component: rename(line.component),
        part: line.part === null ? null : rename(line.part),
      })),
    },
  };
}
