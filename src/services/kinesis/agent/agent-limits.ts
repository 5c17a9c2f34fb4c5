// Constants of the Kinesis Agent's mechanisms, with where they were read; what can be set is in its schema.

import type { Limit } from '../../component.ts';

const AGENT = 'Amazon Kinesis Agent 2.0, com.amazon.kinesis.streaming.agent';

export const AGENT_RECORD_BYTES: Limit = {
  value: 1_048_576,
  unit: 'bytes',
  description: 'Data and key of a record of the Kinesis Agent; what is longer is cut to it.',
  source: `${AGENT}.tailing.KinesisConstants`,
  date: '2026-03',
  enforced: false,
};

export const AGENT_FILE_POLL: Limit = {
  value: 100,
  unit: 'milliseconds',
  description: 'How often the Kinesis Agent looks for new lines in a file.',
  source: `${AGENT}.tailing.FileFlow, minTimeBetweenFilePollsMillis`,
  date: '2026-03',
  enforced: false,
};

export const AGENT_HEARTBEAT: Limit = {
  value: 1,
  unit: 'seconds',
  description: 'How often the Kinesis Agent looks at the age of the buffer that it fills.',
  source: `${AGENT}.Agent (HeartbeatService)`,
  date: '2026-03',
  enforced: false,
};

export const AGENT_BACKOFF_STEP: Limit = {
  value: 250,
  unit: 'milliseconds',
  description:
    'The Kinesis Agent waits in steps of this; only between two of them does a success end the wait.',
  source: `${AGENT}.tailing.AsyncPublisherThrottler, SPIN_TIME_MILLIS`,
  date: '2026-03',
  enforced: false,
};

export const AGENT_BACKOFF_JITTER: Limit = {
  value: 0.3,
  unit: 'share',
  description: 'By how much the Kinesis Agent lengthens or shortens a wait at random.',
  source: `${AGENT}.tailing.AsyncPublisherThrottler, DEFAULT_JITTER_PERCENT`,
  date: '2026-03',
  enforced: false,
};

export const AGENT_RECOVERY: Limit = {
  value: 10,
  unit: 'times',
  description: 'What a success divides the Kinesis Agent’s count of failures by.',
  source: `${AGENT}.tailing.AsyncPublisherThrottler, DEFAULT_RECOVERY_FACTOR`,
  date: '2026-03',
  enforced: false,
};
