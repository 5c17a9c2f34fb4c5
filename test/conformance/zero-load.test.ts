// A design without traffic costs what stands, whatever the load, and the polls of nothing that AWS bills: a meter of
// usage that counts them says so in its declaration.

import { describe, expect, it } from 'vitest';
import { billsOf } from '../../src/experiment/cost.ts';
import type { Bill, BillLine } from '../../src/pricing/bill.ts';
import { CARRYING, designOf, measured, produced, run } from './example.ts';

const standing = ({ lines }: Bill): readonly BillLine[] => lines.filter(({ kind }) => kind === 'standing');

describe.each(CARRYING)('%s', (_name, { example }) => {
  it('costs its standing charges, and nothing else but idle polls, when nothing happens', async () => {
    const design = await designOf(example);
    const idle = { ...design, load: 0 };
    const nothing = run(idle);
    expect(produced(nothing)).toBe(0);
    const results = measured(idle, nothing);
    const [bill] = billsOf(results);
    const [loaded] = billsOf(measured(design, run(design)));
    expect(standing(bill!)).toEqual(standing(loaded!));
    const meterOf = ({ component, meter }: BillLine) =>
      results.typeOf(component).meters.find(({ name }) => name === meter);
    const others = bill!.lines.filter((line) => line.kind === 'usage' && meterOf(line)?.idlePolls !== true);
    expect(others).toEqual([]);
  });
});
