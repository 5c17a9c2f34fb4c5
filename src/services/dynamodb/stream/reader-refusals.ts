// What may not read the stream of a table: a third reader of its shards.

import type { WiredRefusal, Wiring } from '../../component.ts';
import { STREAM_READERS } from '../limits.ts';

/** More readers of a table's stream than a shard may have: told of the first one too many. */
export function readerRefusals(_config: unknown, { name, namedBy }: Wiring): readonly WiredRefusal[] {
  // Its indexes hang on it by the same wire, by another property.
  const readers = namedBy.filter(({ wire, config }) => wire === 'from' && !isIndexOf(config, name));
  const first = readers[STREAM_READERS.value];
  if (first === undefined) return [];
  return [
    {
      component: first.name,
      path: [],
      message: `the stream of "${name}" has ${readers.length} readers, and no more than ${STREAM_READERS.value} read a shard without being throttled`,
      source: STREAM_READERS.source,
    },
  ];
}

function isIndexOf(config: unknown, table: string): boolean {
  return (config as { readonly table?: unknown }).table === table;
}
