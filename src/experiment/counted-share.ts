// A share as it was counted.

/** Samples on the near side of an objective's limit, and all samples; one a replication. */
export interface CountedShare {
  readonly within: readonly number[];
  readonly all: readonly number[];
}
