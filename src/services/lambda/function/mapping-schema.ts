// How event source mappings are written in a scenario.

import { z } from 'zod';
import { withDefault } from '../../../language/field.ts';
import type { Refusal } from '../../component.ts';

/** The property of a function. */
export const eventSourceMappingsField = withDefault(
  z.array(z.looseObject({})),
  [],
  'What Lambda reads and invokes the function with: not built yet, and refused. A function is invoked by topics and by calls.',
  'a function that is invoked by others',
);

// A mapping that did nothing would give wrong results without a word.
/** What is not built yet. */
export function mappingRefusals({
  eventSourceMappings,
}: {
  readonly eventSourceMappings: readonly unknown[];
}): readonly Refusal[] {
  if (eventSourceMappings.length === 0) return [];
  const message = 'event source mappings are not built yet: a function is invoked by a topic, or by calls';
  return [{ path: ['eventSourceMappings'], message }];
}
