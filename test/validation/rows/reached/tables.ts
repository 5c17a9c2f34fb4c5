// Rows of tables, their caches and the Kinesis Client Library, made to reach every limit, meter and price of theirs.

import type { Row } from '../../row.ts';
import { accelerator } from './accelerator.ts';
import { acceleratorPrices } from './accelerator-prices.ts';
import { kclBalance } from './kcl-balance.ts';
import { kclLeader } from './kcl-leader.ts';
import { kclLeases } from './kcl-leases.ts';
import { kclReading } from './kcl-reading.ts';
import { kclSteal } from './kcl-steal.ts';
import { kclTimers } from './kcl-timers.ts';
import { kclVeryOld } from './kcl-very-old.ts';
import { tableBoundaries } from './table-boundaries.ts';
import { tableChanges } from './table-changes.ts';
import { tablePrices } from './table-prices.ts';
import { replicaReads, tableRates } from './table-rates.ts';
import { tableRequests } from './table-requests.ts';
import { tableStreamReads } from './table-stream.ts';

export const tableReaches: readonly Row[] = [
  tableBoundaries,
  tableChanges,
  tableRates,
  replicaReads,
  tableRequests,
  tableStreamReads,
  tablePrices,
  accelerator,
  acceleratorPrices,
  kclTimers,
  kclReading,
  kclLeases,
  kclSteal,
  kclVeryOld,
  kclLeader,
  kclBalance,
];
