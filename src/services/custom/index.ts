// What is not AWS: a plain source of records, and a server with a queue, for whatever in a design is the user's own.

import type { ComponentType } from '../component.ts';
import { serverType } from './server-type.ts';
import { sourceType } from './source-type.ts';

/** The types of this folder, in the order in which they are listed. */
export const customTypes: readonly ComponentType[] = [sourceType, serverType];
