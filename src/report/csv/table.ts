// How every CSV is written: RFC 4180 with a header, "\n" between the rows, empty where a value cannot be told. Numbers
// are written in full, so that a spreadsheet can go on from them.

import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/** The table as text; `header` names the columns, with their units. */
export function csvText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([header, ...rows] as Cell[][], { record_delimiter: 'unix' });
}
