// No code takes one row for one record: the same traffic in rows of one record and in rows of ten gives the same
// ledger, usage and cost. (The records of a row are finished together, so latency may differ by the work within it.)

import { describe, expect, it } from 'vitest';
import { billsOf } from '../../src/experiment/cost.ts';
import type { RecordedFlow } from '../../src/experiment/replication-result.ts';
import { CARRYING, designOf, measured, produced, run } from './example.ts';

const COPIES = 10;

const ledgerOf = ({ latencySharesUs: _, ...ledger }: RecordedFlow) => ledger;

describe.each(CARRYING)('%s', (_name, { example }) => {
  it('does the same to one row of ten records as to ten rows of one', async () => {
    const base = await designOf(example);
    // As much traffic as the example has, each drawn record standing for ten.
    const design = { ...base, load: base.load / COPIES };
    const merged = run(design, { grain: { copies: COPIES, merged: true } });
    const single = run(design, { grain: { copies: COPIES, merged: false } });
    expect(produced(merged)).toBeGreaterThan(0);
    expect(produced(merged) % COPIES).toBe(0);
    expect(merged.flows.map(ledgerOf)).toEqual(single.flows.map(ledgerOf));
    expect(merged.usage).toEqual(single.usage);
    expect(billsOf(measured(design, merged))).toEqual(billsOf(measured(design, single)));
  });
});
