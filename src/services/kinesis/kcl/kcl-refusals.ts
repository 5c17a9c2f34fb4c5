// What the Kinesis Client Library refuses, and what of its settings does nothing.

import type { Refusal, WiredRefusal, Wiring } from '../../component.ts';
import type { ConsumerConfig } from '../consumer/consumer-schema.ts';
import { isLeaseTableProvisioned, leaseTableOf, OWNER_INDEX } from './implied-table.ts';
import { kclOf } from './kcl-schema.ts';

const KCL_1 = 'Kinesis developer guide, enhanced fan-out consumers: with the KCL 2.0 or later';
const KCL_3 = 'Kinesis developer guide, DynamoDB metadata tables of the KCL 3.x';

/** Settings that do not go together. */
export function kclRefusals(config: ConsumerConfig): readonly Refusal[] {
  const kcl = kclOf(config);
  if (kcl === null) return [];
  const found: Refusal[] = [];
  const at = (property: string) => ['library', property];
  if (kcl.type === 'kcl-1' && config.mode === 'enhanced-fan-out') {
    found.push({ path: ['mode'], message: 'the KCL 1.x has no enhanced fan-out', source: KCL_1 });
  }
  if (config.hosts > 1) {
    found.push({
      path: ['hosts'],
      message: `each worker of the KCL has a host of its own: write library: { type: ${kcl.type}, workers: ${config.hosts} }`,
    });
  }
  const capacities = ['initialLeaseTableReadCapacity', 'initialLeaseTableWriteCapacity'] as const;
  const own = [...capacities, ...(kcl.type === 'kcl-1' ? [] : (['billingMode'] as const))];
  for (const property of own) {
    if ((kcl as Readonly<Record<string, unknown>>)[property] === undefined) continue;
    if (kcl.leaseTable !== undefined) {
      const message = `it is for the table that the KCL makes: "${kcl.leaseTable}" says its own`;
      found.push({ path: at(property), message });
    } else if (property !== 'billingMode' && !isLeaseTableProvisioned(kcl)) {
      const message = 'a lease table with PAY_PER_REQUEST has no provisioned capacity';
      found.push({ path: at(property), message, source: 'write billingMode: PROVISIONED beside it' });
    }
  }
  return found;
}

/** What is wrong between an application, its stream and its lease table. */
export function leaseTableRefusals(config: ConsumerConfig, wiring: Wiring): readonly WiredRefusal[] {
  const kcl = kclOf(config);
  if (kcl === null) return [];
  const found: WiredRefusal[] = [];
  const { leaseTable, checkpointInterval } = kcl;
  const log = wiring.names.find(({ name, wire }) => name === config.from && wire === 'from');
  const retention = (log?.config as { readonly retentionPeriod?: number } | undefined)?.retentionPeriod;
  if (retention !== undefined && checkpointInterval >= retention) {
    found.push({
      path: ['library', 'checkpointInterval'],
      message: `"${config.from}" keeps records no longer than that (retentionPeriod): what lies behind the last checkpoint would be gone when it is read again`,
      source: 'Kinesis developer guide, changing the retention period',
    });
  }
  if (leaseTable === undefined) return found;
  const path = ['library', 'leaseTable'];
  const other = wiring.alike.find(
    ({ name, config: one }) => name !== wiring.name && tableOf(name, one as ConsumerConfig) === leaseTable,
  );
  if (other !== undefined) {
    found.push({
      path,
      message: `"${other.name}" keeps its leases in "${leaseTable}", too: each application has a table of its own, named after it`,
      source: 'Kinesis developer guide, lease table of the KCL',
    });
  }
  const table = wiring.names.find(({ name }) => name === leaseTable);
  if ((table?.config as { readonly timeToLive?: unknown } | undefined)?.timeToLive !== undefined) {
    found.push({
      path,
      message: `the leases in "${leaseTable}" would expire: it has a timeToLive`,
      source: 'DynamoDB developer guide, time to live',
    });
  }
  if (kcl.type === 'kcl-3' && table?.operations?.includes(`Query ${OWNER_INDEX}`) === false) {
    found.push({
      path,
      message: `the KCL 3.x adds an index to its lease table: give "${leaseTable}" one named ${OWNER_INDEX}`,
      source: KCL_3,
    });
  }
  return found;
}

/** The lease table of an application, named or made for it; null without one. */
function tableOf(application: string, config: ConsumerConfig): string | null {
  const kcl = kclOf(config);
  return kcl === null ? null : leaseTableOf(application, kcl);
}
