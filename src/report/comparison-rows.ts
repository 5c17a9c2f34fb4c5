// The rows of a comparison that a reader needs: where something differs. What is equal in every replication is counted,
// not shown.

import type { Comparison, ComparisonTable, Result } from '../experiment/result.ts';
import { formatNumber, formatQuantity } from './number.ts';
import { counted, listed } from './words.ts';

/** One table with its rows in order, and how many are left out because they are equal. */
export interface ShownTable {
  readonly table: ComparisonTable;
  readonly rows: readonly Comparison[];
  readonly equal: number;
}

/** Every table of a result. */
export function shownTables({ tables, comparisons }: Result): readonly ShownTable[] {
  return tables.map((table) => {
    const own = comparisons.filter(
      ({ design, against }) => design === table.design && against === table.against,
    );
    const rows = own.filter(({ verdict }) => verdict !== 'equal');
    return { table, rows, equal: own.length - rows.length };
  });
}

/** What holds for all rows of a table, in sentences; none where there is nothing to add. */
export function tableNotes({ table, rows, equal }: ShownTable): readonly string[] {
  const { replications, unlike, relevant, onlyInBase, onlyInDesign, against, design } = table;
  const others = rows.length === 0 ? 'figure is' : 'other figure is';
  const plural = rows.length === 0 ? 'figures are' : 'other figures are';
  return [
    ...(unlike.length === 0
      ? []
      : [`Not paired: ${listed(unlike)} ${unlike.length === 1 ? 'differs' : 'differ'}.`]),
    ...(replications < 3
      ? [`${counted(replications, 'replication')}: no interval, so nothing is shown to differ.`]
      : []),
    ...(relevant === null
      ? []
      : [`What matters is a change of more than ${formatQuantity(relevant, 'ratio')}.`]),
    ...(onlyInBase.length === 0 ? [] : [`Only in ${against}: ${listed(onlyInBase)}.`]),
    ...(onlyInDesign.length === 0 ? [] : [`Only in ${design}: ${listed(onlyInDesign)}.`]),
    ...(equal === 0 ? [] : [`${equal} ${equal === 1 ? others : plural} equal in every replication.`]),
  ];
}

/** `0.98, ×41`: correlation and what pairing saves; empty below ten replications. */
export function pairingText({ correlation, varianceRatio }: Comparison): string {
  if (correlation === null && varianceRatio === null) return '';
  const saved = varianceRatio === null ? '' : `×${formatNumber(varianceRatio, { digits: 2 })}`;
  return [correlation === null ? '' : formatNumber(correlation, { digits: 2 }), saved]
    .filter((text) => text !== '')
    .join(', ');
}
