// The catalogue: a line a service. Only scenario/, experiment/ and tests import it.

import type { ComponentType } from './component.ts';
import { customTypes } from './custom/index.ts';
import { kinesisTypes } from './kinesis/index.ts';

/** Every component type that there is, in the order in which `sim components` lists them. */
export const catalogue: readonly ComponentType[] = [...customTypes, ...kinesisTypes];
