// What `dynamodb.scan` declares.

import type { ComponentType, WiredRefusal, Wiring } from '../../component.ts';
import { SCAN_EXAMPLE } from '../examples.ts';
import { scanOf, TableScan } from './scan.ts';
import { scanFindings } from './scan-findings.ts';
import { type ScanConfig, scanSchema } from './scan-schema.ts';

const API = 'Amazon DynamoDB API reference, Scan';

function indexRefusals(config: ScanConfig, { names }: Wiring): readonly WiredRefusal[] {
  const table = names.find(({ name, wire }) => name === config.to && wire === 'to');
  const known = table?.operations;
  if (known === undefined || known.includes(scanOf(config))) return [];
  const { index, to } = config;
  if (index !== undefined && !known.includes(scanOf({ index, consistency: 'eventual' }))) {
    const message = `ValidationException: the table "${to}" has no index "${index}"`;
    return [{ path: ['index'], message, source: API }];
  }
  const message = `ValidationException: the index "${index}" is a global one, which is not read consistently`;
  return [{ path: ['consistency'], message, source: API }];
}

export const scanType: ComponentType<typeof scanSchema> = {
  name: 'dynamodb.scan',
  summary: 'A job that scans a whole table, or one of its indexes, in one segment or in many at a time.',
  example: SCAN_EXAMPLE,
  schema: scanSchema,
  sendsUnasked: true,
  limits: {},
  meters: [],
  prices: {},
  metrics: () => ({
    Requests: {
      kind: 'counter',
      unit: 'count',
      description: 'Pages that were asked for, each attempt counted.',
      series: true,
    },
    ThrottledRequests: {
      kind: 'counter',
      unit: 'count',
      description: 'Of these, throttled.',
      per: 'Requests',
      series: true,
    },
    ScannedCount: { kind: 'counter', unit: 'count', description: 'Items that were read.', series: true },
    RunningSegments: {
      kind: 'level',
      unit: 'count',
      description: 'Segments that are not over.',
      series: true,
    },
    ScanTime: {
      kind: 'distribution',
      unit: 'seconds',
      description: 'From its beginning until all segments were read: one value a run.',
    },
  }),
  triggers: ({ at }) => [{ property: 'at', once: true, planned: [{ path: ['at'], atUs: at }] }],
  offers: () => [],
  checkWired: indexRefusals,
  build: (config, site) => new TableScan(config, site),
  findings: scanFindings,
};
