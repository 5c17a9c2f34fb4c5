// Mutations of DynamoDB tables.

import { burstCredit } from '../rows/burst-credit.ts';
import { readUnits } from '../rows/read-units.ts';
import type { Mutation } from './mutation.ts';

const DYNAMODB = 'src/services/dynamodb';

export const tableMutations: readonly Mutation[] = [
  {
    name: 'read-unit',
    what: 'a read capacity unit is 8 KiB, not 4 KiB',
    edits: [
      {
        file: `${DYNAMODB}/capacity/units.ts`,
        text: 'READ_UNIT_BYTES = 4096;',
        becomes: 'READ_UNIT_BYTES = 8192;',
      },
    ],
    rows: [readUnits],
  },
  {
    name: 'burst-credit',
    what: 'unused capacity is saved for 360 s, not 300 s',
    edits: [
      {
        file: `${DYNAMODB}/limits.ts`,
        text: 'export const BURST_SECONDS: Limit = {\n  value: 300,',
        becomes: 'export const BURST_SECONDS: Limit = {\n  value: 360,',
      },
    ],
    rows: [burstCredit],
  },
];
