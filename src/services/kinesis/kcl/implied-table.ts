// The lease table that the KCL makes where it is given none, with the settings of its version: provisioned in 1.x, on demand
// since 2.x. That of 3.x has an index of leases by their owners.

import { LEASE_TABLE_CAPACITY } from './kcl-limits.ts';
import type { KclConfig } from './kcl-schema.ts';

/** The index of a lease table of the KCL 3.x: leases by their owners (KCL 3.5, leases/dynamodb/DynamoDBLeaseRefresher.java). */
export const OWNER_INDEX = 'LeaseOwnerToLeaseKeyIndex';

/** Bytes of an entry of it, the names of its two keys included. */
const ENTRY_BYTES = 100;

/** The name of the lease table of an application. */
export function leaseTableOf(application: string, { leaseTable }: KclConfig): string {
  return leaseTable ?? `${application}-leases`;
}

/** The table that is made for an application, in input form; none where it names one. */
export function impliedTable(
  application: string,
  kcl: KclConfig,
): Readonly<Record<string, { readonly type: string }>> {
  if (kcl.leaseTable !== undefined) return {};
  const isProvisioned = isLeaseTableProvisioned(kcl);
  const capacity = isProvisioned
    ? {
        billingMode: 'PROVISIONED',
        readCapacityUnits: kcl.initialLeaseTableReadCapacity ?? LEASE_TABLE_CAPACITY.value,
        writeCapacityUnits: kcl.initialLeaseTableWriteCapacity ?? LEASE_TABLE_CAPACITY.value,
      }
    : { billingMode: 'PAY_PER_REQUEST' };
  const indexes = kcl.type === 'kcl-3' ? { globalSecondaryIndexes: { [OWNER_INDEX]: ownerIndex(kcl) } } : {};
  const table = { type: 'dynamodb.table', ...capacity, ...indexes };
  return { [leaseTableOf(application, kcl)]: table };
}

/** Whether the table that the KCL makes is provisioned. */
export function isLeaseTableProvisioned(kcl: KclConfig): boolean {
  return kcl.type === 'kcl-1' || kcl.billingMode === 'PROVISIONED';
}

function ownerIndex(kcl: KclConfig): object {
  return {
    key: { distribution: 'uniform', keys: kcl.workers },
    projection: 'KEYS_ONLY',
    itemSize: `${ENTRY_BYTES} B`,
    // Renewals and checkpoints leave the owner.
    projectedChangeRate: '0%',
    ...(isLeaseTableProvisioned(kcl)
      ? {
          readCapacityUnits: kcl.initialLeaseTableReadCapacity ?? LEASE_TABLE_CAPACITY.value,
          writeCapacityUnits: kcl.initialLeaseTableWriteCapacity ?? LEASE_TABLE_CAPACITY.value,
        }
      : {}),
  };
}
