// Settings that many limiters' rows share.

/** Poisson arrivals of a workload. */
export function poisson(workload: string, perSecond: number): string {
  return `workloads.${workload}.arrivals={ process: poisson, rate: ${perSecond}/s }`;
}

/** A time with an exponential distribution: calls that take it, one made as soon as the one before is answered, are as many a second. */
export function exponential(perSecond: number): string {
  return `{ distribution: exponential, mean: ${1_000_000 / perSecond} us }`;
}
