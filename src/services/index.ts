// The catalogue: a line a type. Only scenario/, experiment/ and tests import it.

import type { ComponentType } from './component.ts';
import { serverType, sourceType } from './custom/index.ts';
import { consumerType, producerType, streamType } from './kinesis/index.ts';

/** Every component type that there is, in the order in which `sim components` lists them. */
export const catalogue: readonly ComponentType[] = [
  sourceType,
  serverType,
  producerType,
  streamType,
  consumerType,
];
