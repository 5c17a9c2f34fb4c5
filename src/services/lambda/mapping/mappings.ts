// The event source mappings of one function, each made by the kind of its source.

import type { Component, Site } from '../../component.ts';
import type { Application } from '../../records/application.ts';
import type { FunctionConfig } from '../function/function-schema.ts';
import type { Invoker } from '../invoker.ts';

/** Makes the mappings of a function; each is told what the function is told. */
export function mappingsOf(
  _config: FunctionConfig,
  _site: Site,
  _invoker: Invoker,
  _application: Application,
): readonly Component[] {
  return [];
}
