// A part's short name: `shard 2` for shardId-000000000002. AWS numbers its parts under one long prefix; where a
// component's parts differ only in that number, the kind and the number say all.

import type { ComponentResult } from '../experiment/result.ts';

/** Part id → what a reader is shown for it. */
export function partLabels({ parts }: ComponentResult): ReadonlyMap<string, string> {
  const items = parts?.items ?? [];
  const numbered = items.map(({ id }) => /^(.*?)(\d+)$/.exec(id));
  const prefix = numbered[0]?.[1];
  const alike = items.length > 0 && numbered.every((match) => match !== null && match[1] === prefix);
  return new Map(
    items.map(({ id }, i) => [
      id,
      alike ? `${parts?.kind} ${numbered[i]![2]!.replace(/^0+(?=\d)/, '')}` : id,
    ]),
  );
}
