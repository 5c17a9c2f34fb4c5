// A popularity of keys as a value of the scenario language. Adding one means a file in keys/ and a line in each
// of the two tables here.

import { z } from 'zod';
import { type TaggedOutput, tagged } from '../language/tagged.ts';
import { HotKeys, hotKeysSchema } from './keys/hot.ts';
import { type KeyTextConfig, keyText } from './keys/key-text.ts';
import { ListKeys, listKeysSchema } from './keys/list.ts';
import type { Popularity } from './keys/popularity.ts';
import { UniformKeys, uniformKeysSchema } from './keys/uniform.ts';
import { ZipfKeys, zipfKeysSchema } from './keys/zipf.ts';

const forms = { uniform: uniformKeysSchema, zipf: zipfKeysSchema, hot: hotKeysSchema, list: listKeysSchema };
type Forms = typeof forms;

/** Keys as plain data: `distribution` names their popularity. */
export type PartitionKeyConfig = TaggedOutput<'distribution', Forms>;

const popularities: { readonly [N in keyof Forms]: new (config: z.output<Forms[N]>) => Popularity } = {
  uniform: UniformKeys,
  zipf: ZipfKeys,
  hot: HotKeys,
  list: ListKeys,
};

/** The word for keys: `{ distribution: hot, keys: 10000, hotKeys: 1, hotShare: 40%, salt: 16 }`. */
export function partitionKey() {
  return tagged('distribution', forms);
}

/** The word for keys, or a name that stands for those that somebody else has: `from-record`. */
export function partitionKeyOr<const N extends string>(name: N) {
  const none = { [name]: z.strictObject({}) } as Record<N, z.ZodObject<Record<never, never>>>;
  return tagged('distribution', { ...forms, ...none });
}

/** Draws ranks by their popularity. */
export function popularity(config: PartitionKeyConfig): Popularity {
  const Form = popularities[config.distribution] as new (config: PartitionKeyConfig) => Popularity;
  return new Form(config);
}

/** The text of each rank's key, without salt. */
export function keyTexts(config: PartitionKeyConfig): (rank: number) => string {
  if (typeof config.keys === 'object') {
    const names = Object.keys(config.keys);
    return (rank) => names[rank]!;
  }
  const form = config as KeyTextConfig;
  return (rank) => keyText(form, rank);
}
