// How event source mappings are written in a scenario.

import { z } from 'zod';
import { withDefault } from '../../../language/field.ts';

const mappingSchema = z.strictObject({});

/** The property of a function. */
export const eventSourceMappingsField = withDefault(
  z.array(mappingSchema),
  [],
  'What Lambda reads and invokes the function with.',
  'a function that is invoked by others',
);
