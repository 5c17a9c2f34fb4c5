// DynamoDB: tables, their indexes, their clients and scans of them.

import type { ComponentType } from '../component.ts';
import { clientType } from './client/client-type.ts';
import { indexType } from './index/index-type.ts';
import { scanType } from './scan/scan-type.ts';
import { tableType } from './table/table-type.ts';

/** The types of this folder, in the order in which they are listed. */
export const dynamodbTypes: readonly ComponentType[] = [clientType, scanType, tableType, indexType];
