// The component types by name: the catalogue, or whatever a test puts in its place.

import type { ComponentType } from '../services/component.ts';
import { catalogue } from '../services/index.ts';

/** Types by their names. */
export type ComponentTypes = ReadonlyMap<string, ComponentType>;

/** The whole catalogue. */
export const typesByName: ComponentTypes = new Map(catalogue.map((type) => [type.name as string, type]));
