// How a stream is billed: by the shard and the put in provisioned mode; by the stream and the byte, each record rounded up to whole
// KiB, in on-demand mode; by the byte alone, at other prices, under the account's throughput commitment (On-demand
// Advantage), which bills a floor besides.

import { US_PER_HOUR } from '../../../engine/time-units.ts';
import { HOURS_PER_MONTH } from '../../../pricing/price.ts';
import type { UsageMeter } from '../../../pricing/usage.ts';
import type { Site } from '../../component.ts';
import type { PushBilling } from '../../ports/record-log.ts';
import { RETENTION_DEFAULT } from '../limits.ts';
import { EXTENDED_RETENTION_HOURS, ON_DEMAND_ROUNDING_BYTES, PUT_PAYLOAD_UNIT_BYTES } from '../meters.ts';

/** The three ways. */
export type BillingMode = 'provisioned' | 'on-demand' | 'advantage';

/** How a stream of such a configuration is billed. */
export function billingModeOf(stream: {
  readonly streamMode: 'PROVISIONED' | 'ON_DEMAND';
  readonly minimumThroughputBillingCommitment: 'DISABLED' | 'ENABLED';
}): BillingMode {
  if (stream.streamMode === 'PROVISIONED') return 'provisioned';
  return stream.minimumThroughputBillingCommitment === 'ENABLED' ? 'advantage' : 'on-demand';
}

/** Meters one stream. */
export class StreamBilling {
  /** A stored record is billed by started units of so many bytes, data and key. */
  readonly unitBytes: number;
  /** A record that is read, polled or pushed, is billed rounded up to so many bytes; 1 where it is not rounded. */
  readonly readRoundingBytes: number;
  readonly fanOut: PushBilling;
  private readonly mode: BillingMode;
  private readonly units: UsageMeter;
  private readonly bytesPerUnit: number;
  private readonly kept: readonly { readonly meter: UsageMeter; readonly months: number }[];
  private readonly shards: readonly UsageMeter[];
  private readonly read: UsageMeter | null;

  /** @param retentionUs of the stream */
  constructor(site: Site, mode: BillingMode, retentionUs: number) {
    this.mode = mode;
    const provisioned = mode === 'provisioned';
    const hours = retentionUs / US_PER_HOUR;
    this.unitBytes = provisioned ? PUT_PAYLOAD_UNIT_BYTES : ON_DEMAND_ROUNDING_BYTES;
    this.bytesPerUnit = provisioned ? 1 : ON_DEMAND_ROUNDING_BYTES;
    this.readRoundingBytes = provisioned ? 1 : ON_DEMAND_ROUNDING_BYTES;
    this.units = site.usage(
      provisioned ? 'put-payload-unit' : mode === 'on-demand' ? 'on-demand-in-gb' : 'advantage-in-gb',
    );
    this.read = provisioned
      ? null
      : site.usage(mode === 'on-demand' ? 'on-demand-out-gb' : 'advantage-out-gb');
    this.shards = provisioned
      ? [
          site.usage('shard-hour'),
          ...(hours > RETENTION_DEFAULT.value ? [site.usage('extended-retention-shard-hour')] : []),
        ]
      : [];
    this.kept = keptMonths(mode, hours).map(([meter, months]) => ({ meter: site.usage(meter), months }));
    if (mode === 'on-demand') site.usage('on-demand-stream-hour').hold(1, 0);
    if (mode === 'advantage') {
      for (const meter of ['committed-in-gb', 'committed-out-gb']) site.usage(meter).hold(1, 0);
    }
    this.fanOut = {
      shardHours: provisioned,
      meter: provisioned ? 'fan-out-gb' : mode === 'on-demand' ? 'on-demand-fan-out-gb' : null,
    };
  }

  /** Whether reads are billed here, and so are to be told. */
  get countsReads(): boolean {
    return this.read !== null;
  }

  /** So many shards are open from now on. */
  openShards(count: number, nowUs: number): void {
    for (const meter of this.shards) meter.hold(count, nowUs);
  }

  /** @param units of `unitBytes` that were stored, @param bytes of data and keys in them */
  stored(units: number, bytes: number, nowUs: number): void {
    this.units.add(units * this.bytesPerUnit, nowUs);
    for (const { meter, months } of this.kept) meter.add(bytes * months, nowUs);
  }

  /** Records were read by polls: their bytes, each rounded up. */
  polled(roundedBytes: number, nowUs: number): void {
    this.read?.add(roundedBytes, nowUs);
  }

  /** Records were pushed: their bytes, each rounded up. */
  pushed(roundedBytes: number, nowUs: number): void {
    if (this.mode === 'advantage') this.read!.add(roundedBytes, nowUs);
  }
}

/** The meters of what is kept by the byte, and the months that a stored byte is kept in each. */
function keptMonths(mode: BillingMode, hours: number): readonly (readonly [string, number])[] {
  const longTerm = Math.max(0, hours - EXTENDED_RETENTION_HOURS) / HOURS_PER_MONTH;
  const beyondDay = Math.max(0, hours - RETENTION_DEFAULT.value) / HOURS_PER_MONTH;
  const kept: readonly (readonly [string, number])[] =
    mode === 'provisioned'
      ? [['long-term-retention-gb-month', longTerm]]
      : mode === 'on-demand'
        ? [
            ['on-demand-extended-retention-gb-month', beyondDay - longTerm],
            ['on-demand-long-term-retention-gb-month', longTerm],
          ]
        : [['advantage-retention-gb-month', beyondDay]];
  return kept.filter(([, months]) => months > 0);
}
