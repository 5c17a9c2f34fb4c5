// The rows of the figures of Kinesis and of hosts.

import type { Row } from '../../row.ts';
import { agentTimers } from './agent-timers.ts';
import { hostPrices } from './host-prices.ts';
import { kinesisBoundaries } from './kinesis-boundaries.ts';
import { kinesisFanOut } from './kinesis-fan-out.ts';
import { kinesisPrices } from './kinesis-prices.ts';
import { kinesisShard } from './kinesis-shard.ts';
import { kplTimers } from './kpl-timers.ts';
import { onDemandShards } from './on-demand-shards.ts';
import { putSizes } from './put-sizes.ts';

export const streamReaches: readonly Row[] = [
  kinesisBoundaries,
  putSizes,
  kinesisShard,
  kinesisFanOut,
  onDemandShards,
  kplTimers,
  agentTimers,
  kinesisPrices,
  hostPrices,
];
