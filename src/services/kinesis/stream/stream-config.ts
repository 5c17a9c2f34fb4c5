// What a stream is built from.

import type { DistributionConfig } from '../../../workload/distribution.ts';
import type { PlannedOperation } from '../resharding/reshard-schedule.ts';
import type { ScalingConfig } from '../resharding/scaling-schema.ts';
import type { BillingMode } from './stream-billing.ts';

/** A stream's configuration, as plain numbers. */
export interface StreamConfig {
  readonly streamMode: 'PROVISIONED' | 'ON_DEMAND';
  readonly billing: BillingMode;
  /** Shards at the start. */
  readonly shards: number;
  /** µs. */
  readonly retentionPeriod: number;
  /** Data and key, bytes. */
  readonly maxRecordSize: number;
  /** What a shard's byte limit takes at once, bytes. */
  readonly writeBurst: number;
  /** µs. */
  readonly pushLatency: DistributionConfig;
  /** At µs from the start of the measured window. */
  readonly resharding: readonly PlannedOperation[];
  /** What a split or merge takes, µs. */
  readonly reshardTime: number;
  /** From a minute that is too much for a shard of an on-demand stream until it is split, µs. */
  readonly scaleTime: number;
  readonly scaling?: ScalingConfig | undefined;
}
