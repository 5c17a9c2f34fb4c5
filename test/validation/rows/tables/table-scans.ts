// What scans take, by the guide's page on querying and scanning. A page of 1 MB is 256 reads of 4 KB, and half of that eventually
// consistent; pages of 40 items of 4 KB take 20 and 40. Whatever pages it is read by, a table of 30 GB, in 15 segments of
// 2 GB each, comes to 7,864,320 reads of 4 KB, and half as many units.

import { sumOf } from '../../replications.ts';
import { workedRow } from '../../worked-row.ts';

const GUIDE = 'DynamoDB developer guide, best practices for querying and scanning data';
const REQUESTS = 60;
const [GB, KIB] = [2 ** 30, 1024];

const scan = (items: number, consistency: string): string =>
  `components.client.operations={ PutItem: 0%, Scan: { share: 100%, items: ${items}, consistency: ${consistency} } }`;

export const tableScans = workedRow({
  name: 'table-scans',
  source: GUIDE,
  scenario: 'test/validation/scenarios/reached-table.yaml',
  claims: [
    ...[
      { what: 'scans of a page of 1 MB', items: 256, consistency: 'eventual', units: 128 },
      { what: 'consistent scans of a page of 1 MB', items: 256, consistency: 'strong', units: 256 },
      { what: 'scans of 40 items of 4 KB', items: 40, consistency: 'eventual', units: 20 },
      { what: 'consistent scans of 40 items of 4 KB', items: 40, consistency: 'strong', units: 40 },
    ].map(({ what, items, consistency, units }) => ({
      what: `${REQUESTS} ${what}: units consumed`,
      expected: units * REQUESTS,
      within: 0,
      sets: ['workloads.requests={ arrivals: { rate: 1/s }, size: 4 KiB }', scan(items, consistency)],
      seen: (result: Parameters<typeof sumOf>[0]) => sumOf(result, 'table', 'ConsumedReadCapacityUnits'),
    })),
    {
      what: 'a job that scans 30 GB in 15 segments: units consumed',
      expected: (30 * GB) / (4 * KIB) / 2,
      within: 0,
      scenario: 'test/validation/scenarios/table-scan-job.yaml',
      seen: (result) => sumOf(result, 'table', 'ConsumedReadCapacityUnits'),
    },
  ],
});
