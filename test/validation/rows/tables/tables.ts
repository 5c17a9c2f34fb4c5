// Rows of the worked examples that AWS's documents have of tables and of DAX.

import type { Row } from '../../row.ts';
import { capacityUnits } from './capacity-units.ts';
import { daxCaches } from './dax-caches.ts';
import { daxClusters } from './dax-clusters.ts';
import { evenDivision } from './even-division.ts';
import { indexUnits } from './index-units.ts';
import { itemBytes } from './item-bytes.ts';
import { onDemandTables } from './on-demand-tables.ts';
import { publishedLoads } from './published-loads.ts';
import { tableBills } from './table-bills.ts';
import { freshTable, secondsOfMinutes } from './table-bursts.ts';
import { tableRecords } from './table-records.ts';
import { tableScaling } from './table-scaling.ts';
import { tableScans } from './table-scans.ts';
import { throttleReasons } from './throttle-reasons.ts';

export const tableExamples: readonly Row[] = [
  capacityUnits,
  itemBytes,
  indexUnits,
  evenDivision,
  secondsOfMinutes,
  freshTable,
  onDemandTables,
  tableScaling,
  tableBills,
  tableScans,
  tableRecords,
  throttleReasons,
  publishedLoads,
  daxClusters,
  daxCaches,
];
