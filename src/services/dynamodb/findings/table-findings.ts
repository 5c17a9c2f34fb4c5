// What a table refused and why: too little capacity, or one partition that is asked for more than any has; and the credit of
// unused capacity, which pays for more than is provisioned until it is gone.

import { percent, whole } from '../../../language/figures.ts';
import type { Credit, FindingDraft, Measured } from '../../component.ts';
import { sum } from '../../records/measured-sums.ts';
import {
  BURST_SECONDS,
  PARTITION_EVENTUAL_READS,
  PARTITION_READS,
  PARTITION_WRITES,
  TABLE_QUOTA,
} from '../limits.ts';
import type { TableConfig } from '../table/table-schema.ts';
import type { PartitionDemand } from '../throughput/key-demand.ts';
import { provisionedOf, type ThroughputConfig } from '../throughput/throughput-schema.ts';
import { expiryFindings } from './expiry-findings.ts';

type Kind = 'Read' | 'Write';

/** Findings of one table. */
export function tableFindings(config: TableConfig, measured: Measured): readonly FindingDraft[] {
  return [
    ...throughputFindings(config, measured),
    ...indexFindings(config, measured),
    ...expiryFindings(config, measured),
  ];
}

/** Findings of what has capacity: a table, or one of its indexes. */
export function throughputFindings(config: ThroughputConfig, measured: Measured): readonly FindingDraft[] {
  return (['Write', 'Read'] as const).flatMap((kind) => [
    ...capacityFindings(config, measured, kind),
    ...partitionFindings(measured, kind),
  ]);
}

function perSecond(measured: Measured, metric: string): number {
  return sum(measured, metric) / measured.windowSeconds;
}

function capacityFindings(config: ThroughputConfig, measured: Measured, kind: Kind): readonly FindingDraft[] {
  const what = kind === 'Read' ? 'reads' : 'writes';
  const throttled = sum(measured, `${kind}ThrottleEvents`);
  const requested = perSecond(measured, `Requested${kind}CapacityUnits`);
  const consumed = perSecond(measured, `Consumed${kind}CapacityUnits`);
  const lost = sum(measured, 'lost') > 0;
  const finding = (cause: string, limit: string, why: string, advice: string): readonly FindingDraft[] => {
    const refused = sum(measured, `${kind}${cause}ThrottleEvents`);
    if (refused === 0) return [];
    return [
      {
        severity: lost ? 'error' : 'warning',
        title: `${whole(refused)} ${what} are throttled: ${why}`,
        limit,
        shareOfHarm: refused / throttled,
        evidence: {
          throttled: refused,
          requestedUnitsPerSecond: requested,
          consumedUnitsPerSecond: consumed,
        },
        advice,
      },
    ];
  };
  const asked = `${whole(requested)} units/s are asked for, retries included`;
  const { limit, has, advice } = provisionedWords(config, measured, kind);
  return [
    ...finding('ProvisionedThroughput', limit, `${asked}, and ${has}`, advice),
    ...finding(
      'MaxOnDemandThroughput',
      'onDemandThroughput',
      `${asked}, more than the table’s own maximum`,
      'Raise onDemandThroughput, or live with it: it caps the bill.',
    ),
    ...finding(
      'AccountLimit',
      `${whole(TABLE_QUOTA.value)} units/s of one on-demand table`,
      `${asked}, more than one table takes`,
      'Have the quota of the table raised.',
    ),
  ];
}

/** What is provisioned, what that is as a limit, and what to do where it is too little. */
function provisionedWords(
  config: ThroughputConfig,
  measured: Measured,
  kind: Kind,
): { readonly limit: string; readonly has: string; readonly advice: string } {
  const property = kind === 'Read' ? 'readCapacityUnits' : 'writeCapacityUnits';
  const scaled = kind === 'Read' ? config.autoScaling?.read : config.autoScaling?.write;
  if (scaled !== undefined) {
    const level = `Provisioned${kind}CapacityUnits`;
    const mean = whole(measured.statistic(level, 'mean') ?? 0);
    const most = measured.statistic(level, 'max') ?? 0;
    return {
      limit: `${property}: ${mean} on average, as auto scaling has it (${whole(scaled.min)} to ${whole(scaled.max)})`,
      has: `auto scaling provisions ${mean} on average and ${whole(most)} at most`,
      advice:
        most < scaled.max
          ? 'Auto scaling comes minutes late, and sees only what is consumed: keep more in reserve (a higher min, a lower target), or take PAY_PER_REQUEST.'
          : 'Auto scaling has reached its max: raise it, or take PAY_PER_REQUEST; and it comes minutes late, so that a higher min or a lower target helps a rise.',
    };
  }
  const provisioned = provisionedOf(config);
  const units = whole(provisioned === null ? 0 : kind === 'Read' ? provisioned.reads : provisioned.writes);
  const isLegacy = config.partitioning === 'legacy';
  return {
    limit: `${property}: ${units}${isLegacy ? ', divided evenly by its partitions' : ''}`,
    has: `${units} are provisioned`,
    advice: isLegacy
      ? 'In an even division a partition has its share and no more: spread the keys, or let the table divide its capacity as it has since 2019 (partitioning: current).'
      : 'Provision what is asked for at the peak, or take PAY_PER_REQUEST. Unused capacity pays for 300 s of it, and hides the shortage for as long.',
  };
}

