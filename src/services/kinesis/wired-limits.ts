// What a stream does not take from those that are wired to it: too many consumers that are pushed to, and records above its
// maxRecordSize. Both are known before the run.

import { sampler } from '../../workload/distribution.ts';
import type { Neighbour, WiredRefusal, Wiring } from '../component.ts';
import { RETRIEVAL } from './kcl/retrieval.ts';
import { OUTER_KEY_BYTES } from './kpl/record-size.ts';
import { FAN_OUT_CONSUMERS, FAN_OUT_CONSUMERS_ADVANTAGE, MAX_RECORD_SIZE } from './limits.ts';
import type { ProducerConfig } from './producer/producer-schema.ts';
import { type BillingMode, billingModeOf } from './stream/stream-billing.ts';

const KPL_SIZES = 'KinesisProducerConfiguration.java of the Kinesis Producer Library 1.0, AggregationMaxSize';
/** A partition key has a character at least. */
const LEAST_KEY_BYTES = 1;

/** What a stream says of itself that its neighbours must keep to. */
interface StreamLimits {
  readonly streamMode: 'PROVISIONED' | 'ON_DEMAND';
  readonly minimumThroughputBillingCommitment: 'DISABLED' | 'ENABLED';
  readonly maxRecordSize: number;
}

/** How many consumers with enhanced fan-out a stream of a mode may have. */
const FAN_OUT_CONSUMERS_BY_MODE: Readonly<Record<BillingMode, number>> = {
  provisioned: FAN_OUT_CONSUMERS.value,
  'on-demand': FAN_OUT_CONSUMERS.value,
  advantage: FAN_OUT_CONSUMERS_ADVANTAGE.value,
};

/** A stream with more consumers that are pushed to than it may have: told of the first one too many. */
export function fanOutRefusals(stream: StreamLimits, { name, namedBy }: Wiring): WiredRefusal[] {
  const pushedTo = namedBy.filter(({ config, wire }) => wire === 'from' && isPushedTo(config, name));
  const most = FAN_OUT_CONSUMERS_BY_MODE[billingModeOf(stream)];
  const first = pushedTo[most];
  if (first === undefined) return [];
  return [
    {
      component: first.name,
      path: pathOfMode(first, name),
      message: `"${name}" has ${pushedTo.length} consumers with enhanced fan-out; a stream has ${most} at most`,
      source: FAN_OUT_CONSUMERS.source,
    },
  ];
}

/** What reads a stream: by itself, or by one of several mappings. */
interface Reads {
  readonly from?: string;
  readonly mode?: string;
  readonly library?: { readonly type: string };
  readonly eventSourceMappings?: readonly Reads[];
}

function isPushedTo(reader: unknown, stream: string): boolean {
  const { from, mode, library, eventSourceMappings = [] } = reader as Reads;
  const own = RETRIEVAL[library?.type as keyof typeof RETRIEVAL]?.mode;
  if (from === stream && (mode ?? own) === 'enhanced-fan-out') return true;
  return eventSourceMappings.some((mapping) => isPushedTo(mapping, stream));
}

function pathOfMode({ isCopy, config }: Neighbour, stream: string): readonly (string | number)[] {
  if (isCopy) return ['count'];
  const mapping = (config as Reads).eventSourceMappings?.findIndex((one) => isPushedTo(one, stream)) ?? -1;
  if (mapping < 0 && (config as Reads).mode === undefined) return ['library'];
  return mapping < 0 ? ['mode'] : ['eventSourceMappings', mapping, 'mode'];
}

/** A producer whose records, packed or not, can be larger than its stream takes, or always are. */
export function recordSizeRefusals({ client }: ProducerConfig, { names, workload }: Wiring): WiredRefusal[] {
  const stream = names.find(({ wire }) => wire === 'to');
  // The agent cuts its records to what every stream takes.
  if (stream === undefined || workload === null || client.type === 'agent') return [];
  const most = (stream.config as StreamLimits).maxRecordSize;
  const takes = `"${stream.name}" takes ${inBytes(most)} a record, key included (maxRecordSize)`;
  const source = MAX_RECORD_SIZE.source;
  const least = Math.floor((sampler(workload.config.size).least ?? 0) + 0.5);
  if (least + LEAST_KEY_BYTES > most) {
    const message = `every record of "${workload.name}" has ${inBytes(least)} of data at least, and ${takes}`;
    return [{ path: ['workload'], message, source }];
  }
  if (client.type !== 'kpl' || !client.aggregationEnabled) return [];
  if (client.aggregationMaxSize + OUTER_KEY_BYTES <= most) return [];
  return [
    {
      path: ['client', 'aggregationMaxSize'],
      message: `packed records may have ${inBytes(client.aggregationMaxSize)} and a key of ${OUTER_KEY_BYTES} B, and ${takes}: one above it fails its whole call`,
      source: `${source}; ${KPL_SIZES}`,
    },
  ];
}

function inBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} B`;
}
