// A shard that is split while its reader is behind, by hand: the children are read once the parent is worked through
// (developer guide, after a resharding). 100 records/s come, and one thread a shard works off 50/s. The split is done at 90 s,
// when the parent holds 9,000: its thread alone has them until 180 s, 50/s in all, and then those of the children 100/s. A
// run goes on for a minute after its window, for the records of the window.

import { deliveredTo } from '../replications.ts';
import { workedRow } from '../worked-row.ts';

const CASES = [
  { window: 120, worked: 180 * 50, pace: 50 },
  { window: 180, worked: 180 * 50 + 60 * 100, pace: 100 },
] as const;

export const parentsFirst = workedRow({
  name: 'parents-first',
  source: 'Kinesis developer guide, after a resharding; by hand',
  scenario: 'test/validation/scenarios/split.yaml',
  claims: CASES.map(({ window, worked, pace }) => ({
    what: `a shard split at 90 s, 100 records/s, 50/s read of a shard: worked through in ${window + 60} s of those that came in ${window} s`,
    expected: worked,
    // A poll comes within a second: so much of it is not worked through.
    within: pace / worked,
    sets: [`duration=${window} s`],
    seen: (result) => deliveredTo(result, 'reader'),
  })),
});