function partitionFindings(measured: Measured, kind: Kind): readonly FindingDraft[] {
  const refused = sum(measured, `${kind}KeyRangeThroughputThrottleEvents`);
  if (refused === 0) return [];
  const demand = (measured.facts[0]?.[kind === 'Read' ? 'reads' : 'writes'] ??
    []) as readonly PartitionDemand[];
  const hottest = demand.reduce((most, one) => (one.units > most.units ? one : most), demand[0]!);
  const most = kind === 'Read' ? PARTITION_READS.value : PARTITION_WRITES.value;
  const isScanned = hottest.scannedUnits > hottest.hottestUnits;
  const share =
    hottest.units > 0 ? (isScanned ? hottest.scannedUnits : hottest.hottestUnits) / hottest.units : 0;
  const who = isScanned ? 'a scan' : `the key "${hottest.hottestKey}"`;
  return [
    {
      severity: sum(measured, 'lost') > 0 ? 'error' : 'warning',
      title: `${whole(refused)} ${kind === 'Read' ? 'reads' : 'writes'} are throttled by one partition: ${who} is ${percent(share)} of what the fullest is asked for`,
      limit: `${whole(most)} ${kind === 'Read' ? `read units/s (${whole(PARTITION_EVENTUAL_READS.value)} eventually consistent)` : 'write units/s'} per partition, however much the table has`,
      shareOfHarm: refused / sum(measured, `${kind}ThrottleEvents`),
      evidence: {
        throttled: refused,
        ...(isScanned ? {} : { hottestKey: hottest.hottestKey ?? '' }),
        shareOfPartition: share,
        partitions: (measured.facts[0]?.partitions as number | undefined) ?? 0,
      },
      advice: isScanned
        ? 'A scan goes through one partition after the other, whatever the table has: let it wait between its pages (pause), or read fewer items at a time (limit).'
        : share > 0.5
          ? 'More capacity does nothing for one key: spread it over several (a suffix on the partition key), or cache what is read.'
          : 'Many keys share the partition: more partitions (previousPeak, or capacity that was once higher) spread them.',
    },
  ];
}

// What its indexes did not let through: which of them, and why, is a finding of theirs.
function indexFindings(
  { globalSecondaryIndexes = {} }: TableConfig,
  measured: Measured,
): readonly FindingDraft[] {
  const names = Object.keys(globalSecondaryIndexes);
  const refused = measured.statistic('WriteIndexThrottleEvents', 'sum') ?? 0;
  if (refused === 0) return [];
  return [
    {
      severity: sum(measured, 'lost') > 0 ? 'error' : 'warning',
      title: `${whole(refused)} writes are throttled by an index: a write needs capacity in the table and in each index that it touches`,
      limit: `the write capacity of ${names.length === 0 ? 'its indexes' : names.join(', ')}`,
      shareOfHarm: refused / sum(measured, 'WriteThrottleEvents'),
      evidence: { throttled: refused, indexes: names.length },
      advice:
        'Give the index as much write capacity as the writes that touch it take, at least the table’s where every item is in it; and look at its key: few values make few partitions hot.',
    },
  ];
}

/** The credit of unused capacity of a table or an index, of reads and of writes. */
export function tableCredit(config: ThroughputConfig, measured: Measured): readonly Credit[] {
  const provisioned = provisionedOf(config);
  // A credit that is scaled stands for no time.
  if (provisioned === null || config.partitioning === 'legacy' || config.autoScaling !== undefined) return [];
  const balance = (name: 'readCredit' | 'writeCredit'): number =>
    measured.facts.reduce((all, facts) => all + ((facts[name] as number | null) ?? 0), 0) /
    measured.facts.length;
  const of = (kind: Kind, refill: number, name: 'readCredit' | 'writeCredit'): Credit => ({
    part: null,
    limit: `${whole(refill)} ${kind === 'Read' ? 'read' : 'write'} units/s, and ${BURST_SECONDS.value} s of what of it is not used`,
    unit: kind === 'Read' ? 'read units' : 'write units',
    takenPerSecond: perSecond(measured, `Consumed${kind}CapacityUnits`),
    refillPerSecond: refill,
    refusedPerSecond:
      perSecond(measured, `Requested${kind}CapacityUnits`) -
      perSecond(measured, `Consumed${kind}CapacityUnits`),
    balance: balance(name),
    throttles: [`${kind}ThrottleEvents`, `${kind}ProvisionedThroughputThrottleEvents`, 'ThrottledRequests'],
  });
  // What was paid for and is over, as a scan may be, is not to come again.
  const isPaying = (kind: Kind, refill: number): boolean =>
    (measured.rateAtEnd(`Consumed${kind}CapacityUnits`) ?? Number.POSITIVE_INFINITY) > refill;
  return [
    ...(isPaying('Write', provisioned.writes) ? [of('Write', provisioned.writes, 'writeCredit')] : []),
    ...(isPaying('Read', provisioned.reads) ? [of('Read', provisioned.reads, 'readCredit')] : []),
  ];
}
