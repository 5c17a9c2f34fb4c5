// The agent's own metrics: those that it sends to CloudWatch (namespace AWSKinesisAgent) under their names there, and of its
// status log what tells how far it is behind.

import type { MetricDeclarations } from '../../../metrics/kinds.ts';
import type { Counter, Distribution, Level } from '../../../metrics/recorder.ts';
import type { Site } from '../../component.ts';

/** What a producer with this client declares beside the metrics of all producers. */
export const AGENT_METRICS: MetricDeclarations = {
  RecordSendAttempts: {
    kind: 'counter',
    unit: 'count',
    description: 'Records in all answered requests, those sent again included.',
    series: true,
  },
  RecordSendErrors: {
    kind: 'counter',
    unit: 'count',
    description: 'Records that the stream refused; the agent sends each again until it is stored.',
    per: 'RecordSendAttempts',
    series: true,
  },
  BytesSent: { kind: 'counter', unit: 'bytes', description: 'Data of the records that were stored.' },
  'FileTailer.RecordsTruncated': {
    kind: 'counter',
    unit: 'count',
    description: 'Records cut to 1 MiB of data and key.',
    per: 'ProducedRecords',
  },
  'FileTailer.BytesBehind': {
    kind: 'level',
    unit: 'bytes',
    description: 'Data and keys in the files that the agents have not read yet.',
    series: true,
    backlog: true,
  },
  BufferAge: {
    kind: 'distribution',
    unit: 'milliseconds',
    description: 'How long each buffer was filled before it was closed.',
  },
  BufferRecords: {
    kind: 'distribution',
    unit: 'count',
    description: 'Records in each buffer when it was closed.',
  },
  SendBackoff: {
    kind: 'distribution',
    unit: 'milliseconds',
    description: 'How long the agent waited before it handed a buffer out, each time that it backed off.',
  },
};

/** The recorders of those metrics. */
export class AgentMeters {
  readonly attempts: Counter;
  readonly errors: Counter;
  readonly bytesSent: Counter;
  readonly truncated: Counter;
  readonly bytesBehind: Level;
  readonly bufferAge: Distribution;
  readonly bufferRecords: Distribution;
  readonly backoff: Distribution;

  constructor(site: Site) {
    this.attempts = site.counter('RecordSendAttempts');
    this.errors = site.counter('RecordSendErrors');
    this.bytesSent = site.counter('BytesSent');
    this.truncated = site.counter('FileTailer.RecordsTruncated');
    this.bytesBehind = site.level('FileTailer.BytesBehind');
    this.bufferAge = site.distribution('BufferAge');
    this.bufferRecords = site.distribution('BufferRecords');
    this.backoff = site.distribution('SendBackoff');
  }
}
