// What a lease table that throttles does to an application: renewals fail, leases expire and are lost, and whoever takes them
// reads again what lies behind the last checkpoint.

import { US_PER_SECOND } from '../../../engine/time-units.ts';
import { percent, whole } from '../../../language/figures.ts';
import { writtenDuration } from '../../../language/written.ts';
import type { FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import type { ConsumerConfig } from '../consumer/consumer-schema.ts';
import { leaseTableOf } from './implied-table.ts';
import { type KclConfig, kclOf } from './kcl-schema.ts';
import { renewPeriodUs } from './renewer.ts';

/** Findings of an application's leases; none where it has none. */
export function kclFindings(config: ConsumerConfig, measured: Measured): readonly FindingDraft[] {
  const kcl = kclOf(config);
  if (kcl === null) return [];
  const lost = sum(measured, 'LostLeases');
  const throttled = sum(measured, 'ThrottledLeaseRequests');
  const crashed = sum(measured, 'CrashedLeases');
  if (throttled > 0) return [throttledTable(kcl, measured, lost, throttled)];
  return lost > 0 || crashed > 0 ? [lostLeases(kcl, measured, lost, crashed)] : [];
}

function throttledTable(kcl: KclConfig, measured: Measured, lost: number, throttled: number): FindingDraft {
  const table = leaseTableOf(measured.component, kcl);
  const share = throttled / sum(measured, 'LeaseRequests');
  const duplicates = sum(measured, 'duplicates');
  const leases = measured.statistic('CurrentLeases', 'max') ?? 0;
  const wanted = unitsWanted(kcl, leases);
  const loss =
    lost > 0
      ? `${leasesAre(lost)} lost, and ${whole(duplicates)} records are read again`
      : 'no lease is lost yet';
  return {
    severity: lost > 0 ? 'error' : 'warning',
    title: `the lease table throttles ${percent(share)} of the requests to it: ${loss}`,
    limit: `capacity of ${table}; a lease that is not renewed for ${writtenDuration(kcl.failoverTime)} is lost`,
    shareOfHarm: null,
    evidence: {
      throttledRequests: throttled,
      lostLeases: lost,
      duplicates,
      leases,
      writeUnitsWantedPerSecond: wanted,
    },
    advice: `Its ${whole(leases)} leases ask for ${wanted.toFixed(1)} write units/s while all is well: a renewal each every ${writtenDuration(renewPeriodUs(kcl.failoverTime))}, and ${kcl.checkpointInterval === 0 ? 'a checkpoint after every batch beside it' : 'the checkpoints'}. Provision more than that, since lost leases and tries ask for more, or take PAY_PER_REQUEST. ${mostlyCheckpoints(kcl) ? 'Most of it is checkpoints: make fewer (checkpointInterval).' : 'Checkpoint more often to read less again (checkpointInterval).'}`,
  };
}

function lostLeases(kcl: KclConfig, measured: Measured, lost: number, crashed: number): FindingDraft {
  const duplicates = sum(measured, 'duplicates');
  const why = [
    ...(lost > 0
      ? [`${leasesAre(lost)} ${kcl.workers > 1 ? 'lost to other workers' : 'not renewed in time'}`]
      : []),
    ...(crashed > 0 ? [`${leasesAre(crashed)} held by a worker that crashes`] : []),
  ];
  return {
    severity: duplicates > 0 ? 'warning' : 'info',
    title: `${why.join(', ')}: ${whole(duplicates)} records are read again`,
    limit: `checkpointInterval: ${writtenDuration(kcl.checkpointInterval)}`,
    shareOfHarm: null,
    evidence: {
      lostLeases: lost,
      crashedLeases: crashed,
      duplicates,
      takenLeases: sum(measured, 'TakenLeases'),
    },
    advice:
      'What lies behind the last checkpoint is read again by whoever takes a lease: checkpoint more often, or make the work idempotent.',
  };
}

function leasesAre(count: number): string {
  return count === 1 ? '1 lease is' : `${whole(count)} leases are`;
}

/** Whether checkpoints ask for more than renewals do. */
function mostlyCheckpoints({ failoverTime, checkpointInterval }: KclConfig): boolean {
  return checkpointInterval < renewPeriodUs(failoverTime);
}

/** Write units a second of renewals and checkpoints of so many leases; of checkpoints that are made after each batch, none. */
function unitsWanted({ failoverTime, checkpointInterval, leaseSize }: KclConfig, leases: number): number {
  const perUpdate = Math.ceil(leaseSize / 1024);
  const renewals = US_PER_SECOND / renewPeriodUs(failoverTime);
  const checkpoints = checkpointInterval === 0 ? 0 : US_PER_SECOND / checkpointInterval;
  return leases * perUpdate * (renewals + checkpoints);
}
