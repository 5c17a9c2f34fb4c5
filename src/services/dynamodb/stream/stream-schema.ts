// How the stream of a table is written in a scenario.

import { z } from 'zod';
import { optional, required } from '../../../language/field.ts';
import { oneOf } from '../../../language/words.ts';

export const streamFields = {
  streamSpecification: optional(
    z.strictObject({
      streamViewType: required(
        oneOf(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']),
        'What a record of the stream has of the item.',
      ),
    }),
    'The table has a stream of its changes: functions and consumers read it from the table.',
  ),
};

export type StreamViewType = z.output<typeof viewTypeSchema>;

const viewTypeSchema = streamFields.streamSpecification.unwrap().shape.streamViewType;

/** Bytes of a record: of the item's key, and of its images. */
export function recordBytes(
  view: StreamViewType,
  keyBytes: number,
  beforeBytes: number,
  afterBytes: number,
): number {
  switch (view) {
    case 'KEYS_ONLY':
      return keyBytes;
    case 'NEW_IMAGE':
      return keyBytes + afterBytes;
    case 'OLD_IMAGE':
      return keyBytes + beforeBytes;
    case 'NEW_AND_OLD_IMAGES':
      return keyBytes + beforeBytes + afterBytes;
  }
}
