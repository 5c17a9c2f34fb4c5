// What can become of a record. Every record has exactly one of these in each flow.

/** In the order of reports; the index is the fate's number in the ledger. */
export const FATES = [
  'delivered',
  'stored',
  'filtered',
  'inFlight',
  'throttledOut',
  'failed',
  'dropped',
  'rejected',
  'expired',
  'deadLettered',
] as const;
export type Fate = (typeof FATES)[number];

/** The fates that lose a record. */
export const LOSSES: readonly Fate[] = [
  'throttledOut',
  'failed',
  'dropped',
  'rejected',
  'expired',
  'deadLettered',
];

/** A fate's place in the list. */
export const FATE_NUMBERS = Object.fromEntries(FATES.map((fate, i) => [fate, i])) as Record<Fate, number>;
