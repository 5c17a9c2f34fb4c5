// The nearest right name, for "did you mean": by edits (Levenshtein), letters' case aside.

import { distance } from 'fastest-levenshtein';

/** The candidate that takes the fewest edits from `name`; undefined when none is near (over a third of it, or all). */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let fewest = Math.min(Math.max(1, Math.floor(name.length / 3)) + 1, name.length);
  for (const candidate of candidates) {
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}
