// How many leases a table of 10 write units bears, by hand. A renewal is a unit, and each lease asks for one every 3.308 s: 33 leases
// ask for 9.98 units a second, and 34 for 10.28. These use up what is saved of 300 s, 3,000 units, until 34 at once are too
// many: after 2,966 to 2,976 units, 10,665 to 10,701 s.

import { sumOf } from '../replications.ts';
import { workedRow } from '../worked-row.ts';
import { version } from './reached/kcl-settings.ts';

export const leaseUnits = workedRow({
  name: 'lease-units',
  source: 'Kinesis Client Library 1.15, KinesisClientLibConfiguration.java and LeaseRenewer.java; by hand',
  scenario: 'test/validation/scenarios/reached-kcl.yaml',
  claims: [
    ...[
      { leases: 33, seconds: 12_000, over: 0 },
      { leases: 34, seconds: 10_600, over: 0 },
      { leases: 34, seconds: 10_750, over: 1 },
    ].map(({ leases, seconds, over }) => ({
      what: `${leases} leases in a table of 10 write units, no checkpoints: whether it throttled in ${seconds.toLocaleString('en')} s, 1 for yes`,
      expected: over,
      within: 0,
      sets: [version('kcl-1'), `components.stream.shardCount=${leases}`, `duration=${seconds} s`],
      seen: (result: Parameters<typeof sumOf>[0]) =>
        Math.min(1, sumOf(result, 'application', 'ThrottledLeaseRequests')),
    })),
  ],
});
