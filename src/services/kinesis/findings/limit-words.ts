// A stream's limits as its findings name them, in AWS's words.

import { whole } from '../../../language/figures.ts';
import { FAN_OUT_BYTES, GET_RECORDS_BYTES, SHARD_WRITE_BYTES, SHARD_WRITE_RECORDS } from '../limits.ts';

const inMebibytes = (bytes: number): string => `${bytes / 1_048_576} MiB/s`;

export const WRITE_RECORDS = `${whole(SHARD_WRITE_RECORDS.value)} records/s per shard`;
export const WRITE_BYTES = `${inMebibytes(SHARD_WRITE_BYTES.value)} per shard (data and partition keys)`;
export const SHARED_READ_BYTES = `${inMebibytes(GET_RECORDS_BYTES.value)} per shard for all shared consumers`;
export const PUSHED_BYTES = `${inMebibytes(FAN_OUT_BYTES.value)} per shard and consumer`;
