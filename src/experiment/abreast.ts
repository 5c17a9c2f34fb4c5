// Several designs under way at a time, so that no thread waits for the last replication of one: whoever asks many
// questions begins the next one early. Results do not depend on it, and neither does which failure is told.

import type { Bench } from './trial.ts';

/**
 * Does jobs 0 to `count` − 1, beginning them in order, until an interrupt.
 * @param replications of one job, at least
 * @throws what the first of the jobs that failed threw; the others that were under way are finished
 */
export async function abreast(
  count: number,
  replications: number,
  { pool, signal }: Bench,
  job: (place: number) => Promise<void>,
): Promise<void> {
  const failures = new Map<number, unknown>();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count && failures.size === 0 && signal?.aborted !== true) {
      const place = next++;
      try {
        await job(place);
      } catch (error) {
        failures.set(place, error);
      }
    }
  };
  const lanes = pool.lanes === 1 ? 1 : Math.ceil(pool.lanes / replications) + 1;
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
}
