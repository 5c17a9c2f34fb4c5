// Looks at a row: a mistake on the way is kept as one, and is no verdict on what the row claims.

import type { Bench, Row } from './row.ts';
import type { Looked } from './table.ts';

export async function lookAt(row: Row, bench: Bench): Promise<Looked> {
  try {
    return { row, seen: await row.run(bench), error: null };
  } catch (error) {
    return { row, seen: [], error: error instanceof Error ? error.message : String(error) };
  }
}
