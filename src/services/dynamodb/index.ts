// DynamoDB: tables, their indexes, their clients, caches before them and scans of them.

import type { ComponentType } from '../component.ts';
import { acceleratorType } from './accelerator/accelerator-type.ts';
import { clientType } from './client/client-type.ts';
import { indexType } from './index/index-type.ts';
import { scanType } from './scan/scan-type.ts';
import { tableType } from './table/table-type.ts';

/** The types of this folder, in the order in which they are listed. */
export const dynamodbTypes: readonly ComponentType[] = [
  clientType,
  acceleratorType,
  scanType,
  tableType,
  indexType,
];
