// The page on writing scenarios shows one that is right.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { catalogue } from '../../src/services/index.ts';

describe('docs/scenarios.md', () => {
  it('ends with a scenario that loads, with all its copies and its variant', async () => {
    const page = readFileSync('docs/scenarios.md', 'utf8');
    const text = page.split('```yaml\n')[1]!.split('```')[0]!;
    const { designs } = await loadScenario({
      text,
      file: 'tour.yaml',
      readFile: () => Promise.reject(new Error('no trace')),
      environment: {},
      catalogue,
    });
    expect(designs.map(({ name }) => name)).toEqual(['base', 'pushed']);
    expect(Object.keys(designs[0]!.components)).toEqual(['web', 'grid', 'stream', 'readers-1', 'readers-2']);
    // 40 × 5/s, from an anchor of the user's own key.
    expect(designs[0]!.workloads.clicks!.arrivals).toMatchObject({ rate: { perSecond: 200 } });
  });
});
